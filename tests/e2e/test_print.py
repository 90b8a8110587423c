"""A page on paper: the figures in light colours, without what is only for a screen, and as wide as the paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import ROOT, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

LABS = sorted(folder.name for folder in (ROOT / "frontend" / "labs").iterdir() if (folder / "page.js").is_file())
A4_WIDTH, A4_HEIGHT = 700, 1000  # CSS pixels between the margins


@pytest.mark.parametrize("page", [*LABS, "models/pretrained-cifar10-cnn"])
def test_page_on_paper(browser: Browser, playground: str, page: str, tmp_path: Path) -> None:
    window = watch(browser, scheme="dark")
    window.page.goto(f"{playground}/#/{page}")
    expect(window.page.get_by_role("heading", level=1)).to_be_visible()
    # Not until all is quiet: the map of the words may be computed for a minute.
    window.page.locator("main").locator("svg, canvas, img").first.wait_for()
    window.page.emulate_media(media="print")
    for width, height in ((A4_HEIGHT, A4_WIDTH), (A4_WIDTH, A4_HEIGHT)):
        window.page.set_viewport_size({"width": width, "height": height})
        expect(window.page.locator("main")).to_be_visible()
        expect(window.page.locator("main").locator("svg, canvas, img").first).to_be_visible()
        for part in (".rail", ".menu-button", ".patience"):
            expect(window.page.locator(part)).to_be_hidden()
        # A chart is drawn anew for its new width.
        window.page.wait_for_function("width => document.documentElement.scrollWidth <= 1.01 * width", arg=width)
    assert window.page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    window.page.pdf(path=tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").stat().st_size > 10_000
    window.context.close()
