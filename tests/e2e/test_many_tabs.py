"""Many tabs of one browser, which has six connections for a host: none keeps another page from opening, and all show how the jobs go on."""

import re
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import PAGE_MS, TRAINING_MS

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

OPEN_S = 1.0
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(PAGE_MS)
    yield context
    context.close()


def submit(api: httpx.Client, epochs: int) -> str:
    body = {"kind": "cnn", "params": {"dataset": "photo-patches", "epochs": epochs}}
    job: str = api.post("/jobs", json=body).raise_for_status().json()["id"]
    return job


@pytest.fixture
def jobs(playground: str) -> Iterator[list[str]]:
    """One job that runs for minutes, and two that wait behind it."""
    with httpx.Client(base_url=f"{playground}/api/v1", timeout=30) as api:
        made = [submit(api, epochs=200) for _ in range(3)]
        deadline = time.monotonic() + TRAINING_MS / 1000
        while not any(event["type"] == "metric" for event in api.get(f"/jobs/{made[0]}/events").json()["items"]):
            assert time.monotonic() < deadline
            time.sleep(0.3)
        yield made
        for job in reversed(made):
            api.post(f"/jobs/{job}/cancel")
        while any(api.get(f"/jobs/{job}").json()["status"] in {"running", "cancelling"} for job in made):
            assert time.monotonic() < deadline
            time.sleep(0.3)


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def seconds_to_open(context: BrowserContext, address: str) -> float:
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    needed = time.perf_counter() - started
    page.close()
    return needed


def fastest_opening(context: BrowserContext, address: str) -> float:
    return min(seconds_to_open(context, address) for _ in range(5))


def assert_goes_on(page: Page) -> None:
    """What the tab says of the running job changes by itself."""
    status = page.get_by_role("status").filter(has_text=re.compile(r"epoch \d+ of 200")).first
    expect(status).to_be_visible()
    before = status.text_content() or ""
    expect(status).not_to_have_text(before)


def test_seventh_page_opens_beside_six_tabs_with_running_jobs(context: BrowserContext, playground: str, jobs: list[str]) -> None:
    alone = fastest_opening(context, f"{playground}/#/neuron")
    tabs = [opened(context, f"{playground}/#/jobs/{jobs[0]}") for _ in range(4)]
    three = [opened(context, f"{playground}/#/words?three={','.join(jobs)}") for _ in range(2)]
    for tab in tabs:
        assert_goes_on(tab)
    for tab in three:
        expect(tab.get_by_role("heading", name=re.compile("Skip-gram, CBOW and GloVe compared"))).to_be_visible()
    # A training takes both cores of a small machine, where the page needs more than a second even alone.
    assert fastest_opening(context, f"{playground}/#/neuron") <= max(OPEN_S, 2 * alone)

    tabs[0].close()
    for tab in tabs[1:]:
        assert_goes_on(tab)


def test_hidden_tab_asks_nothing_and_catches_up_when_it_is_shown(context: BrowserContext, playground: str, jobs: list[str]) -> None:
    tab = opened(context, f"{playground}/#/jobs/{jobs[0]}")
    assert_goes_on(tab)
    tab.evaluate(HIDE, True)
    tab.wait_for_timeout(1500)  # for the answer that is under way
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.wait_for_timeout(3000)
    assert not [url for url in asked if "/events" in url]
    with tab.expect_request(re.compile("/events"), timeout=1000):
        tab.evaluate(HIDE, False)
    assert_goes_on(tab)


def test_no_event_is_missed_or_shown_twice(context: BrowserContext, playground: str) -> None:
    with httpx.Client(base_url=f"{playground}/api/v1", timeout=30) as api:
        job = submit(api, epochs=3)
        tabs = [opened(context, f"{playground}/#/jobs/{job}") for _ in range(3)]
        tabs[1].evaluate(HIDE, True)
        for tab in (tabs[0], tabs[2]):
            expect(tab.get_by_role("status").filter(has_text="finished in")).to_be_visible(timeout=TRAINING_MS)
        tabs[1].evaluate(HIDE, False)
        expect(tabs[1].get_by_role("status").filter(has_text="finished in")).to_be_visible(timeout=3000)
        epochs = [tab.get_by_role("img", name=re.compile("^Loss over the epochs")).get_attribute("aria-label") for tab in tabs]
    assert len(set(epochs)) == 1
