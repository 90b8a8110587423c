"""P11, in part: the latency of `GET /jobs/{id}` while that job trains on all cores, and the memory of the API process then."""

import psutil

from benchmarks.measure import percentile, seconds
from benchmarks.playground import start, wait_until_ready

REQUESTS = 1000


def main() -> None:
    with start() as (process, client):
        wait_until_ready(client)
        body = {"kind": "cnn", "params": {"dataset": "photo-patches", "epochs": 100}}
        job_id = client.post("/api/v1/jobs", json=body).raise_for_status().json()["id"]
        while client.get(f"/api/v1/jobs/{job_id}").json()["progress"]["step"] == 0:
            pass
        runs = [seconds(lambda: client.get(f"/api/v1/jobs/{job_id}").raise_for_status()) for _ in range(REQUESTS)]
        status = client.get(f"/api/v1/jobs/{job_id}").json()["status"]
        api = next(child for child in psutil.Process(process.pid).children(recursive=True) if "api" in child.cmdline())
        memory = api.memory_info().rss
        client.post(f"/api/v1/jobs/{job_id}/cancel")
    print(f"P11 GET /jobs/{{id}} while it trains ({status}), {REQUESTS} requests one after the other")
    print(f"  p50 {1000 * percentile(runs, 0.5):.1f} ms   p99 {1000 * percentile(runs, 0.99):.1f} ms   max {1000 * max(runs):.1f} ms")
    print(f"  API process: {memory / 1e6:.0f} MB")
