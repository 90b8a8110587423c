"""Every address that docs/coverage.md names opens, is understood, and shows a figure without complaint."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ROOT, Watched

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

DOCUMENT = (ROOT / "docs" / "coverage.md").read_text()
ADDRESSES = sorted(set(re.findall(r"http://localhost:8000/(#/[^)]*)\)", DOCUMENT)))
FIGURES = "main figure, main .formula, main canvas, main svg"


def test_every_address_of_the_document_opens(window: Watched, playground: str) -> None:
    for address in ADDRESSES:
        window.page.goto("about:blank")
        window.page.goto(f"{playground}/{address}")
        expect(window.page.get_by_role("heading", level=1), address).to_be_visible()
        expect(window.page.locator(FIGURES).first, address).to_be_visible()
        expect(window.page.locator(".misread, .notice.bad"), address).to_have_count(0)
        expect(window.page, address).not_to_have_title(re.compile("not found", re.IGNORECASE))
        assert not window.complaints, (address, window.complaints)


def accuracies(page: Page, text: str) -> list[str]:
    expect(page.locator("main")).to_contain_text(text)
    return re.findall(r"(?:training|test) accuracy\s+([\d.]+)", page.locator("main").inner_text())


def test_the_networks_that_are_compared_on_the_first_page_are_those_of_the_page_behind_them(window: Watched, playground: str) -> None:
    """§1.1: more complexity makes a network more versatile."""
    page = window.page
    trained = []
    for number in range(3):
        page.goto(f"{playground}/#/")
        page.get_by_role("heading", name="Two claims of").scroll_into_view_if_needed()
        link = page.locator(".home-boundary").nth(number)
        expect(link).to_contain_text("test accuracy")
        said = re.findall(r"accuracy\s+([\d.]+)", link.inner_text())
        link.click()
        page.wait_for_url("**/#/network?hidden=*")
        assert accuracies(page, "step 1,000") == said
        trained.append(float(said[0]))
    assert trained == sorted(set(trained))
