"""A page on paper: the figures in light colours, without what is only for a screen, and as wide as the paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import ROOT, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

LABS = sorted(folder.name for folder in (ROOT / "frontend" / "labs").iterdir() if (folder / "page.js").is_file())
A4_WIDTH = 700  # CSS pixels between the margins


@pytest.mark.parametrize("page", [*LABS, "models/pretrained-cifar10-cnn"])
def test_page_on_paper(browser: Browser, playground: str, page: str, tmp_path: Path) -> None:
    window = watch(browser, scheme="dark")
    window.page.goto(f"{playground}/#/{page}")
    expect(window.page.get_by_role("heading", level=1)).to_be_visible()
    window.page.wait_for_load_state("networkidle")
    window.page.set_viewport_size({"width": A4_WIDTH, "height": 1000})
    window.page.emulate_media(media="print")
    expect(window.page.locator("main")).to_be_visible()
    for part in (".rail", ".menu-button", ".patience"):
        expect(window.page.locator(part)).to_be_hidden()
    assert window.page.evaluate("document.documentElement.scrollWidth") <= 1.01 * A4_WIDTH
    assert window.page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    window.page.pdf(path=tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").stat().st_size > 10_000
    window.context.close()
