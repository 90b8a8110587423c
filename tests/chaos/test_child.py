"""The training process dies: acceptance A1 and A4, and the result does not show it."""

import time

import pytest

from backend.jobs.model import Status
from tests.chaos.cluster import QUICK, SLOW, Cluster, is_on_time

pytestmark = [pytest.mark.chaos, pytest.mark.slow, pytest.mark.timeout(1200)]


def test_a_killed_training_goes_on_from_its_checkpoint_and_ends_with_the_same_weights(cluster: Cluster) -> None:
    worker = cluster.start_worker()
    whole = cluster.submit(SLOW, deterministic=True)
    broken = cluster.submit(SLOW, deterministic=True)
    cluster.wait_for(whole, Status.SUCCEEDED)
    cluster.wait_for_epoch(broken, 4)

    worker.child().kill()
    killed_at = time.time()
    assert is_on_time(cluster.time_of(broken, "queued", 2) - killed_at, 2)
    assert is_on_time(cluster.time_of(broken, "running", 2) - killed_at, 15)
    job = cluster.wait_for(broken, Status.SUCCEEDED)

    assert job.attempt == 2
    assert cluster.states(broken) == ["queued", "running", "queued", "running", "succeeded"]
    assert any("Resumed from the checkpoint" in event.data["message"] for event in cluster.events(broken) if event.type == "log")
    cluster.check_invariants(broken)
    for name in ("weights.safetensors", "predictions.safetensors", "confusion.json"):
        assert cluster.engine.read_artifact(broken, name)[1] == cluster.engine.read_artifact(whole, name)[1]


def test_a_training_that_always_dies_fails_and_the_next_one_starts(cluster: Cluster) -> None:
    worker = cluster.start_worker()
    doomed = cluster.submit(SLOW, epochs=500)
    following = cluster.submit(QUICK)
    for attempt in (1, 2, 3):
        cluster.time_of(doomed, "running", attempt)
        worker.child().kill()
    job = cluster.wait_for(doomed, Status.FAILED)
    assert (job.reason, job.attempt) == ("crash_loop", 3)
    assert cluster.states(doomed) == ["queued", "running"] * 3 + ["failed"]
    cluster.wait_for(following, Status.SUCCEEDED)
    cluster.check_invariants(doomed)
    cluster.check_invariants(following)
