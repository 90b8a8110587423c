"""A real nginx in front, with the very lines of docs/behind-a-proxy.md: pages, uploads, trainings and downloads under a path."""

import io
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PAGE_MS, ROOT, TRAINING_MS, free_port, started, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PAGES = (
    "", "neuron", "activations", "effects", "perceptron", "network", "backpropagation", "cost", "optimizers", "kernels", "pooling",
    "cnn", "gan", "words", "train", "train/cnn", "jobs", "models", "models/pretrained-cifar10-cnn",
)  # fmt: skip


def documented_lines() -> str:
    page = (ROOT / "docs" / "behind-a-proxy.md").read_text()
    return re.findall(r"```nginx\n(.*?)```", page, re.DOTALL)[0]


@contextmanager
def nginx(folder: Path, port: int, lines: str) -> Iterator[str]:
    """An nginx of this user with these lines in its only server; gives its address."""
    assert NGINX, "nginx is not installed: apt-get install nginx-light"
    config = folder / "nginx.conf"
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    config.write_text(
        f"daemon off;\nerror_log stderr;\npid {folder}/nginx.pid;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}server {{\nlisten 127.0.0.1:{port};\n{lines}\n}}\n}}\n"
    )
    with (folder / "nginx.log").open("wb") as log:
        process = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(config)], stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 10
            while not _answers(port):
                assert process.poll() is None and time.monotonic() < deadline, (folder / "nginx.log").read_text()
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/play"
        finally:
            process.terminate()
            process.wait(10)


def _answers(port: int) -> bool:
    try:
        httpx.get(f"http://127.0.0.1:{port}/play/")
    except httpx.TransportError:
        return False
    return True


@dataclass
class Proxied:
    public: str
    direct: str


@pytest.fixture(scope="module", params=["path taken off, Host of the upstream", "path left on, Host rewritten"])
def proxied(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    port = free_port()
    settings = {"PLAYGROUND_PUBLIC_URL": f"http://127.0.0.1:{port}/play/"}
    lines = documented_lines()
    if "rewritten" in request.param:
        settings["PLAYGROUND_ALLOWED_HOSTS"] = "backend"
        lines = lines.replace("proxy_http_version 1.1;", "proxy_http_version 1.1;\nproxy_set_header Host backend;")
        lines = lines.replace("http://127.0.0.1:8000/;", "http://127.0.0.1:8000;")
    with started(tmp_path_factory.mktemp("playground"), **settings) as direct:
        lines = lines.replace("http://127.0.0.1:8000", direct)
        with nginx(tmp_path_factory.mktemp("nginx"), port, lines) as public:
            yield Proxied(public, direct)


def wait_for_images(page: Page) -> None:
    deadline = time.monotonic() + PAGE_MS / 1000
    page.wait_for_timeout(300)
    while not page.locator("img").evaluate_all("images => images.every(image => image.complete)"):
        assert time.monotonic() < deadline
        page.wait_for_timeout(100)


def test_every_page_opens_without_a_complaint(proxied: Proxied, browser: Browser) -> None:
    window = watch(browser)
    failed: list[str] = []
    window.page.on("response", lambda response: failed.append(f"{response.status} {response.url}") if response.status >= 400 else None)
    window.page.on("requestfailed", lambda request: failed.append(f"{request.failure} {request.url}"))
    for page in PAGES:
        window.page.goto(f"{proxied.public}/#/{page}")
        window.page.reload()
        expect(window.page.get_by_role("heading", level=1)).to_be_visible()
        # Not until all is quiet: the map of the words may be computed for a minute.
        wait_for_images(window.page)
        broken = window.page.locator("img").evaluate_all("images => images.filter(i => i.complete && !i.naturalWidth).map(i => i.src)")
        assert not broken
    outside = [url for url in window.requests if url.startswith("http") and not url.startswith(f"{proxied.public}/")]
    window.context.close()
    assert not window.complaints
    assert not outside
    # A page that is left takes back what it asked for.
    assert not [one for one in failed if "ERR_ABORTED" not in one]


def test_documentation_of_the_api_opens(proxied: Proxied, browser: Browser) -> None:
    window = watch(browser)
    window.page.goto(f"{proxied.public}/docs")
    expect(window.page.get_by_text("/api/v1/jobs", exact=True).first).to_be_visible()
    window.context.close()
    assert not window.complaints
    assert httpx.get(f"{proxied.public}/openapi.json").json()["servers"] == [{"url": "/play"}]


def class_folders() -> bytes:
    """Two classes of 20 images that differ, as a zip."""
    rng = np.random.default_rng(0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for label, level in (("dark", 40), ("light", 200)):
            for i in range(20):
                pixels = np.clip(rng.normal(level, 10, (32, 32, 3)), 0, 255).astype(np.uint8)
                image = io.BytesIO()
                Image.fromarray(pixels).save(image, "PNG")
                archive.writestr(f"{label}/{i}.png", image.getvalue())
    return buffer.getvalue()


def test_upload_training_and_download(proxied: Proxied, browser: Browser, tmp_path: Path) -> None:
    archive = tmp_path / "levels.zip"
    archive.write_bytes(class_folders())
    window = watch(browser)
    page = window.page
    page.goto(f"{proxied.public}/#/cnn")
    page.locator("input[type=file]").first.set_input_files(archive)
    expect(page.get_by_role("radio", name=re.compile("levels"))).to_be_checked()
    train_and_follow(page)

    job = page.url.split("job=")[1].split("&")[0]
    rows = httpx.get(f"{proxied.public}/api/v1/jobs/{job}/artifacts").json()
    assert rows and all(row["url"].startswith("/play/api/v1/") for row in rows)
    base = proxied.public.removesuffix("/play")
    for row in rows:
        assert httpx.head(base + row["url"]).status_code == 200
    again = httpx.post(f"{proxied.public}/api/v1/jobs/{job}/retry")
    assert again.headers["location"].startswith("/play/api/v1/jobs/")
    assert httpx.get(base + again.headers["location"]).status_code == 200
    classify_a_file(page, tmp_path)
    window.context.close()
    assert not window.complaints


def train_and_follow(page: Page) -> None:
    epochs = page.get_by_label("Epochs", exact=True)
    epochs.click()
    epochs.press("Control+a")
    epochs.press_sequentially("2", delay=20)
    page.get_by_role("button", name="Start training").click()
    page.wait_for_url(re.compile(r"job=\w+"))
    expect(page.get_by_role("status").filter(has_text="finished in")).to_be_visible(timeout=TRAINING_MS)


def classify_a_file(page: Page, folder: Path) -> None:
    image = folder / "light.png"
    Image.new("RGB", (32, 32), (200, 200, 200)).save(image)
    page.locator(".drop input[type=file]").first.set_input_files(image)
    expect(page.get_by_role("list", name="Most probable classes").get_by_role("listitem").first).to_be_visible()


def test_stream_of_events_comes_through_to_its_end(proxied: Proxied) -> None:
    body = {"kind": "cnn", "params": {"dataset": "photo-patches", "epochs": 1}}
    job = httpx.post(f"{proxied.public}/api/v1/jobs", json=body).raise_for_status().json()["id"]
    url = f"{proxied.public}/api/v1/jobs/{job}/events"
    with httpx.stream("GET", url, headers={"Accept": "text/event-stream"}, timeout=TRAINING_MS / 1000) as stream:
        lines = [line for line in stream.iter_lines() if line.startswith("event:")]
    assert lines[-1] == "event: state"


def test_command_line_takes_the_address_with_its_path(proxied: Proxied) -> None:
    argv = [sys.executable, "-m", "backend.cli", "kinds", "--json", "--url", f"{proxied.public}/"]
    assert "cnn" in subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_rejected_page_is_told_what_to_set(proxied: Proxied) -> None:
    answer = httpx.post(f"{proxied.direct}/api/v1/jobs", json={}, headers={"Origin": "https://example.net"})
    assert answer.status_code == 403
    detail = answer.json()["detail"]
    assert "PLAYGROUND_PUBLIC_URL=https://example.net/" in detail
    assert "'https://example.net'" in detail and httpx.URL(proxied.direct).netloc.decode() in detail
