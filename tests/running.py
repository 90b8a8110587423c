"""A playground as a person starts it: `playground up` as a process, watched from outside."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import psutil

START_S = 120.0
PLAYGROUND = (sys.executable, "-m", "backend.cli")
TINY_LAYERS = [{"type": "flatten"}, {"type": "dense", "units": 8, "activation": "relu"}]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(**variables: str) -> dict[str, str]:
    """This process's environment without the settings of a playground."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PLAYGROUND_")} | variables


def playground(*arguments: str, timeout_s: float = 60, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `playground ARGUMENTS` to its end."""
    command = [*PLAYGROUND, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, env=clean_environment(**variables), check=False)


def wait_until(condition: Callable[[], Any], timeout_s: float, what: str) -> Any:
    """The first true value of `condition`."""
    deadline = time.monotonic() + timeout_s
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < deadline, f"not within {timeout_s:g} s: {what}"
        time.sleep(0.05)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run; one that only waits to be collected by its parent does not."""
    return [process for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


class Running:
    """`playground up`, ready to train.

    Args:
        folder: its data folder.
        options: of the command, besides port and data folder.
        ready: whether to return only when it can train.
        program: what is run, with the arguments before `up`.
        environment, cwd: of the process; by default, those of this one without the settings of a playground.

    Attributes:
        url: address of the service.
        output: file with what it prints.
    """

    def __init__(
        self,
        folder: Path,
        *options: str,
        ready: bool = True,
        program: Sequence[str] = PLAYGROUND,
        environment: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = folder.with_name(f"{folder.name}-{self.port}.txt")
        command = [*program, "up", "--port", str(self.port), "--data-dir", str(folder), *options]
        env = clean_environment() if environment is None else environment
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output, env=env, cwd=cwd, start_new_session=True)
        if ready:
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        wait_until(lambda: self.status("ready") == 200, START_S, f"ready\n{self.output.read_text()[-3000:]}")

    def status(self, health: str) -> int | None:
        try:
            return httpx.get(f"{self.url}/api/v1/health/{health}", timeout=5, trust_env=False).status_code
        except httpx.TransportError:
            return None

    def get(self, path: str) -> Any:
        response = httpx.get(f"{self.url}/api/v1{path}", timeout=10, trust_env=False)
        assert response.status_code == 200, response.text
        return response.json()

    def submit(self, **params: Any) -> str:
        """Start a tiny network on the digits; returns the job's id."""
        body = {"kind": "cnn", "params": {"dataset": "digits", "layers": TINY_LAYERS, "epochs": 1} | params}
        response = httpx.post(f"{self.url}/api/v1/jobs", json=body, timeout=10, trust_env=False)
        assert response.status_code == 202, response.text
        return str(response.json()["id"])

    def wait_for_job(self, job_id: str, *statuses: str, timeout_s: float = 120) -> dict[str, Any]:
        def job() -> dict[str, Any] | None:
            found: dict[str, Any] = self.get(f"/jobs/{job_id}")
            return found if found["status"] in statuses else None

        found: dict[str, Any] = wait_until(job, timeout_s, f"{job_id} is {statuses}")
        return found

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, role: str) -> psutil.Process:
        """The process of `api`, `worker` or `valkey`."""
        mark = {"valkey": "valkey-server"}.get(role, role)
        for process in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):  # a zombie, too
                if any(part.endswith(mark) for part in process.cmdline()):
                    return process
        raise AssertionError(f"no process of the role {role}")

    def interrupt(self) -> None:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)

    def close(self) -> None:
        """End it and whatever it has left, without ceremony."""
        left = self.children() if self.process.poll() is None else []
        self.process.kill()
        self.process.wait()
        for process in left:
            if process.is_running():
                process.kill()
