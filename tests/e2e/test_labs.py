"""What holds for every lab: it fits its window in both looks, asks nothing of other hosts, and axe-core finds nothing serious in it."""

import json
import re
import subprocess
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import ROOT, SCREENSHOTS, Watched, watch
from tests.e2e.test_pages import settle

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}
WIDTHS = (1280, 390)


def labs() -> list[str]:
    """The labs of the rail, in its order."""
    contents = (ROOT / "frontend" / "lib" / "contents.js").read_text()
    return re.findall(r'page: "([\w-]+)"', contents)


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core calls serious or critical on the page as it is, with the elements that it means."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations)")
    return [
        {"rule": one["id"], "help": one["help"], "nodes": [node["html"][:160] for node in one["nodes"][:5]]}
        for one in found
        if one["impact"] in SERIOUS
    ]


def test_every_lab_of_the_contents_has_its_page() -> None:
    script = "import('./lib/contents.js').then(({LABS}) => console.log(JSON.stringify([...LABS.keys()])))"
    assert json.loads(subprocess.check_output(["node", "-e", script], cwd=ROOT / "frontend")) == labs()
    assert all((ROOT / "frontend" / "labs" / name / "page.js").is_file() for name in labs())


@pytest.mark.parametrize("name", ["", *labs(), "jobs", "models", "models/pretrained-cifar10-cnn"])
def test_a_page_fits_its_window_and_is_accessible(browser: Browser, playground: str, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            watched = watch(browser, width=width, height=844, scheme=scheme)
            watched.page.goto(f"{playground}/#/{name}")
            settle(watched.page)
            watched.page.screenshot(path=SCREENSHOTS / f"{name.replace('/', '-') or 'home'}-{width}-{scheme}.png", full_page=True)
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
            assert violations(watched.page) == [], f"{name} at {width}, {scheme}"
            assert not watched.complaints
            assert all(host.startswith("127.0.0.1:") for host in watched.hosts())
            watched.context.close()


@pytest.mark.parametrize("address", ["optimizers", "perceptron", "cost", "gan"])
def test_the_thumb_of_a_slider_reaches_the_end_of_its_track(window: Watched, playground: str, address: str) -> None:
    """Chromium draws the track into an input's padding, and moves the thumb only between them."""
    page = window.page
    page.goto(f"{playground}/#/{address}")
    slider = page.get_by_role("slider").and_(page.locator("input[type=range]")).first
    expect(slider).to_have_css("padding", "0px")
