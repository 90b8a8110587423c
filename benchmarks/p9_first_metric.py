"""P9: from the submission to the first metric event: with a warm worker, and as the first job after the start."""

import statistics
import time

import httpx

from benchmarks.playground import start, wait_for_job, wait_until_ready

BODY = {"kind": "cnn", "params": {"dataset": "photo-patches", "epochs": 1}}


def submit_to_first_metric(client: httpx.Client) -> float:
    begin = time.perf_counter()
    job_id = client.post("/api/v1/jobs", json=BODY).raise_for_status().json()["id"]
    with client.stream("GET", f"/api/v1/jobs/{job_id}/events", headers={"Accept": "text/event-stream"}) as stream:
        for line in stream.iter_lines():
            if line == "event: metric":
                elapsed = time.perf_counter() - begin
                break
        else:
            raise RuntimeError("the stream ended without a metric")
    wait_for_job(client, job_id)
    return elapsed


def main() -> None:
    first, warm = [], []
    for _ in range(3):
        with start() as (_, client):
            wait_until_ready(client)
            first.append(submit_to_first_metric(client))
            for _ in range(3):
                time.sleep(10)  # the next training process imports TensorFlow meanwhile
                warm.append(submit_to_first_metric(client))
    print("P9  submit to first metric")
    print(f"  warm worker            p50 {statistics.median(warm):.2f} s   (n={len(warm)}, max {max(warm):.2f})")
    print(f"  first job after start  p50 {statistics.median(first):.2f} s   (n={len(first)}, max {max(first):.2f})")
