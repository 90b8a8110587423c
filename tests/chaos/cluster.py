"""A broker and workers as real processes, to be killed."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from backend.jobs.engine import JobEngine
from backend.jobs.model import Event, Job, Status
from backend.jobs.worker import worker_argv
from backend.settings import Settings
from backend.supervisor.guard import Guard
from tests.conftest import ValkeyServer
from tests.running import alive, clean_environment, wait_until

# A digit network whose epochs take about half a second: long enough to be hit in the middle of one.
SLOW: dict[str, Any] = {
    "dataset": "digits",
    "layers": [{"type": "conv2d", "filters": 16, "padding": "same", "activation": "relu"}, {"type": "flatten"}],
    "batch_size": 4,
    "epochs": 12,
}
QUICK: dict[str, Any] = {"dataset": "digits", "layers": [{"type": "flatten"}], "epochs": 1}

TIMES = {"lease_s": 5, "heartbeat_s": 0.5, "reap_interval_s": 0.5, "resend_after_s": 5}
# How long a busy machine may take for what nobody promised a time for.
PATIENCE_S = 300
# A machine so busy that a promise takes longer than this many times its time tells nothing of the promise.
MOST_STRETCH = 3.0


def is_on_time(elapsed_s: float, promised_s: float) -> bool:
    """Whether a promise was kept. On a machine so busy that to import TensorFlow takes more than 5 s, all may take up to 3 times longer."""
    if elapsed_s <= promised_s or elapsed_s > MOST_STRETCH * promised_s:
        return elapsed_s <= promised_s
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import tensorflow"], check=True, capture_output=True)
    return elapsed_s <= promised_s * (time.monotonic() - began) / 5


def is_training(process: psutil.Process) -> bool:
    try:
        return any("spawn_main" in part for part in process.cmdline())
    except psutil.NoSuchProcess:  # a zombie, too
        return False


class WorkerProcess:
    """A worker's parent process and, by `child`, the process that trains."""

    def __init__(self, settings: Settings, environment: dict[str, str], log: Path, guard: Guard) -> None:
        self.log, self.guard = log, guard
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                worker_argv(settings), env=environment, stdout=output, stderr=output, start_new_session=True, cwd=log.parent
            )
        guard.watch(self.process.pid)

    @property
    def pid(self) -> int:
        return self.process.pid

    def child(self) -> psutil.Process:
        """The newest process that trains, or prepares to."""

        def newest() -> psutil.Process | None:
            training = [process for process in alive(psutil.Process(self.pid).children()) if is_training(process)]
            return max(training, key=lambda process: process.create_time(), default=None)

        found: psutil.Process = wait_until(newest, PATIENCE_S, f"a training process of worker {self.pid}")
        return found

    def kill(self) -> None:
        """As a machine does that goes dark: parent and child at once."""
        children = psutil.Process(self.pid).children(recursive=True)
        self.process.kill()
        for child in children:
            if child.is_running():
                child.kill()
        self.process.wait()

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()
        self.guard.forget(self.pid)


class Cluster:
    """One Valkey, any number of workers, and an engine to talk to them."""

    def __init__(self, folder: Path, **times: float) -> None:
        self.folder, self.times = folder, TIMES | times
        self.valkey = ValkeyServer()
        self.valkey.start()
        self.settings = Settings(broker_url=self.valkey.url, data_dir=folder / "data", **self.times)
        self.engine = JobEngine(self.settings)
        self.workers: list[WorkerProcess] = []

    @property
    def environment(self) -> dict[str, str]:
        times = {f"PLAYGROUND_{name.upper()}": str(value) for name, value in self.times.items()}
        return clean_environment(
            PLAYGROUND_BROKER_URL=self.valkey.url,
            PLAYGROUND_DATA_DIR=str(self.settings.data_dir),
            PYTHONPATH=str(Path(__file__).parents[2]),
            **times,
        )

    def start_worker(self) -> WorkerProcess:
        worker = WorkerProcess(self.settings, self.environment, self.folder / f"worker-{len(self.workers)}.log", self.valkey.guard)
        self.workers.append(worker)
        return worker

    def wait_for_workers(self, count: int) -> None:
        """Returns when so many workers are alive and ready to train."""
        wait_until(lambda: len([w for w in self.engine.workers() if w.device]) >= count, PATIENCE_S, f"{count} workers")

    def worker_of(self, job_id: str) -> WorkerProcess:
        """The worker that runs a job."""
        name = wait_until(lambda: self.engine.get(job_id).worker, PATIENCE_S, f"a worker for {job_id}")
        return next(worker for worker in self.workers if str(name).endswith(f"-{worker.pid}"))

    def submit(self, params: dict[str, Any], kind: str = "cnn", **changes: Any) -> str:
        return self.engine.submit(kind, params | changes).id

    def wait_for(self, job_id: str, *statuses: Status, timeout_s: float = PATIENCE_S) -> Job:
        def there() -> Job | None:
            job = self.engine.get(job_id)
            return job if job.status in statuses else None

        try:
            job: Job = wait_until(there, timeout_s, f"{statuses} of {job_id}")
        except AssertionError:
            sys.stderr.write(f"{self.engine.get(job_id)}\n" + "\n".join(w.log.read_text()[-4000:] for w in self.workers))
            raise
        return job

    def wait_for_epoch(self, job_id: str, epoch: int) -> None:
        """Returns in the middle of the epoch after this one."""
        wait_until(lambda: max(self.epochs(job_id), default=0) >= epoch, PATIENCE_S, f"epoch {epoch} of {job_id}")

    def events(self, job_id: str) -> list[Event]:
        return self.engine.events(job_id, limit=5000).items

    def grids(self, job_id: str) -> list[int]:
        """Iterations at which a GAN reported its metrics and a grid of images."""
        metrics = [event.data for event in self.events(job_id) if event.type == "metric"]
        return [data["step"] for data in metrics if data["scope"] == "interval" and data["split"] == "train"]

    def epochs(self, job_id: str, split: str = "train") -> list[int]:
        metrics = [event.data for event in self.events(job_id) if event.type == "metric"]
        return [data["epoch"] for data in metrics if data["scope"] == "epoch" and data["split"] == split]

    def states(self, job_id: str) -> list[str]:
        return [event.data["status"] for event in self.events(job_id) if event.type == "state"]

    def time_of(self, job_id: str, state: str, count: int) -> float:
        """When a job got a state for the `count`-th time, in seconds since 1970; waits for it."""

        def times() -> list[float]:
            return [event.at.timestamp() for event in self.events(job_id) if event.type == "state" and event.data["status"] == state]

        wait_until(lambda: len(times()) >= count, PATIENCE_S, f"{job_id} is {state} for the {count}. time")
        return times()[count - 1]

    def check_invariants(self, job_id: str) -> None:
        """One terminal state; each epoch once and in order; every file as its manifest says."""
        job = self.engine.get(job_id)
        states = self.states(job_id)
        assert [state for state in states if state in ("succeeded", "failed", "cancelled")] == states[-1:] == [job.status]
        if job.status == Status.SUCCEEDED:
            every = list(range(1, job.params["epochs"] + 1))
            assert self.epochs(job_id) == self.epochs(job_id, "validation") == every
        for artifact in self.engine.artifacts(job_id):
            assert self.engine.read_artifact(job_id, artifact.name)[0] == artifact

    def close(self) -> None:
        for worker in self.workers:
            worker.close()
        self.engine.close()
        self.valkey.close()
