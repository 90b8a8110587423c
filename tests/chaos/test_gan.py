"""A GAN whose process is killed: both networks and both optimizers come back, and no grid is missing."""

from collections.abc import Iterator

import pytest

from backend.jobs.model import Status
from tests.chaos.cluster import PATIENCE_S, Cluster, is_on_time
from tests.running import wait_until

pytestmark = [pytest.mark.chaos, pytest.mark.slow, pytest.mark.timeout(1200)]

PARAMS = {"dataset": "mnist-5k", "iterations": 900, "sample_interval": 100, "deterministic": True}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """With a checkpoint every second."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"), checkpoint_interval_s=1)
    yield cluster
    cluster.close()


def test_a_killed_gan_goes_on_from_its_checkpoint_and_ends_with_the_same_networks(cluster: Cluster) -> None:
    worker = cluster.start_worker()
    whole, broken = (cluster.submit(PARAMS, kind="gan") for _ in range(2))
    cluster.wait_for(whole, Status.SUCCEEDED)
    wait_until(lambda: max(cluster.grids(broken), default=0) >= 400, PATIENCE_S, "the fourth grid")
    worker.child().kill()
    job = cluster.wait_for(broken, Status.SUCCEEDED)

    assert job.attempt == 2
    said = [event.data["message"] for event in cluster.events(broken) if event.type == "log"]
    assert any(message.startswith("Resumed from the checkpoint after") and "after 0 updates" not in message for message in said), said
    assert cluster.grids(broken) == list(range(100, 901, 100))
    grids = [f"grid-{step:06}.png" for step in range(0, 901, 100)]
    names = {artifact.name for artifact in cluster.engine.artifacts(broken)}
    assert set(grids) <= names
    for name in (*grids, "weights.safetensors", "metrics.json"):
        assert cluster.engine.read_artifact(broken, name)[1] == cluster.engine.read_artifact(whole, name)[1], name


def test_a_cancelled_gan_stops_within_five_seconds_and_keeps_its_grids(cluster: Cluster) -> None:
    cluster.start_worker()
    job = cluster.submit(PARAMS | {"iterations": 50_000}, kind="gan")
    wait_until(lambda: max(cluster.grids(job), default=0) >= 200, PATIENCE_S, "the second grid")
    cluster.engine.cancel(job)
    cluster.wait_for(job, Status.CANCELLED, timeout_s=PATIENCE_S)
    states = {event.data["status"]: event.at for event in cluster.events(job) if event.type == "state"}
    assert is_on_time((states["cancelled"] - states["cancelling"]).total_seconds(), 5)
    assert {"grid-000000.png", "grid-000100.png", "grid-000200.png"} <= {artifact.name for artifact in cluster.engine.artifacts(job)}
