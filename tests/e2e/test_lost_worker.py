"""A worker that is killed or hangs: the page says so, and the run goes on by itself when there is a worker again."""

import re
import signal
from collections.abc import Iterator

import httpx
import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import TRAINING_MS, started, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

LEASE_S = 4
# Beside the lease: the reaper, the next question of the page, and a busy machine.
REPLACED_MS = 20_000  # a new worker starts within some seconds, on a busy machine too
SAID_MS = 1000 * (LEASE_S + 10)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with started(
        tmp_path_factory.mktemp("playground"),
        PLAYGROUND_LEASE_S=str(LEASE_S),
        PLAYGROUND_HEARTBEAT_S="0.5",
        PLAYGROUND_REAP_INTERVAL_S="0.5",
    ) as url:
        yield url


@pytest.fixture
def page(browser: Browser, service: str) -> Iterator[Page]:
    watched = watch(browser)
    yield watched.page
    watched.context.close()


def worker_of(url: str) -> psutil.Process:
    """The worker's parent process of the playground at this address."""
    port = url.rpartition(":")[2]
    (up,) = [process for process in psutil.Process().children() if process.cmdline()[-2:] == ["--port", port]]
    (worker,) = [child for child in up.children() if child.cmdline()[-1] == "worker"]
    return worker


def test_a_killed_worker_is_said_and_its_run_goes_on(page: Page, playground: str) -> None:
    """At once, not after the lease of 30 s: its successor knows whom it replaces."""
    service = playground
    params = {"dataset": "photo-patches", "epochs": 60}
    job = httpx.post(f"{service}/api/v1/jobs", json={"kind": "cnn", "params": params}).raise_for_status().json()["id"]
    page.goto(f"{service}/#/jobs/{job}")
    status = page.locator(".run-head").get_by_role("status")
    expect(status).to_contain_text(re.compile(r"epoch \d+ of 60 · "), timeout=TRAINING_MS)
    worker_of(service).kill()
    expect(status).to_contain_text(re.compile(r"queued, 1st\. The worker .* died or sent no heartbeat for 30 s\."), timeout=REPLACED_MS)
    expect(status).to_contain_text(re.compile(r"epoch \d+ of 60 .*2nd attempt"), timeout=TRAINING_MS)
    httpx.post(f"{service}/api/v1/jobs/{job}/cancel").raise_for_status()
    expect(status).to_contain_text("cancelled", timeout=TRAINING_MS)


def test_a_worker_that_hangs_is_said_where_a_training_is_started(page: Page, service: str) -> None:
    page.goto(f"{service}/#/cnn?dataset=photo-patches")
    workers = page.locator(".service")
    expect(workers).to_contain_text("Worker idle", timeout=TRAINING_MS)
    worker = worker_of(service)
    worker.send_signal(signal.SIGSTOP)
    try:
        expect(workers).to_contain_text("No worker: jobs wait in the queue", timeout=SAID_MS)
        expect(page.get_by_text("No worker is running at the moment: the training will wait in the queue")).to_be_visible()
        expect(page.get_by_role("button", name="Start training")).to_be_enabled()
    finally:
        worker.send_signal(signal.SIGCONT)
    expect(workers).to_contain_text("Worker idle", timeout=SAID_MS)
    expect(page.get_by_text("No worker is running at the moment")).to_have_count(0)
