"""A kind of training job that the project does not know: one folder and one name, and it trains, draws curves and opens as a model."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import ROOT, TRAINING_MS, Watched, started, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
KIND = "nearest-mean"


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a playground beside which the package `nearest_mean` is installed."""
    packages = tmp_path_factory.mktemp("packages")
    shutil.copytree(Path(__file__).parent / "nearest_mean", packages / "nearest_mean")
    path = os.pathsep.join((str(packages), str(ROOT)))
    with started(tmp_path_factory.mktemp("data"), PYTHONPATH=path, PLAYGROUND_KINDS='["nearest_mean"]') as url:
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


def test_the_browser_trains_and_opens_it(window: Watched, extended: str) -> None:
    """From the form, which is made of its JSON Schema, to the page of the model; every key is pressed as a person presses it."""
    page = window.page
    page.goto(f"{extended}/#/jobs")
    page.get_by_role("navigation", name="Train a model").get_by_role("link", name="Nearest mean image").click()
    expect(page.get_by_role("heading", level=1, name="Nearest mean image")).to_be_visible()
    passes = page.get_by_label("Passes", exact=True)
    passes.press("Control+a")
    passes.press_sequentially("12", delay=50)
    expect(passes).to_have_value("12")
    page.get_by_role("radio", name=re.compile("Digits")).check()
    expect(page.get_by_text("12 epochs", exact=True)).to_be_visible()
    assert page.url.endswith("#/train/nearest-mean?dataset=digits&passes=12")
    expect(page.get_by_role("button", name="Quick")).to_have_attribute("aria-pressed", "false")

    page.get_by_role("button", name="Start training").click()
    page.wait_for_url(re.compile(r"#/train/nearest-mean\?dataset=digits&passes=12&job=\w+$"))
    job = page.url.split("job=")[1]
    expect(page.get_by_role("img", name=re.compile(r"^Accuracy over the epochs\. training \d+"))).to_be_visible(timeout=TRAINING_MS)
    expect(page.get_by_role("img", name=re.compile(r"^Mean distance to the own class over the epochs\. training"))).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="finished in")).to_be_visible(timeout=TRAINING_MS)
    table = page.get_by_role("table", name="Images per class, after step 12")
    expect(table.get_by_role("row")).to_have_count(11)
    expect(table.get_by_role("row").nth(1)).to_have_text(re.compile(r"^0\d+$"))
    expect(page.get_by_text(f"playground export {job} FOLDER --url {extended}", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="means.npy")).to_be_visible()

    page.get_by_role("link", name="Open the model").click()
    page.wait_for_url(re.compile(f"#/models/{job}$"))
    expect(page.get_by_role("row", name=re.compile(r"^Accuracy \d\d\.\d"))).to_be_visible()
    expect(page.get_by_text("640 parameters")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Accuracy over the epochs"))).to_be_visible()

    rail = page.get_by_role("navigation", name="Workshop")
    rail.get_by_role("link", name="Models").click()
    expect(page.get_by_role("row").filter(has=page.locator(f'a[href="#/models/{job}"]'))).to_contain_text("Nearest mean image")
    rail.get_by_role("link", name="Jobs").click()
    card = page.get_by_role("listitem").filter(has=page.locator(f'a[href="#/train/nearest-mean?job={job}"]'))
    expect(card).to_contain_text("12 epochs")
    expect(card.get_by_role("img", name=re.compile("^Accuracy of"))).to_be_visible()
    card.get_by_role("link", name="details").click()
    expect(page.get_by_role("table", name="Images per class, after step 12")).to_be_visible()


def test_what_the_server_rejects_stands_beside_its_field_until_it_is_changed(browser: Browser, extended: str) -> None:
    watched = watch(browser)  # the browser tells of each rejected request in its console
    page = watched.page
    page.goto(f"{extended}/#/train/word2vec?pair=sun")
    page.get_by_role("button", name="Start training").click()
    hint = page.locator("#field-pair-hint")
    alert = page.locator(".notice[role=alert]")
    expect(alert).to_be_visible()
    expect(hint).to_have_text("two words, or none")
    page.get_by_label(re.compile("^Pair")).press("End")
    page.get_by_label(re.compile("^Pair")).press_sequentially(" moon")
    expect(alert).to_have_count(0)
    expect(hint).to_have_class("field-hint")
    assert "pair=sun%2Cmoon" in page.url
    watched.context.close()
