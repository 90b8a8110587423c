"""The whole playground, started as a person starts it, and a real browser in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright, expect, sync_playwright

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
START_S = 60
# For what has to be trained, and for what a page has only to fetch; a busy machine is slow at both.
TRAINING_MS = 240_000
PAGE_MS = 30_000
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


expect.set_options(timeout=PAGE_MS)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        assert process.poll() is None, f"playground up ended with {process.returncode}"
        try:
            if httpx.get(f"{url}/api/v1/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    pytest.fail(f"The playground was not ready after {START_S} s.")


@contextmanager
def started(folder: Path, **variables: str) -> Iterator[str]:
    """Address of a `playground up` with its data in `folder`."""
    port = free_port()
    environment = os.environ | {"PLAYGROUND_DATA_DIR": str(folder)} | variables
    with (folder / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "backend.cli", "up", "--port", str(port)], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        url = f"http://127.0.0.1:{port}"
        try:
            wait_until_ready(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture(scope="package")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a `playground up` with an empty data folder."""
    with started(tmp_path_factory.mktemp("playground")) as url:
        yield url


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


def launch(playwright: Playwright, *options: str) -> Browser:
    """Chromium of this machine: `PLAYGROUND_CHROMIUM`, or one on the PATH."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("PLAYGROUND_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip(f"No browser: set PLAYGROUND_CHROMIUM to a Chromium, or put one on the PATH ({', '.join(names)}).")
    return playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_OPTIONS, *options])


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


def type_into(field: Locator, text: str, delay: float = 0) -> None:
    """Replaces what stands in the field as a person does: everything deleted, then key by key, `delay` ms between."""
    field.focus()
    field.press("ControlOrMeta+a")
    field.press("Delete")
    field.press_sequentially(text, delay=delay)


@dataclass
class Watched:
    """A browser window of which everything bad is written down."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.text} {message.location['url']}")

    def hosts(self) -> set[str]:
        """Every host that was asked for anything; `data:` and `blob:` have none."""
        return {urlsplit(url).netloc for url in self.requests if urlsplit(url).scheme.startswith("http")}


def watch(browser: Browser, *, width: int = 1280, height: int = 860, scheme: str = "light") -> Watched:
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(PAGE_MS)
    watched = Watched(context, context.new_page())
    watched.page.on("console", watched.hear)
    watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    watched.page.on("request", lambda request: watched.requests.append(request.url))
    return watched


@pytest.fixture
def window(browser: Browser) -> Iterator[Watched]:
    """A desktop window. The test fails when the console complained or a request left the host."""
    watched = watch(browser)
    yield watched
    hosts, complaints = watched.hosts(), list(watched.complaints)
    watched.context.close()
    assert not complaints
    assert all(host.startswith("127.0.0.1:") for host in hosts)


@pytest.fixture(scope="package")
def trained(playground: str) -> str:
    """Id of a finished training of two epochs."""
    with httpx.Client(base_url=f"{playground}/api/v1", timeout=30) as api:
        job: str = (
            api.post("/jobs", json={"kind": "cnn", "params": {"dataset": "photo-patches", "epochs": 2}}).raise_for_status().json()["id"]
        )
        deadline = time.monotonic() + TRAINING_MS / 1000
        while (status := api.get(f"/jobs/{job}").json()["status"]) != "succeeded":
            assert status in {"queued", "running"} and time.monotonic() < deadline, status
            time.sleep(0.5)
    return job
