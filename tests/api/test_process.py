"""The API as a process of its own: what it loads, how large it is, and how it stops (acceptance row 18)."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from backend.settings import Settings
from tests.api.conftest import Worker, submit

ROOT = Path(__file__).parents[2]
MIB = 1024**2


@pytest.fixture
def process(settings: Settings) -> Iterator[tuple[psutil.Popen, str]]:
    """The API on a free port, started as its own command would."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"PLAYGROUND_DATA_DIR": str(settings.data_dir), "PLAYGROUND_BROKER_URL": str(settings.broker_url)}
    argv = [
        sys.executable,
        "-m",
        "uvicorn",
        "--factory",
        "backend.api.app:create_app_from_env",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
    with psutil.Popen(argv, cwd=ROOT, env=environment) as process:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while not answers(address):
            assert process.poll() is None and time.monotonic() < deadline, "the API does not start"
            time.sleep(0.05)
        yield process, address
        if process.poll() is None:
            process.kill()


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/api/v1/health/live").status_code == 200
    except httpx.TransportError:
        return False


def test_importing_the_api_leaves_tensorflow_out() -> None:
    code = "import sys, backend.api.app; sys.exit(bool({'tensorflow', 'keras', 'sklearn', 'skimage', 'mlxtend'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_serving_a_prediction_takes_little_memory(process: tuple[psutil.Popen, str], client: httpx.Client, worker: Worker) -> None:
    server, address = process
    job_id = submit(client, dataset="photo-patches", preset="tutorial")
    worker.run(job_id)
    api = f"{address}/api/v1"
    image = httpx.get(f"{api}/datasets/photo-patches/images/test/0.png").content

    for _ in range(20):
        assert httpx.post(f"{api}/models/{job_id}/predict", files={"image": image}).status_code == 200
    for path in ("datasets/photo-patches/grid.png", "kinds", f"models/{job_id}/confusion/0/0", f"jobs/{job_id}/events"):
        assert httpx.get(f"{api}/{path}").status_code == 200

    assert server.memory_info().rss <= 150 * MIB, f"{server.memory_info().rss / MIB:.0f} MiB"
    assert not [row.path for row in server.memory_maps() if "tensorflow" in row.path]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_open_streams_do_not_hold_the_process(process: tuple[psutil.Popen, str], client: httpx.Client, how: signal.Signals) -> None:
    server, address = process
    job_id = submit(client)
    url = f"{address}/api/v1/jobs/{job_id}/events"
    with httpx.stream("GET", url, headers={"Accept": "text/event-stream"}, timeout=30) as stream:
        lines = stream.iter_lines()
        assert next(lines) == "event: state"

        asked = time.monotonic()
        server.send_signal(how)
        server.wait(10)
        took_s = time.monotonic() - asked

        assert took_s <= 5
        assert not [line for line in lines if line.startswith("event:")]
