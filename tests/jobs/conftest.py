"""A job store in a real Valkey, and the ways to put jobs into it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from backend.jobs.connection import connect
from backend.jobs.engine import JobEngine
from backend.jobs.record import Record
from backend.jobs.store import JobStore, Submission
from backend.settings import Settings
from backend.storage import Storage

Submit = Callable[..., str]


@pytest.fixture
def settings(broker_url: str, tmp_path: Path) -> Settings:
    return Settings(broker_url=broker_url, data_dir=tmp_path, lease_s=1, heartbeat_s=0.1, reap_interval_s=0.1, resend_after_s=0.2)


@pytest.fixture
def store(broker_url: str) -> Iterator[JobStore]:
    client = connect(broker_url)
    yield JobStore(client)
    client.close()


@pytest.fixture
def storage(settings: Settings) -> Storage:
    return Storage(settings.artifacts)


@pytest.fixture
def engine(settings: Settings) -> Iterator[JobEngine]:
    engine = JobEngine(settings)
    yield engine
    engine.close()


@pytest.fixture
def submit(store: JobStore) -> Submit:
    """Puts a job into the queue without asking whether its parameters make sense; returns its id."""

    def submit(
        *, kind: str = "cnn", params: str = '{"dataset": "digits"}', key: str | None = None, hash: str = "h", max_queued: int = 1000
    ) -> str:
        submission = Submission(uuid4().hex, kind, "a job", params, hash)
        return store.submit(submission, max_queued=max_queued, idempotency_key=key)

    return submit


@pytest.fixture
def claimed(store: JobStore, submit: Submit) -> Record:
    """A job that the worker `w1` runs."""
    record = store.claim(submit(), worker="w1", lease_s=30)
    assert record is not None
    return record
