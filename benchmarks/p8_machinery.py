"""P8: the overhead of the job engine: the same training as a real job (lease, heartbeat, event stream, checkpoints), and as a bare loop.

Both run in a process of their own on the same data with the same seed; timed from the end of the first epoch to the end of the
last, so that neither pays for imports or compilation. The peer here is the bare loop: the figure is job time / bare time.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import datetime

from backend.datasets import photo_patches
from backend.reporter import MemoryReporter, Scope, Split
from benchmarks.playground import start, wait_for_job, wait_until_ready

PARAMS = {"dataset": "photo-patches", "epochs": 8, "seed": 1}


class TimingReporter(MemoryReporter):
    """Notes when each epoch's training metrics arrive."""

    def __init__(self) -> None:
        super().__init__(photo_patches.load())
        self.times: list[float] = []

    def metric(self, values: Mapping[str, float], *, split: Split, scope: Scope, step: int, epoch: int | None = None) -> None:
        if split == "train" and scope == "epoch":
            self.times.append(time.time())


def bare_run() -> None:
    """Entry point of the bare process: prints the seconds."""
    from backend.kinds import get_kind

    kind = get_kind("cnn")
    reporter = TimingReporter()
    kind.load_runner()(kind.params.model_validate(PARAMS), reporter)
    print(json.dumps(reporter.times[-1] - reporter.times[0]))


def bare_seconds() -> float:
    command = [sys.executable, "-c", "from benchmarks.p8_machinery import bare_run; bare_run()"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(json.loads(output.splitlines()[-1]))


def job_seconds() -> float:
    with start() as (_, client):
        wait_until_ready(client)
        job_id = client.post("/api/v1/jobs", json={"kind": "cnn", "params": PARAMS}).raise_for_status().json()["id"]
        wait_for_job(client, job_id)
        events = client.get(f"/api/v1/jobs/{job_id}/artifacts/history.json").raise_for_status().json()
    epochs = [e for e in events if e["type"] == "metric" and e["data"]["split"] == "train" and e["data"]["scope"] == "epoch"]
    first, last = (datetime.fromisoformat(epoch["at"]) for epoch in (epochs[0], epochs[-1]))
    return (last - first).total_seconds()


def main() -> None:
    jobs, bare = [], []
    for _ in range(5):
        jobs.append(job_seconds())
        bare.append(bare_seconds())
    print("P8  seconds for 7 epochs, as a job and as a bare loop")
    print(f"  job   median {statistics.median(jobs):.2f}   {[round(s, 2) for s in jobs]}")
    print(f"  bare  median {statistics.median(bare):.2f}   {[round(s, 2) for s in bare]}")
    print(f"  job / bare = {statistics.median(jobs) / statistics.median(bare):.3f}")
