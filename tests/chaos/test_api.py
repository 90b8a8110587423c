"""The API dies under its listeners: acceptance A17."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import httpx
import pytest

from backend.jobs.model import Status
from tests.chaos.cluster import PATIENCE_S, SLOW, Cluster
from tests.running import free_port, wait_until

pytestmark = [pytest.mark.chaos, pytest.mark.slow, pytest.mark.timeout(1200)]

LISTENERS = 20


class Api:
    """`playground api` on a port of its own, which it keeps over restarts."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.port = cluster, free_port()
        self.url = f"http://127.0.0.1:{self.port}/api/v1"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "backend.cli", "api", "--port", str(self.port)]
        with (self.cluster.folder / "api.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self.cluster.environment, stdout=log, stderr=log, start_new_session=True)
        wait_until(self.is_live, PATIENCE_S, "the API")

    def is_live(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health/live", timeout=5, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def serving(cluster: Cluster) -> Iterator[Api]:
    api = Api(cluster)
    try:
        yield api
    finally:
        api.kill()


def listen(url: str, heard: list[str], broken: threading.Semaphore) -> None:
    """What a browser's EventSource does: reads, and comes back with the last id when the connection breaks, until the answer is 204."""
    with httpx.Client(timeout=60, trust_env=False) as client:
        while True:
            headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": heard[-1]} if heard else {})
            with suppress(httpx.TransportError), client.stream("GET", url, headers=headers) as answer:
                if answer.status_code == 204:
                    return
                assert answer.status_code == 200
                heard.extend(line.removeprefix("id:").strip() for line in answer.iter_lines() if line.startswith("id:"))
            broken.release()
            time.sleep(0.2)


def test_listeners_come_back_to_a_new_api_and_have_heard_everything_once(cluster: Cluster) -> None:
    cluster.start_worker()
    with serving(cluster) as api, ThreadPoolExecutor(LISTENERS) as pool:
        job_id = cluster.submit(SLOW, epochs=20)
        heard: list[list[str]] = [[] for _ in range(LISTENERS)]
        broken = threading.Semaphore(0)
        futures = [pool.submit(listen, f"{api.url}/jobs/{job_id}/events", ids, broken) for ids in heard]
        for epoch in (2, 6):
            cluster.wait_for_epoch(job_id, epoch)
            wait_until(lambda: all(heard), PATIENCE_S, "something for everybody")
            api.kill()
            for _ in heard:
                assert broken.acquire(timeout=PATIENCE_S), "every listener is cut off"
            api.start()
        job = cluster.wait_for(job_id, Status.SUCCEEDED)
        for future in futures:
            future.result(PATIENCE_S)

    assert job.attempt == 1, "the training has not noticed"
    whole = [event.id for event in cluster.events(job_id)]
    assert heard == [whole] * LISTENERS
    cluster.check_invariants(job_id)
