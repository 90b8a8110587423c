"""The real application behind a real server, and a worker that runs jobs in a thread."""

import dataclasses
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import redis
import uvicorn
from fastapi import FastAPI

from backend.api.app import create_app
from backend.api.protocol import Protocol
from backend.jobs.attempt import Attempt
from backend.jobs.connection import connect
from backend.jobs.queue import make_app
from backend.jobs.store import JobStore
from backend.kinds import KINDS
from backend.settings import Settings
from backend.storage import Storage
from tests.api import runner
from tests.conftest import ValkeyServer

DIGITS: dict[str, Any] = {
    "dataset": "digits",
    "epochs": 3,
    "layers": [{"type": "conv2d", "filters": 4}, {"type": "flatten"}, {"type": "dense", "units": 8, "activation": "relu"}],
}


@contextmanager
def serve(app: FastAPI) -> Iterator[str]:
    """Serves `app` on a free port in a thread; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # asyncio sets it only on sockets that it made itself
    # Idle connections stay longer than httpx keeps them (5 s): else a request could meet one that is just being closed.
    config = uvicorn.Config(app, http=Protocol, log_level="error", ws="none", timeout_graceful_shutdown=5, timeout_keep_alive=60)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server does not start"
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        app.state.streams.stop()  # a signal does it in a process of its own
        server.should_exit = True
        thread.join(20)
    assert not thread.is_alive()


@pytest.fixture(scope="package")
def settings(tmp_path_factory: pytest.TempPathFactory, valkey_server: ValkeyServer) -> Settings:
    return Settings(data_dir=tmp_path_factory.mktemp("data"), broker_url=valkey_server.url, lease_s=10, heartbeat_s=0.1)


@pytest.fixture(scope="package")
def address(settings: Settings) -> Iterator[str]:
    """Where the application is served, for all tests that need no other settings."""
    with serve(create_app(settings)) as address:
        yield address


@pytest.fixture(scope="package")
def connections(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{address}/api/v1", timeout=30) as client:
        yield client


@pytest.fixture
def client(connections: httpx.Client, valkey: redis.Redis) -> httpx.Client:
    """A client of a service without jobs."""
    return connections


class Worker:
    """Runs jobs one after the other, here instead of in a Celery process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._threads: list[threading.Thread] = []

    def run(self, job_id: str) -> None:
        """Runs the job to its end."""
        store = JobStore(connect(self._settings.broker))
        record = store.claim(job_id, worker="thread", lease_s=10)
        assert record, f"{job_id} is not queued"
        app = make_app(self._settings)
        Attempt(record, store, Storage(self._settings.artifacts), app, self._settings, is_draining=lambda: False).run()
        app.close()
        store.client.close()

    def start(self, job_id: str) -> None:
        """Runs the job in the background."""
        thread = threading.Thread(target=self.run, args=[job_id])
        thread.start()
        self._threads.append(thread)

    def close(self) -> None:
        runner.hold.clear()
        for thread in self._threads:
            thread.join(20)


@pytest.fixture
def worker(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    monkeypatch.setitem(KINDS, "cnn", dataclasses.replace(KINDS["cnn"], runner=runner.RUNNER))
    worker = Worker(settings)
    yield worker
    worker.close()


@pytest.fixture
def finished(client: httpx.Client, worker: Worker) -> str:
    """Id of a job that has succeeded."""
    job_id = submit(client)
    worker.run(job_id)
    return job_id


def submit(client: httpx.Client, **params: Any) -> str:
    """Id of a new job on the digits."""
    answer = client.post("/jobs", json={"kind": "cnn", "params": DIGITS | params})
    assert answer.status_code == 202, answer.text
    job_id: str = answer.json()["id"]
    return job_id


def get_raw(address: str, path: str) -> tuple[int, str]:
    """Status and content type of a GET whose path is sent as it is; httpx would tidy it up."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers["content-type"]
    finally:
        connection.close()


def wait_for(client: httpx.Client, job_id: str, status: str) -> None:
    deadline = time.monotonic() + 20
    while client.get(f"/jobs/{job_id}").json()["status"] != status:
        assert time.monotonic() < deadline, client.get(f"/jobs/{job_id}").text
        time.sleep(0.01)
