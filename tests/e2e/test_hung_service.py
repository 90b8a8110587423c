"""The service hangs, is gone and comes back, or the network is: every action says so within a second and goes on by itself, once."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import PAGE_MS, ROOT, TRAINING_MS, free_port, wait_until_ready

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SAID_MS = 1000
# The browser needs some time too for what it draws, on a machine that others keep busy; patience.test.js has the second exactly.
SLACK_MS = 4000


class Service:
    """A `playground up` whose API can be stopped, and which can be killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        argv = [sys.executable, "-m", "backend.cli", "up", "--port", str(self.port)]
        environment = os.environ | {"PLAYGROUND_DATA_DIR": str(self.folder)}
        with (self.folder / "up.log").open("ab") as log:
            self.process = subprocess.Popen(argv, cwd=ROOT, env=environment, stdout=log, stderr=log)
        wait_until_ready(self.url, self.process)
        self.api = next(pid for pid, line in children(self.process.pid) if " api " in line)

    def hang(self) -> None:
        os.kill(self.api, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.api, signal.SIGCONT)

    def end(self) -> None:
        with suppress(ProcessLookupError):
            self.go_on()
        self.process.terminate()
        self.process.wait(60)
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            pytest.fail("the port is still open")

    def jobs(self) -> list[str]:
        return [job["id"] for job in httpx.get(f"{self.url}/api/v1/jobs?limit=100").raise_for_status().json()["items"]]


def children(parent: int) -> list[tuple[int, str]]:
    """Process ids and command lines."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                    found.append((int(entry.name), (entry / "cmdline").read_text().replace("\0", " ")))
    return found


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = Service(tmp_path_factory.mktemp("playground"))
    yield service
    service.end()


@pytest.fixture
def context(browser: Browser, service: Service) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(PAGE_MS)
    yield context
    context.close()
    service.go_on()
    for job in service.jobs():
        httpx.post(f"{service.url}/api/v1/jobs/{job}/cancel")


def set_up(context: BrowserContext, service: Service) -> Page:
    page = context.new_page()
    page.goto(f"{service.url}/#/cnn?dataset=photo-patches")
    expect(page.get_by_role("button", name="Start training")).to_be_enabled()
    page.wait_for_load_state("networkidle")
    return page


def wait_notice(page: Page, words: str) -> None:
    expect(page.locator(".patience")).to_contain_text(re.compile(words), timeout=SAID_MS + SLACK_MS)


def assert_one_job_more(page: Page, service: Service, before: list[str]) -> None:
    page.wait_for_url(re.compile(r"job=\w+"), timeout=TRAINING_MS)
    time.sleep(1)
    new = set(service.jobs()) - set(before)
    assert new == {page.url.split("job=")[1].split("&")[0]}


def test_submit_waits_for_a_service_that_hangs(context: BrowserContext, service: Service) -> None:
    page, before = set_up(context, service), service.jobs()
    service.hang()
    page.get_by_role("button", name="Start training").click()
    wait_notice(page, "Waiting for the playground|has not answered")
    expect(page.locator(".patience")).to_contain_text("has not answered for")
    beside = page.locator(".train-row")
    expect(beside).to_contain_text("has not answered for")
    service.go_on()
    assert_one_job_more(page, service, before)
    expect(page.locator(".patience")).to_be_empty()


def test_submit_waits_for_a_service_that_is_started_again(context: BrowserContext, service: Service) -> None:
    page, before = set_up(context, service), service.jobs()
    service.end()
    page.get_by_role("button", name="Start training").click()
    wait_notice(page, "cannot be reached")
    service.start()
    assert_one_job_more(page, service, before)


def test_submit_waits_for_the_network(context: BrowserContext, service: Service) -> None:
    page, before = set_up(context, service), service.jobs()
    context.set_offline(True)
    page.get_by_role("button", name="Start training").click()
    wait_notice(page, "offline")
    context.set_offline(False)
    assert_one_job_more(page, service, before)


def test_answer_that_is_lost_starts_nothing_twice(context: BrowserContext, service: Service) -> None:
    """The service takes the job, and the connection breaks before the page hears of it."""
    page, before = set_up(context, service), service.jobs()
    lost: list[str] = []

    def lose(route: object) -> None:
        if not lost:
            answer = route.fetch()  # type: ignore[attr-defined]
            lost.append(answer.json()["id"])
            route.abort("connectionreset")  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route("**/api/v1/jobs", lambda route: lose(route) if route.request.method == "POST" else route.continue_())
    page.get_by_role("button", name="Start training").click()
    assert_one_job_more(page, service, before)
    assert lost[0] in page.url


@pytest.mark.parametrize("press", ["double click", "two clicks", "Enter twice", "click after the answer"])
def test_start_pressed_twice_starts_one_job(context: BrowserContext, service: Service, press: str) -> None:
    page, before = set_up(context, service), service.jobs()
    start = page.get_by_role("button", name="Start training")
    match press:
        case "double click":
            start.dblclick()
        case "two clicks":
            start.click(click_count=1)
            start.click(force=True, timeout=500, no_wait_after=True) if start.count() else None
        case "Enter twice":
            start.focus()
            page.keyboard.press("Enter")
            page.keyboard.press("Enter")
        case "click after the answer":
            start.scroll_into_view_if_needed()
            box = start.bounding_box()
            assert box
            place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/jobs")):
                page.mouse.click(*place)
            page.mouse.click(*place)
    assert_one_job_more(page, service, before)


def test_start_pressed_again_just_after_the_answer_starts_one_job(context: BrowserContext, service: Service) -> None:
    """On a page that keeps the form below the run: the run is drawn, and the second press of a slow double click comes."""
    page, before = context.new_page(), service.jobs()
    page.goto(f"{service.url}/#/gan?dataset=digits&iterations=4000")
    start = page.get_by_role("button", name="Start training")
    start.press("Enter")
    page.wait_for_url(re.compile(r"job=\w+"))
    expect(start).to_be_enabled()
    start.press("Enter")
    assert_one_job_more(page, service, before)


def test_lab_goes_on_when_the_service_does(context: BrowserContext, service: Service) -> None:
    page = context.new_page()
    page.goto(f"{service.url}/#/pooling")
    average = page.get_by_role("button", name="average pooling")
    page.wait_for_load_state("networkidle")
    service.hang()
    average.click()
    wait_notice(page, "Waiting for the playground|has not answered")
    service.go_on()
    expect(page.locator(".patience")).to_be_empty()
    expect(page.locator(".notice.bad")).to_have_count(0)


def test_page_that_is_opened_while_the_network_is_gone_opens_when_it_is_back(context: BrowserContext, service: Service) -> None:
    page = set_up(context, service)
    context.set_offline(True)
    page.get_by_role("link", name=re.compile("Optimizers")).first.click()
    expect(page.get_by_text("It opens by itself as soon as there is an answer.")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_role("heading", name="Optimizers", level=1)).to_be_visible()


def test_program_that_is_cut_off_while_it_loads_says_so_and_starts_when_it_can(context: BrowserContext, service: Service) -> None:
    page = context.new_page()
    page.route("**/components/shell.js", lambda route: route.abort("connectionreset"))
    page.route("**/api/v1/health/live", lambda route: route.abort("connectionreset"))
    page.goto(f"{service.url}/#/neuron")
    expect(page.get_by_text("The playground could not be loaded.")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.wait_for_timeout(1500)
    page.unroute_all()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_run_is_followed_again_after_the_service_was_gone(context: BrowserContext, service: Service) -> None:
    page = set_up(context, service)
    page.get_by_role("button", name="Start training").click()
    page.wait_for_url(re.compile(r"job=\w+"))
    service.hang()
    wait_notice_later(page)
    service.go_on()
    expect(page.locator(".patience")).to_be_empty()
    status = page.get_by_role("status").filter(has_text=re.compile(r"epoch \d+ of \d+")).first
    expect(status).to_be_visible(timeout=TRAINING_MS)


def wait_notice_later(page: Page) -> None:
    """The next question comes within a second, and is said to wait a second later."""
    expect(page.locator(".patience")).to_contain_text(re.compile("Waiting|not answered"), timeout=2 * SAID_MS + SLACK_MS)


def child(service: Service, mark: str) -> int:
    return next(pid for pid, line in children(service.process.pid) if mark in line)


def test_broker_that_is_killed_loses_no_press(context: BrowserContext, service: Service) -> None:
    page, before = set_up(context, service), service.jobs()
    os.kill(child(service, "valkey"), signal.SIGKILL)
    page.get_by_role("button", name="Start training").click()
    assert_one_job_more(page, service, before)


def test_broker_that_hangs_is_said_and_waited_for(context: BrowserContext, service: Service) -> None:
    page, before = set_up(context, service), service.jobs()
    broker = child(service, "valkey")
    os.kill(broker, signal.SIGSTOP)
    try:
        page.get_by_role("button", name="Start training").click()
        wait_notice(page, "Waiting for the playground|has not answered|broker|cannot be reached")
        expect(page.locator(".service")).to_contain_text(re.compile("does not answer|Broker is down"))
        expect(page.locator(".train-row + .small")).to_contain_text(re.compile("does not answer|broker is down", re.IGNORECASE))
    finally:
        os.kill(broker, signal.SIGCONT)
    assert_one_job_more(page, service, before)
    expect(page.locator(".service")).to_contain_text("Broker ready")
