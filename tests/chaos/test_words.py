"""A training of word vectors is killed in the middle: it goes on, and its history is whole. Another is cancelled in time."""

import time
from typing import Any

import pytest

from backend.jobs.model import Status
from tests.chaos.cluster import Cluster, is_on_time

pytestmark = [pytest.mark.chaos, pytest.mark.slow, pytest.mark.timeout(600)]

KINDS: dict[str, dict[str, Any]] = {
    "word2vec": {"dataset": "head500", "epochs": 12, "dimensions": 100},
    "glove": {"dataset": "lee-background", "epochs": 40, "dimensions": 100},
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_training_of_words_is_resumed_and_another_is_cancelled(cluster: Cluster, kind: str) -> None:
    worker = cluster.start_worker()
    job_id = cluster.engine.submit(kind, KINDS[kind]).id
    cluster.wait_for_epoch(job_id, 2)
    worker.child().kill()
    job = cluster.wait_for(job_id, Status.SUCCEEDED)

    assert job.attempt == 2
    assert cluster.epochs(job_id) == list(range(1, KINDS[kind]["epochs"] + 1))
    for artifact in cluster.engine.artifacts(job_id):
        assert cluster.engine.read_artifact(job_id, artifact.name)[0] == artifact

    long_job = cluster.engine.submit(kind, KINDS[kind] | {"epochs": 400}).id
    cluster.wait_for_epoch(long_job, 1)
    cluster.engine.cancel(long_job)
    asked_at = time.time()
    cluster.wait_for(long_job, Status.CANCELLED)
    assert is_on_time(time.time() - asked_at, 5)
