from backend.jobs import keys
from backend.jobs.live_workers import LiveWorkers
from backend.jobs.model import Worker
from backend.jobs.record import Record
from backend.jobs.store import JobStore


def test_a_worker_that_was_heard_of_is_alive(store: JobStore, claimed: Record) -> None:
    registry = LiveWorkers(store)
    registry.set_device("w1", "CPU, 2 cores")
    registry.beat("w1")
    registry.beat("w2")
    assert registry.live(within_s=30) == [Worker(name="w1", device="CPU, 2 cores", job_id=claimed.id), Worker(name="w2")]


def test_a_silent_worker_is_not(store: JobStore) -> None:
    registry = LiveWorkers(store)
    registry.beat("w1")
    registry.beat("w2")
    store.client.hincrby(keys.WORKERS, "w1", -500_000)
    assert [worker.name for worker in registry.live(within_s=300)] == ["w2"]
    assert [worker.name for worker in registry.live(within_s=3000)] == ["w1", "w2"]


def test_a_worker_that_has_left_is_forgotten(store: JobStore) -> None:
    registry = LiveWorkers(store)
    registry.set_device("w1", "CPU")
    registry.beat("w1")
    registry.forget("w1")
    assert registry.live(within_s=30) == []
    assert store.client.exists(keys.WORKERS, keys.DEVICES) == 0


def test_a_worker_that_is_silent_for_more_than_a_day_is_forgotten(store: JobStore) -> None:
    registry = LiveWorkers(store)
    registry.beat("w1")
    store.client.hincrby(keys.WORKERS, "w1", -25 * 3600 * 1000)
    assert registry.live(within_s=30) == []
    assert store.client.hgetall(keys.WORKERS) == {}
