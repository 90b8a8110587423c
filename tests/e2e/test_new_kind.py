"""A kind of training job that the project does not know: one folder and one name, and it trains, draws curves and opens as a model."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import TRAINING_MS, started

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
KIND = "nearest-mean"


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a playground beside which the package `nearest_mean` is installed."""
    packages = tmp_path_factory.mktemp("packages")
    shutil.copytree(Path(__file__).parent / "nearest_mean", packages / "nearest_mean")
    with started(tmp_path_factory.mktemp("data"), PYTHONPATH=str(packages), PLAYGROUND_KINDS='["nearest_mean"]') as url:
        yield url


@pytest.fixture
def api(extended: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{extended}/api/v1", timeout=30) as client:
        yield client


def finished(api: httpx.Client, job: str) -> dict[str, object]:
    deadline = time.monotonic() + TRAINING_MS / 1000
    while (record := api.get(f"/jobs/{job}").json())["status"] not in {"succeeded", "failed"}:
        assert time.monotonic() < deadline, record
        time.sleep(0.2)
    return dict(record)


def test_the_api_lists_trains_and_opens_it(api: httpx.Client) -> None:
    kind = next(kind for kind in api.get("/kinds").json() if kind["id"] == KIND)
    assert (kind["unit"], kind["length"], kind["has_model"]) == ("epoch", "passes", True)
    assert [curve["metric"] for curve in kind["curves"]] == ["accuracy", "distance"]
    assert {"digits", "photo-patches"} <= set(kind["datasets"])
    answer = api.post("/jobs", json={"kind": KIND, "params": {"dataset": "digits", "passes": 0}})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/params/passes")
    job = api.post("/jobs", json={"kind": KIND, "params": {"dataset": "digits", "passes": 4}}).raise_for_status().json()["id"]
    record = finished(api, job)
    assert record["status"] == "succeeded", record
    events = api.get(f"/jobs/{job}/events", params={"limit": 1000}).json()["items"]
    assert sum(event["type"] == "metric" for event in events) == sum(event["type"] == "table" for event in events) == 4
    model = api.get(f"/models/{job}").json()
    assert (model["kind"], model["labels"], model["total_parameters"]) == (KIND, list("0123456789"), 10 * 64)
    assert model["metrics"]["accuracy"] > 0.8
    assert [row["epoch"] for row in model["history"]] == [1, 2, 3, 4]
    assert job in [row["id"] for row in api.get("/models").json()]
