import time
from collections.abc import Iterator

import pytest
from celery import Celery

from backend.jobs import keys
from backend.jobs.live_workers import LiveWorkers
from backend.jobs.model import Status
from backend.jobs.queue import make_app, publish, waiting_messages
from backend.jobs.reaper import Reaper, ReaperThread
from backend.jobs.record import Record
from backend.jobs.store import JobStore
from backend.settings import Settings
from tests.conftest import ValkeyServer
from tests.jobs.conftest import Submit
from tests.jobs.runners import deadline


@pytest.fixture
def app(settings: Settings) -> Iterator[Celery]:
    app = make_app(settings)
    yield app
    app.close()


@pytest.fixture
def reaper(store: JobStore, app: Celery, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Reaper:
    """One that meets a Redis which has been up for long."""
    monkeypatch.setattr(store, "uptime_s", lambda: 1e6)
    return Reaper(store, app, settings)


def lose(store: JobStore, submit: Submit) -> Record:
    record = store.claim(submit(), worker="w1", lease_s=0)
    assert record
    time.sleep(0.01)
    return record


def test_a_job_whose_lease_has_run_out_goes_back_to_the_queue(reaper: Reaper, store: JobStore, submit: Submit, app: Celery) -> None:
    record = lose(store, submit)
    reaper.reap()
    now = store.record(record.id)
    assert (now.status, now.fields["reason"], now.attempt) == (Status.QUEUED, "worker_lost", 1)
    assert "w1" in now.fields["detail"]
    assert waiting_messages(app) == 1


def test_a_leased_job_is_left_alone(reaper: Reaper, store: JobStore, claimed: Record, app: Celery) -> None:
    reaper.reap()
    assert store.record(claimed.id).fields == claimed.fields
    assert waiting_messages(app) == 0


def test_a_job_that_always_kills_its_worker_fails(reaper: Reaper, store: JobStore, submit: Submit) -> None:
    record = lose(store, submit)
    for _ in range(3):
        reaper.reap()
        store.claim(record.id, worker="w1", lease_s=0)
        time.sleep(0.01)
    reaper.reap()
    now = store.record(record.id)
    assert (now.status, now.fields["reason"], now.attempt) == (Status.FAILED, "crash_loop", 3)


def test_a_dead_workers_job_is_taken_back_before_its_lease_ends(reaper: Reaper, store: JobStore, claimed: Record, submit: Submit) -> None:
    other = store.claim(submit(), worker="w2", lease_s=30)
    assert other
    reaper.release_jobs_of("w1")
    assert store.record(claimed.id).status == Status.QUEUED
    assert store.record(other.id).status == Status.RUNNING


def test_after_a_restart_of_redis_no_lease_ends_for_a_while(
    store: JobStore, app: Celery, settings: Settings, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = lose(store, submit)
    reaper = Reaper(store, app, settings)
    for uptime_s, status in [(0.5, Status.RUNNING), (1.9, Status.RUNNING), (2.1, Status.QUEUED)]:
        monkeypatch.setattr(store, "uptime_s", lambda uptime_s=uptime_s: uptime_s)
        reaper.reap()
        assert store.record(record.id).status == status


def test_after_an_outage_no_lease_ends_for_a_while(reaper: Reaper, store: JobStore, submit: Submit, valkey_server: ValkeyServer) -> None:
    record = lose(store, submit)
    valkey_server.kill()
    reaper.reap()
    valkey_server.start()
    began = time.monotonic()
    reaper.reap()
    assert store.record(record.id).status == Status.RUNNING
    with deadline(10) as pause:
        while store.record(record.id).status == Status.RUNNING:
            reaper.reap()
            pause()
    assert time.monotonic() - began >= 2  # two leases


@pytest.fixture
def forgotten(store: JobStore, submit: Submit) -> str:
    """A job that has waited for an hour since its wake-up was sent."""
    job_id = submit()
    store.client.hincrby(keys.record(job_id), "sent_at", -3_600_000)
    return job_id


@pytest.fixture
def patient(reaper: Reaper, store: JobStore, app: Celery, settings: Settings) -> Reaper:
    """One for which a worker lives, and a wake-up is on its way, for longer than any test takes."""
    return Reaper(store, app, settings.model_copy(update={"lease_s": 600, "resend_after_s": 1800}))


def test_a_lost_wake_up_is_sent_again_to_an_idle_worker(patient: Reaper, store: JobStore, forgotten: str, app: Celery) -> None:
    LiveWorkers(store).beat("idle")
    patient.reap()
    assert waiting_messages(app) == 1
    store.client.delete("dlp:train")  # a worker takes the message, and dies of it
    patient.reap()
    assert waiting_messages(app) == 0  # until the half hour is over again


def test_no_wake_up_is_sent_while_one_waits_or_nobody_is_idle(patient: Reaper, store: JobStore, forgotten: str, app: Celery) -> None:
    patient.reap()
    assert waiting_messages(app) == 0
    LiveWorkers(store).beat("idle")
    publish(app, "x")
    patient.reap()
    assert waiting_messages(app) == 1


def test_the_thread_reaps_until_it_is_closed(reaper: Reaper, store: JobStore, submit: Submit) -> None:
    thread = ReaperThread(reaper, 0.05)
    thread.start()
    record = lose(store, submit)
    with deadline(10) as pause:
        while store.record(record.id).status == Status.RUNNING:
            pause()
    thread.close()
    assert not thread.is_alive()
