import json

from backend.jobs import keys
from backend.jobs.artifacts import read_file, read_manifest
from backend.jobs.engine import JobEngine
from backend.jobs.events import read_all
from backend.jobs.history import archive, read_archive
from backend.jobs.model import Status
from backend.jobs.queue import make_app
from backend.jobs.reaper import Reaper
from backend.jobs.record import Record
from backend.jobs.store import JobStore
from backend.settings import Settings
from backend.storage import Storage
from tests.jobs.conftest import Submit


def test_the_history_of_a_running_job_is_not_written(store: JobStore, storage: Storage, claimed: Record) -> None:
    archive(store.client, storage, claimed)
    assert read_manifest(storage, claimed.id, claimed.token) == {}


def test_the_history_is_the_stream(store: JobStore, storage: Storage, claimed: Record) -> None:
    store.finish(claimed.id, claimed.token, Status.SUCCEEDED)
    record = store.record(claimed.id)
    archive(store.client, storage, record)
    assert read_archive(storage, record) == read_all(store.client, claimed.id)
    _, data = read_file(storage, read_manifest(storage, record.id, record.token), "history.json")
    rows = json.loads(data)
    assert [row["data"]["status"] for row in rows] == ["queued", "running", "succeeded"]
    assert 6 * 86_400 < store.client.ttl(keys.stream(record.id)) <= 7 * 86_400


def test_writing_it_again_changes_nothing(store: JobStore, storage: Storage, claimed: Record) -> None:
    store.finish(claimed.id, claimed.token, Status.SUCCEEDED)
    record = store.record(claimed.id)
    archive(store.client, storage, record)
    before = storage.keys(f"jobs/{record.id}"), read_archive(storage, record)
    archive(store.client, storage, record)
    assert (storage.keys(f"jobs/{record.id}"), read_archive(storage, record)) == before


def test_every_job_that_has_ended_has_a_history_even_when_no_worker_wrote_it(engine: JobEngine, submit: Submit) -> None:
    job_id = submit()
    engine.cancel(job_id)
    assert [artifact.name for artifact in engine.artifacts(job_id)] == ["history.json"]


def test_reading_writes_nothing(engine: JobEngine, store: JobStore, storage: Storage, submit: Submit) -> None:
    job_id = submit()
    store.cancel(job_id)  # as a worker that is killed before it writes the history
    assert engine.artifacts(job_id) == []
    assert engine.events(job_id).items[-1].data["status"] == "cancelled"
    assert storage.keys(f"jobs/{job_id}") == []


def test_a_history_that_was_not_written_is_written_after_a_start(
    store: JobStore, storage: Storage, settings: Settings, submit: Submit
) -> None:
    job_id = submit()
    store.cancel(job_id)
    app = make_app(settings)
    Reaper(store, app, settings).reap()
    app.close()
    record = store.record(job_id)
    assert read_archive(storage, record)[-1].data["status"] == "cancelled"


def test_events_are_read_from_the_history_when_the_stream_has_expired(engine: JobEngine, store: JobStore, submit: Submit) -> None:
    job_id = submit()
    engine.cancel(job_id)
    before = engine.events(job_id)
    engine.artifacts(job_id)
    store.client.delete(keys.stream(job_id))
    assert engine.events(job_id) == before
    assert engine.events(job_id, after=before.items[0].id).items == before.items[1:]
    assert engine.events(job_id, after=before.items[-1].id).items == []
    assert engine.events(job_id, limit=1).items == before.items[:1]
