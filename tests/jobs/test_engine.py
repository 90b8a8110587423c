from functools import partial
from typing import Any

import pytest

from backend.errors import BadRequest, Conflict, DependencyDown, InvalidInput, NotFound, TooManyRequests
from backend.jobs.artifacts import ArtifactWriter
from backend.jobs.engine import JobEngine
from backend.jobs.live_workers import LiveWorkers
from backend.jobs.model import Status
from backend.jobs.queue import make_app, waiting_messages
from backend.jobs.record import Record
from backend.jobs.store import JobStore, PendingEvent
from backend.settings import Settings
from backend.storage import Storage
from tests.conftest import ValkeyServer
from tests.jobs.conftest import Submit

PARAMS: dict[str, Any] = {"dataset": "digits", "layers": [{"type": "flatten"}]}


def messages(settings: Settings) -> int:
    app = make_app(settings)
    count = waiting_messages(app)
    app.close()
    return count


def test_a_submitted_job_waits_and_a_worker_is_woken(engine: JobEngine, settings: Settings) -> None:
    job = engine.submit("cnn", PARAMS)
    assert (job.status, job.kind, job.attempt, job.queue_position) == (Status.QUEUED, "cnn", 0, 1)
    assert job.params["epochs"] == 10 and job.params["dataset"] == "digits"
    assert "Digits" in job.name
    assert engine.get(job.id) == job
    assert messages(settings) == 1


def test_a_job_has_the_name_it_was_given(engine: JobEngine) -> None:
    assert engine.submit("cnn", PARAMS, name="mine").name == "mine"


def test_the_queue_is_told_in_order(engine: JobEngine) -> None:
    ids = [engine.submit("cnn", PARAMS).id for _ in range(3)]
    assert [engine.get(job_id).queue_position for job_id in ids] == [1, 2, 3]
    engine.cancel(ids[0])
    assert [engine.get(job_id).queue_position for job_id in ids] == [None, 1, 2]


def test_the_same_key_and_body_give_the_same_job(engine: JobEngine, settings: Settings) -> None:
    first = engine.submit("cnn", PARAMS, idempotency_key="k")
    assert engine.submit("cnn", dict(reversed(PARAMS.items())), idempotency_key="k").id == first.id
    assert messages(settings) == 1


@pytest.mark.parametrize("other", [({**PARAMS, "epochs": 2}, None), (PARAMS, "named")])
def test_the_same_key_with_another_body_is_rejected(engine: JobEngine, other: tuple[dict[str, Any], str | None]) -> None:
    engine.submit("cnn", PARAMS, idempotency_key="k")
    params, name = other
    with pytest.raises(InvalidInput):
        engine.submit("cnn", params, name, idempotency_key="k")


def test_a_full_queue_rejects(settings: Settings, store: JobStore) -> None:
    engine = JobEngine(settings.model_copy(update={"max_queued_jobs": 1}))
    engine.submit("cnn", PARAMS)
    with pytest.raises(TooManyRequests):
        engine.submit("cnn", PARAMS)
    assert len(engine.list().items) == 1
    engine.close()


def test_jobs_are_listed_newest_first_page_by_page(engine: JobEngine, submit: Submit) -> None:
    ids = [submit() for _ in range(25)]
    listed, cursor = [], None
    while True:
        page = engine.list(limit=10, cursor=cursor)
        listed += [job.id for job in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert listed == ids[::-1]


def test_jobs_are_listed_by_state_and_kind(engine: JobEngine, submit: Submit) -> None:
    ids = [submit(kind=kind) for kind in ("cnn", "gan", "cnn")]
    engine.cancel(ids[0])
    assert [job.id for job in engine.list(status=Status.CANCELLED).items] == [ids[0]]
    assert [job.id for job in engine.list(kind="cnn").items] == [ids[2], ids[0]]
    assert [job.id for job in engine.list(status=Status.QUEUED, kind="gan").items] == [ids[1]]
    assert engine.list(status=Status.FAILED).items == []


def test_a_rare_state_is_found_among_many_jobs(engine: JobEngine, submit: Submit) -> None:
    wanted = submit()
    engine.cancel(wanted)
    for _ in range(250):
        submit()
    page = engine.list(status=Status.CANCELLED, limit=5)
    assert ([job.id for job in page.items], page.next_cursor) == ([wanted], None)


@pytest.mark.parametrize("cursor", ["", "x", "-1", "1.5", "٣", "1" * 30])
def test_what_is_no_cursor_is_rejected(engine: JobEngine, cursor: str) -> None:
    with pytest.raises(BadRequest):
        engine.list(cursor=cursor)


def test_cancel_ends_a_waiting_job_and_asks_a_running_one_to_stop(engine: JobEngine, submit: Submit, claimed: Record) -> None:
    waiting = submit()
    for _ in range(2):
        assert engine.cancel(waiting).status == Status.CANCELLED
        assert engine.cancel(claimed.id).status == Status.CANCELLING


@pytest.mark.parametrize("ending", [Status.SUCCEEDED, Status.FAILED])
def test_what_has_ended_cannot_be_cancelled(engine: JobEngine, store: JobStore, claimed: Record, ending: Status) -> None:
    store.finish(claimed.id, claimed.token, ending)
    with pytest.raises(Conflict):
        engine.cancel(claimed.id)
    assert engine.get(claimed.id).status == ending


def test_retry_makes_a_new_job_of_the_same_parameters(engine: JobEngine) -> None:
    first = engine.submit("cnn", PARAMS, name="mine")
    engine.cancel(first.id)
    second = engine.retry(first.id)
    assert second.id != first.id
    assert (second.kind, second.name, second.params, second.status) == (first.kind, "mine", first.params, Status.QUEUED)


def test_delete_removes_job_and_files(engine: JobEngine, store: JobStore, storage: Storage, claimed: Record) -> None:
    writer = ArtifactWriter(storage, claimed.id, claimed.token)
    writer.write("a.json", b"{}", "application/json")
    writer.publish()
    with pytest.raises(Conflict):
        engine.delete(claimed.id)
    assert engine.read_artifact(claimed.id, "a.json")[1] == b"{}"
    store.finish(claimed.id, claimed.token, Status.FAILED)
    engine.delete(claimed.id)
    assert storage.keys("jobs") == []
    for call in (engine.get, engine.events, engine.artifacts, engine.cancel, engine.retry, engine.delete):
        with pytest.raises(NotFound):
            call(claimed.id)


def test_events_are_paged(engine: JobEngine, store: JobStore, claimed: Record) -> None:
    for number in range(1, 9):
        store.emit(claimed.id, claimed.token, PendingEvent(number, "log", 0, {"message": str(number)}))
    first = engine.events(claimed.id, limit=6)
    rest = engine.events(claimed.id, after=first.next_after)
    assert len(first.items) == 6 and len(rest.items) == 4
    assert first.items + rest.items == engine.events(claimed.id).items
    nothing = engine.events(claimed.id, after=rest.next_after)
    assert (nothing.items, nothing.next_after) == ([], rest.next_after)


def test_garbage_instead_of_an_event_id_is_rejected(engine: JobEngine, claimed: Record) -> None:
    with pytest.raises(BadRequest):
        engine.events(claimed.id, after="garbage")


def test_images_of_a_running_job_can_be_read(engine: JobEngine, storage: Storage, claimed: Record) -> None:
    writer = ArtifactWriter(storage, claimed.id, claimed.token)
    writer.write("1.png", b"png", "image/png")
    writer.publish("1.png")
    assert [artifact.name for artifact in engine.artifacts(claimed.id)] == ["1.png"]
    assert engine.read_artifact(claimed.id, "1.png")[1] == b"png"


def test_workers_are_those_that_are_alive(engine: JobEngine, store: JobStore) -> None:
    assert engine.workers() == []
    LiveWorkers(store).beat("w")
    assert [worker.name for worker in engine.workers()] == ["w"]


def test_an_accepted_job_survives_a_crash_of_redis(engine: JobEngine, valkey_server: ValkeyServer) -> None:
    ids = [engine.submit("cnn", PARAMS).id for _ in range(5)]
    valkey_server.kill()
    valkey_server.start()
    assert [job.id for job in engine.list().items] == ids[::-1]


def test_without_redis_everything_is_rejected_with_a_time_to_try_again(
    engine: JobEngine, claimed: Record, valkey_server: ValkeyServer
) -> None:
    valkey_server.kill()
    of_a_job = (engine.get, engine.events, engine.artifacts, engine.cancel, engine.retry, engine.delete)
    calls = [
        engine.ping,
        engine.workers,
        engine.list,
        partial(engine.submit, "cnn", PARAMS),
        *(partial(call, claimed.id) for call in of_a_job),
    ]
    for call in calls:
        with pytest.raises(DependencyDown) as error:
            call()
        assert error.value.retry_after_s == 5
    valkey_server.start()
    engine.ping()
    assert engine.get(claimed.id).status == Status.RUNNING
