"""Many callers at once."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from backend.jobs.engine import JobEngine
from backend.jobs.events import read_all
from backend.jobs.model import Status
from backend.jobs.store import Fenced, JobStore
from tests.jobs.conftest import Submit

PARAMS: dict[str, Any] = {"dataset": "digits", "epochs": 1, "layers": [{"type": "flatten"}]}


def test_fifty_equal_submissions_at_once_make_one_job(engine: JobEngine, store: JobStore) -> None:
    with ThreadPoolExecutor(50) as pool:
        ids = set(pool.map(lambda _: engine.submit("cnn", PARAMS, idempotency_key="the key").id, range(50)))
    assert len(ids) == 1
    assert store.queued() == list(ids)
    assert store.client.llen("dlp:train") == 1


def test_fifty_workers_at_once_claim_a_job_once(store: JobStore, submit: Submit) -> None:
    job_id = submit()
    with ThreadPoolExecutor(50) as pool:
        claims = list(pool.map(lambda worker: store.claim(job_id, worker=str(worker), lease_s=30), range(50)))
    assert sum(claim is not None for claim in claims) == 1
    assert store.record(job_id).token == 1


def test_cancel_and_success_at_once_make_one_ending(store: JobStore, submit: Submit) -> None:
    rounds = 200
    with ThreadPoolExecutor(2) as pool:
        for number in range(rounds):
            record = store.claim(submit(), worker="w", lease_s=30)
            assert record
            calls = [partial(store.cancel, record.id), partial(store.finish, record.id, record.token, Status.SUCCEEDED)]
            for future in [pool.submit(call) for call in (calls if number % 2 else calls[::-1])]:
                future.result()
            states = [Status(event.data["status"]) for event in read_all(store.client, record.id) if event.type == "state"]
            assert states[2:] in ([Status.SUCCEEDED], [Status.CANCELLING, Status.CANCELLED])
            assert store.record(record.id).status == states[-1]


def test_ten_reapers_at_once_take_a_lost_job_back_once(store: JobStore, submit: Submit) -> None:
    record = store.claim(submit(), worker="w", lease_s=0)
    assert record

    def release() -> Any:
        try:
            return store.release(record.id, record.token, count_attempt=True, reason="", detail="", max_attempts=3, only_expired=True)
        except Fenced:
            return None

    with ThreadPoolExecutor(10) as pool:
        answers = [future.result() for future in [pool.submit(release) for _ in range(10)]]
    assert answers.count(Status.QUEUED) == 1
