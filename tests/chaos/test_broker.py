"""Redis dies and comes back, and messages come twice or not at all: acceptance A9, A14, A15."""

import time

import pytest

from backend.errors import DependencyDown
from backend.jobs.connection import connect
from backend.jobs.model import Status
from backend.jobs.queue import make_app, publish
from tests.chaos.cluster import PATIENCE_S, QUICK, SLOW, Cluster, is_on_time
from tests.running import wait_until

pytestmark = [pytest.mark.chaos, pytest.mark.slow, pytest.mark.timeout(1200)]


def test_training_goes_on_while_redis_is_away_and_nothing_is_lost(cluster: Cluster) -> None:
    cluster.start_worker()
    job_id = cluster.submit(SLOW, epochs=40)
    cluster.wait_for_epoch(job_id, 2)
    before = cluster.events(job_id)

    cluster.valkey.kill()
    for _ in range(10):
        time.sleep(0.5)
        with pytest.raises(DependencyDown) as error:
            cluster.submit(QUICK)
        assert error.value.retry_after_s
    cluster.valkey.start()
    back_at = time.time()

    assert cluster.events(job_id)[: len(before)] == before
    second = cluster.submit(QUICK)
    job = cluster.wait_for(job_id, Status.SUCCEEDED)
    assert job.attempt == 1, "nobody took the job away while Redis was gone"
    assert cluster.states(job_id) == ["queued", "running", "succeeded"]
    cluster.check_invariants(job_id)

    # The worker listens again: at the latest a minute after Redis is back, once it has nothing else to do.
    assert job.finished_at
    assert is_on_time(cluster.time_of(second, "running", 1) - max(back_at, job.finished_at.timestamp()), 60)
    cluster.wait_for(second, Status.SUCCEEDED)
    cluster.check_invariants(second)


def test_a_message_that_comes_five_times_runs_its_job_once(cluster: Cluster) -> None:
    app = make_app(cluster.settings)
    job_id = cluster.submit(QUICK)
    for _ in range(4):
        publish(app, job_id)
    app.close()
    workers = [cluster.start_worker() for _ in range(2)]
    cluster.wait_for(job_id, Status.SUCCEEDED)

    def no_ops() -> bool:
        return sum(worker.log.read_text().count("lease_held") for worker in workers) == 4

    wait_until(no_ops, PATIENCE_S, "four wake-ups that found nothing to do")
    assert cluster.states(job_id) == ["queued", "running", "succeeded"]
    assert cluster.engine.get(job_id).attempt == 1
    cluster.check_invariants(job_id)


def test_a_job_whose_message_was_lost_is_started_all_the_same(cluster: Cluster) -> None:
    job_id = cluster.submit(QUICK)
    client = connect(cluster.settings.broker)
    assert client.delete("dlp:train") == 1
    client.close()
    cluster.start_worker()
    cluster.wait_for(job_id, Status.SUCCEEDED)
    assert cluster.engine.get(job_id).attempt == 1
    cluster.check_invariants(job_id)
