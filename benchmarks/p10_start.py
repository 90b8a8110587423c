"""P10: `playground up` (installed) until /health/ready is 200, against TensorBoard until its page answers; memory of the API process."""

import subprocess
import tempfile
import time
from pathlib import Path

import httpx
import psutil

from benchmarks.measure import in_turn
from benchmarks.playground import free_port, start, wait_until_ready

TENSORBOARD = Path("build/peers/bin/tensorboard")


def start_ours() -> float:
    begin = time.perf_counter()
    with start() as (_, client):
        wait_until_ready(client)
        return time.perf_counter() - begin


def start_tensorboard() -> float:
    port = free_port()
    with tempfile.TemporaryDirectory() as logs:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [TENSORBOARD, "--logdir", logs, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while True:
                try:
                    if httpx.get(f"http://127.0.0.1:{port}/").status_code == 200:
                        return time.perf_counter() - begin
                except httpx.TransportError:
                    time.sleep(0.02)
        finally:
            process.terminate()
            process.wait()


def api_memory_bytes() -> int:
    """Resident memory of the API process after it has served the page and a prediction."""
    from benchmarks.p7_predict import MODEL, png

    with start() as (process, client):
        wait_until_ready(client)
        client.get("/").raise_for_status()
        client.post(f"/api/v1/models/{MODEL}/predict", files={"image": ("x.png", png(), "image/png")}).raise_for_status()
        children = psutil.Process(process.pid).children(recursive=True)
        api = next(child for child in children if "api" in child.cmdline())
        memory: int = api.memory_info().rss
        return memory


def main() -> None:
    in_turn(start_ours, start_tensorboard).print("P10 start until ready, the peer is TensorBoard")
    print(f"  API process: {api_memory_bytes() / 1e6:.0f} MB")
