"""A worker dies, is asked to end, or hangs: acceptance A2, A3, A5, A8."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from backend.jobs.connection import connect
from backend.jobs.model import Status
from backend.jobs.queue import make_app
from backend.jobs.reaper import Reaper, ReaperThread
from backend.jobs.store import JobStore
from tests.chaos.cluster import PATIENCE_S, SLOW, Cluster, is_on_time
from tests.running import wait_until

pytestmark = [pytest.mark.chaos, pytest.mark.slow, pytest.mark.timeout(1200)]


@contextmanager
def reaping(cluster: Cluster) -> Iterator[None]:
    client, app = connect(cluster.settings.broker), make_app(cluster.settings)
    thread = ReaperThread(Reaper(JobStore(client), app, cluster.settings), cluster.settings.reap_interval_s)
    thread.start()
    try:
        yield
    finally:
        thread.close()
        app.close()
        client.close()


def test_another_worker_takes_over_from_one_that_goes_dark(cluster: Cluster) -> None:
    for _ in range(2):
        cluster.start_worker()
    cluster.wait_for_workers(2)
    job_id = cluster.submit(SLOW)
    cluster.wait_for_epoch(job_id, 3)
    first = cluster.engine.get(job_id).worker

    cluster.worker_of(job_id).kill()
    killed_at = time.time()
    assert is_on_time(cluster.time_of(job_id, "running", 2) - killed_at, 45)
    job = cluster.wait_for(job_id, Status.SUCCEEDED)

    assert job.attempt == 2 and job.worker != first
    assert cluster.states(job_id) == ["queued", "running", "queued", "running", "succeeded"]
    cluster.check_invariants(job_id)


def test_the_only_worker_goes_dark_and_comes_back_late(cluster: Cluster) -> None:
    worker = cluster.start_worker()
    job_id = cluster.submit(SLOW)
    cluster.wait_for_epoch(job_id, 2)
    worker.kill()
    with reaping(cluster):  # as the API does
        job = cluster.wait_for(job_id, Status.QUEUED)
    assert job.reason == "worker_lost" and job.detail
    time.sleep(1)

    started_at = time.time()
    cluster.start_worker()
    assert is_on_time(cluster.time_of(job_id, "running", 2) - started_at, 30)
    cluster.wait_for(job_id, Status.SUCCEEDED)
    cluster.check_invariants(job_id)


def test_a_worker_that_is_told_to_end_gives_its_job_back(cluster: Cluster) -> None:
    for _ in range(2):
        cluster.start_worker()
    cluster.wait_for_workers(2)
    job_id = cluster.submit(SLOW)
    cluster.wait_for_epoch(job_id, 3)
    worker = cluster.worker_of(job_id)

    worker.process.send_signal(signal.SIGTERM)
    told_at = time.time()
    assert is_on_time(cluster.time_of(job_id, "queued", 2) - told_at, 10)
    assert worker.process.wait(PATIENCE_S) == 0
    assert is_on_time(time.time() - told_at, 25)
    job = cluster.wait_for(job_id, Status.SUCCEEDED)

    assert job.attempt == 1, "a drained attempt is not counted"
    assert not str(job.worker).endswith(f"-{worker.pid}")
    cluster.check_invariants(job_id)


def test_a_worker_that_stood_still_writes_nothing_when_it_goes_on(cluster: Cluster) -> None:
    for _ in range(2):
        cluster.start_worker()
    cluster.wait_for_workers(2)
    job_id = cluster.submit(SLOW, epochs=25)
    cluster.wait_for_epoch(job_id, 2)
    sleeper = cluster.worker_of(job_id)
    child = sleeper.child()
    processes = [psutil.Process(sleeper.pid), child]

    for process in processes:
        process.suspend()
    cluster.time_of(job_id, "running", 2)
    for process in processes:
        process.resume()

    # Its process ends as it does after every job, and its parent goes on with a new one.
    wait_until(lambda: not child.is_running(), PATIENCE_S, "the end of the run that has lost its job")
    job = cluster.wait_for(job_id, Status.SUCCEEDED)
    assert job.attempt == 2 and not str(job.worker).endswith(f"-{sleeper.pid}")
    assert cluster.states(job_id) == ["queued", "running", "queued", "running", "succeeded"]
    cluster.check_invariants(job_id)
