"""The workers that are alive, by their heartbeats."""

from backend.jobs import keys
from backend.jobs.model import Worker
from backend.jobs.store import JobStore

_FORGOTTEN_AFTER_MS = 24 * 3600 * 1000


class LiveWorkers:
    """Every method raises `redis.ConnectionError` or `redis.TimeoutError` while Redis is unreachable."""

    def __init__(self, store: JobStore) -> None:
        self._store, self._client = store, store.client

    def beat(self, name: str) -> None:
        """The worker `name` is alive."""
        self._client.hset(keys.WORKERS, name, self._store.now_ms())

    def set_device(self, name: str, device: str) -> None:
        """The device of the worker, set by its training process: the parent never imports TensorFlow."""
        self._client.hset(keys.DEVICES, name, device)

    def forget(self, name: str) -> None:
        """The worker has ended normally."""
        self._client.hdel(keys.WORKERS, name)
        self._client.hdel(keys.DEVICES, name)

    def live(self, *, within_s: float) -> list[Worker]:
        """The workers with a heartbeat within `within_s`, by name, with the job that each runs."""
        now = self._store.now_ms()
        device_of = self._client.hgetall(keys.DEVICES)
        job_of = {record.fields.get("worker"): record.id for record in self._store.active()}
        workers: list[Worker] = []
        for name, seen_at in sorted(self._client.hgetall(keys.WORKERS).items()):
            silent_ms = now - int(seen_at)
            if silent_ms <= within_s * 1000:
                workers.append(Worker(name=name, device=device_of.get(name), job_id=job_of.get(name)))
            elif silent_ms > _FORGOTTEN_AFTER_MS:
                self.forget(name)
        return workers
