"""A real worker: a Celery parent and the process that trains, with TensorFlow."""

import pickle
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from backend.jobs.model import Status
from backend.jobs.queue import make_app, waiting_messages
from tests.chaos.cluster import PATIENCE_S, QUICK, SLOW, Cluster
from tests.running import alive, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    cluster.start_worker()
    yield cluster
    cluster.close()


def test_a_job_is_trained(cluster: Cluster) -> None:
    job_id = cluster.submit(QUICK, epochs=3)
    job = cluster.wait_for(job_id, Status.SUCCEEDED)
    assert job.attempt == 1 and job.device and job.worker
    assert job.progress.fraction == 1.0
    assert job.metrics["test_accuracy"] and job.metrics["test_accuracy"] > 0.5
    wanted = {"architecture.json", "weights.safetensors", "metrics.json", "confusion.json", "model.keras", "history.json"}
    # The history is stored once the job has ended.
    wait_until(lambda: {artifact.name for artifact in cluster.engine.artifacts(job_id)} >= wanted, PATIENCE_S, "the artifacts")
    cluster.check_invariants(job_id)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_tensorflow_is_in_the_training_process_only(cluster: Cluster) -> None:
    cluster.wait_for_workers(1)
    (worker,) = cluster.workers
    wait_until(lambda: "tensorflow" in maps(worker.child().pid), PATIENCE_S, "TensorFlow in the training process")
    assert "tensorflow" not in maps(worker.pid)


def maps(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/maps").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def test_a_cancelled_training_stops_within_five_seconds_and_keeps_its_history(cluster: Cluster) -> None:
    job_id = cluster.submit(SLOW, epochs=500)
    cluster.wait_for_epoch(job_id, 2)
    assert cluster.engine.cancel(job_id).status == Status.CANCELLING
    assert cluster.engine.cancel(job_id).status in (Status.CANCELLING, Status.CANCELLED)
    cluster.wait_for(job_id, Status.CANCELLED, timeout_s=5)
    assert cluster.epochs(job_id)[:2] == [1, 2]
    cluster.check_invariants(job_id)


def test_a_message_that_is_code_is_not_run_and_the_worker_goes_on(cluster: Cluster, tmp_path: Path) -> None:
    proof = tmp_path / "executed"

    class Code:
        def __reduce__(self) -> tuple[object, tuple[Path, str]]:
            return Path.write_text, (proof, "it was")

    app = make_app(cluster.settings)
    with app.connection_for_write() as connection:
        body = b64encode(pickle.dumps(((Code(),), {}, {}))).decode()
        headers = {"task": "backend.jobs.worker.wake_up", "id": uuid4().hex}
        channel = connection.default_channel
        message = channel.prepare_message(body, content_type="application/x-python-serialize", content_encoding="binary", headers=headers)
        channel.basic_publish(message, exchange="train", routing_key="train")
    app.send_task("os.system", args=["touch /tmp/x"], queue="train")
    job_id = cluster.submit(QUICK)
    cluster.wait_for(job_id, Status.SUCCEEDED)
    wait_until(lambda: waiting_messages(app) == 0, PATIENCE_S, "the end of all messages")
    app.close()
    assert not proof.exists()
    log = cluster.workers[0].log.read_text()
    assert "pickle" in log and "os.system" in log


@pytest.mark.parametrize(("ready", "within_s"), [(True, 5), (False, PATIENCE_S)])
def test_the_training_process_does_not_outlive_its_parent(cluster: Cluster, ready: bool, within_s: float) -> None:
    worker = cluster.start_worker()
    child = worker.child()
    if ready:
        wait_until(lambda: "tensorflow" in maps(child.pid), PATIENCE_S, "a training process that is ready")
    psutil.Process(worker.pid).kill()
    worker.process.wait()
    wait_until(lambda: not alive([child]), within_s, "the end of the training process")
