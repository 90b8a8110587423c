"""Readiness: acceptance row 38."""

from pathlib import Path

import httpx
import redis

from backend import __version__
from backend.api.app import create_app
from backend.jobs.live_workers import LiveWorkers
from backend.jobs.store import JobStore
from backend.settings import Settings
from tests.api.conftest import DIGITS, serve
from tests.api.test_problems import problem_of

JOB = "0123456789abcdef0123456789abcdef"


def test_a_worker_makes_the_service_ready(client: httpx.Client, valkey: redis.Redis) -> None:
    registry = LiveWorkers(JobStore(valkey))
    registry.beat("w1")
    registry.set_device("w1", "CPU")

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "version": __version__,
        "broker": "up",
        "workers": [{"name": "w1", "device": "CPU", "job_id": None}],
    }


def test_without_a_worker_it_is_alive_but_not_ready(client: httpx.Client) -> None:
    assert client.get("/health/live").status_code == 200
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    problem = problem_of(answer)
    assert (problem["broker"], problem["workers"]) == ("up", [])
    assert "worker" in str(problem["detail"])


def test_without_a_broker_all_that_needs_it_says_so(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, broker_url=f"unix://{tmp_path}/nothing.sock")
    with serve(create_app(settings)) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=30) as client:
        for answer in (
            client.get("/health/ready"),
            client.get("/jobs"),
            client.get(f"/jobs/{JOB}"),
            client.post("/jobs", json={"kind": "cnn", "params": DIGITS}),
            client.get(f"/jobs/{JOB}/events", headers={"Accept": "text/event-stream"}),
            client.get("/models"),
        ):
            assert answer.status_code == 503
            assert problem_of(answer)["type"] == "/problems/dependency-down"
            assert answer.headers["retry-after"] == "5"
        assert client.get("/health/ready").json()["broker"] == "down"
        assert client.get("/health/live").status_code == 200
        assert client.get("/kinds").status_code == 200
        assert client.get("/datasets").status_code == 200
