"""Which workers are alive: each says so every few seconds."""

import json

import redis

from backend.jobs import keys
from backend.jobs.model import Worker
from backend.jobs.store import JobStore

_FORGOTTEN_AFTER_MS = 24 * 3600 * 1000


class WorkerRegistry:
    """Every method raises `redis.ConnectionError` or `redis.TimeoutError` while Redis is away."""

    def __init__(self, store: JobStore) -> None:
        self._store = store
        self._client: redis.Redis = store.client

    def beat(self, name: str, device: str | None) -> None:
        """The worker `name` is alive; `device` is what its last training ran on."""
        self._client.hset(keys.WORKERS, name, json.dumps({"seen_at": self._store.now_ms(), "device": device}))

    def forget(self, name: str) -> None:
        """The worker has ended in good order."""
        self._client.hdel(keys.WORKERS, name)

    def live(self, *, within_s: float) -> list[Worker]:
        """The workers that were heard of within `within_s`, by name, with the job that each runs."""
        now = self._store.now_ms()
        job_of = {record.fields.get("worker"): record.id for record in self._store.active()}
        workers: list[Worker] = []
        for name, row in sorted(self._client.hgetall(keys.WORKERS).items()):
            known = json.loads(row)
            if now - known["seen_at"] <= within_s * 1000:
                workers.append(Worker(name=name, device=known["device"], job_id=job_of.get(name)))
            elif now - known["seen_at"] > _FORGOTTEN_AFTER_MS:
                self.forget(name)
        return workers
