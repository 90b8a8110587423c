"""An attempt from its claim to its end, with runners that need no TensorFlow."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

from backend.errors import DatasetUnavailable, StorageFull
from backend.jobs.artifacts import read_file, read_manifest
from backend.jobs.attempt import Attempt
from backend.jobs.events import read_all
from backend.jobs.model import Status
from backend.jobs.queue import make_app, waiting_messages
from backend.jobs.record import Record
from backend.jobs.store import JobStore
from backend.kinds.cnn.params import CnnParams
from backend.reporter import Failed, Reporter
from backend.settings import Settings
from backend.storage import Storage
from tests.conftest import ValkeyServer
from tests.jobs.conftest import Submit
from tests.jobs.runners import count_epochs, deadline, use, wait_to_be_stopped

Run = Callable[..., Record]
PARAMS = '{"dataset": "digits", "epochs": 4}'


@pytest.fixture
def draining() -> threading.Event:
    return threading.Event()


@pytest.fixture
def run(store: JobStore, storage: Storage, settings: Settings, draining: threading.Event) -> Iterator[Run]:
    """Claims a job and runs it; returns the record after that."""
    app = make_app(settings)

    def run(job_id: str, **changes: float) -> Record:
        record = store.claim(job_id, worker="w", lease_s=30)
        assert record
        Attempt(record, store, storage, app, settings.model_copy(update=changes), draining.is_set).run()
        return store.record(job_id)

    yield run
    app.close()


@pytest.fixture
def job(submit: Submit) -> str:
    return submit(params=PARAMS)


def epochs(store: JobStore, job_id: str, split: str = "train") -> list[int]:
    metrics = [event.data for event in read_all(store.client, job_id) if event.type == "metric"]
    return [data["epoch"] for data in metrics if data["scope"] == "epoch" and data["split"] == split]


def test_a_run_that_returns_has_succeeded(run: Run, store: JobStore, storage: Storage, job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, count_epochs)
    record = run(job)
    assert record.status == Status.SUCCEEDED
    manifest = read_manifest(storage, job, record.token)
    assert sorted(manifest) == ["history.json", "result.json"]
    assert read_file(storage, manifest, "result.json")[1] == b"{}"
    assert epochs(store, job) == epochs(store, job, "validation") == [1, 2, 3, 4]
    last = read_all(store.client, job)[-2:]
    assert last[0].data["fraction"] == 1.0 and last[1].data["status"] == "succeeded"
    assert not [key for key in storage.keys(f"jobs/{job}") if "checkpoints" in key]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Failed("diverged", "The loss is not finite in epoch 3."), "diverged"),
        (DatasetUnavailable("It is not here."), "dataset_unavailable"),
        (StorageFull("No space is left."), "disk_full"),
        (MemoryError(), "out_of_memory"),
        (ZeroDivisionError("division by zero"), "error"),
    ],
)
def test_a_run_that_raises_has_failed_and_says_why(
    run: Run, store: JobStore, job: str, error: Exception, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(params: CnnParams, reporter: Reporter) -> None:
        reporter.artifact("partial.json", b"{}", "application/json")
        raise error

    use(monkeypatch, fail)
    record = run(job)
    assert (record.status, record.fields["reason"]) == (Status.FAILED, reason)
    assert str(error) in record.fields["detail"]
    assert read_all(store.client, job)[-1].data["reason"] == reason


def test_a_runner_gets_its_parameters(run: Run, job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    received: list[CnnParams] = []
    use(monkeypatch, lambda params, reporter: received.append(params))
    run(job)
    assert received == [CnnParams(dataset="digits", epochs=4)]


def in_background(call: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=call)
    thread.start()
    return thread


def wait_for_progress(store: JobStore, job: str) -> None:
    with deadline(10) as pause:
        while "progress" not in store.record(job).fields:
            pause()


def test_a_cancelled_run_stops_and_keeps_its_history(
    run: Run, store: JobStore, storage: Storage, job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, wait_to_be_stopped)
    thread = in_background(lambda: run(job))
    wait_for_progress(store, job)
    store.cancel(job)
    thread.join(10)
    record = store.record(job)
    assert record.status == Status.CANCELLED
    assert epochs(store, job) == [1]
    assert "history.json" in read_manifest(storage, job, record.token)


def test_a_drained_run_is_queued_again_and_goes_on_from_its_checkpoint(
    run: Run, store: JobStore, settings: Settings, job: str, draining: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, wait_to_be_stopped)
    thread = in_background(lambda: run(job))
    wait_for_progress(store, job)
    draining.set()
    thread.join(10)
    record = store.record(job)
    assert (record.status, record.fields["reason"], record.attempt) == (Status.QUEUED, "drained", 0)
    app = make_app(settings)
    assert waiting_messages(app) == 1
    app.close()
    draining.clear()
    use(monkeypatch, count_epochs)
    assert run(job).status == Status.SUCCEEDED
    assert epochs(store, job) == [1, 2, 3, 4]
    assert store.record(job).attempt == 1


def test_a_run_that_takes_too_long_has_failed(run: Run, job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, wait_to_be_stopped)
    record = run(job, max_job_s=0.3)
    assert (record.status, record.fields["reason"]) == (Status.FAILED, "timeout")


def test_a_fenced_run_stops_and_says_nothing_more(run: Run, store: JobStore, job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, wait_to_be_stopped)
    thread = in_background(lambda: run(job))
    wait_for_progress(store, job)
    token = store.record(job).token
    store.release(job, token, count_attempt=True, reason="", detail="", max_attempts=3)
    successor = store.claim(job, worker="w2", lease_s=30)
    assert successor
    before = store.record(job).fields, read_all(store.client, job)
    thread.join(10)
    assert not thread.is_alive()
    assert (store.record(job).fields, read_all(store.client, job)) == before


def test_a_run_that_ends_while_redis_is_away_is_told_of_when_it_is_back(
    run: Run, store: JobStore, job: str, valkey_server: ValkeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, ended = threading.Event(), threading.Event()

    def outlive_redis(params: CnnParams, reporter: Reporter) -> None:
        count_epochs(params.model_copy(update={"epochs": 2}), reporter)
        started.wait(10)
        count_epochs(params, reporter)
        ended.set()

    use(monkeypatch, outlive_redis)
    thread = in_background(lambda: run(job))
    with deadline(10) as pause:
        while epochs(store, job) != [1, 2]:
            pause()
    valkey_server.kill()
    started.set()
    assert ended.wait(10)
    thread.join(1)
    assert thread.is_alive()
    valkey_server.start()
    thread.join(10)
    assert store.record(job).status == Status.SUCCEEDED
    assert epochs(store, job) == [1, 2, 3, 4]


def test_a_training_that_makes_no_step_is_killed_and_queued_again(store: JobStore, settings: Settings, job: str) -> None:
    command = [sys.executable, "-m", "tests.jobs.hanging", str(settings.broker_url), str(settings.data_dir), job]
    assert subprocess.run(command, timeout=60, capture_output=True, check=False).returncode == 1
    record = store.record(job)
    assert (record.status, record.fields["reason"], record.attempt) == (Status.QUEUED, "stalled", 1)


def test_a_job_whose_parameters_are_no_longer_allowed_fails_and_says_which(run: Run, submit: Submit) -> None:
    record = run(submit(params='{"dataset": "digits", "preset": "modern"}'))
    assert record.status == Status.FAILED
    assert "/params/preset" in record.fields["detail"] and "tutorial" in record.fields["detail"]
