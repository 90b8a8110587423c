"""A real `playground up` in a temporary folder, for benchmarks that measure over HTTP."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

PLAYGROUND = Path(sys.executable).with_name("playground")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(client: httpx.Client, deadline_s: float = 60) -> None:
    """Returns when /health/ready is 200."""
    end = time.monotonic() + deadline_s
    while time.monotonic() < end:
        with contextlib.suppress(httpx.TransportError):
            if client.get("/api/v1/health/ready").status_code == 200:
                return
        time.sleep(0.02)
    raise TimeoutError(f"not ready within {deadline_s} s")


@contextlib.contextmanager
def start(env: dict[str, str] | None = None) -> Iterator[tuple[subprocess.Popen[bytes], httpx.Client]]:
    """A started playground (not waited for) and a client for it; stopped at the end."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        process = subprocess.Popen(
            [PLAYGROUND, "up", "--port", str(port)],
            env=os.environ | {"PLAYGROUND_DATA_DIR": folder} | (env or {}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
                yield process, client
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def wait_for_job(client: httpx.Client, job_id: str, deadline_s: float = 600) -> dict[str, object]:
    end = time.monotonic() + deadline_s
    while time.monotonic() < end:
        job: dict[str, object] = client.get(f"/api/v1/jobs/{job_id}").json()
        if job["status"] in ("succeeded", "failed", "cancelled"):
            return job
        time.sleep(0.1)
    raise TimeoutError(job_id)
