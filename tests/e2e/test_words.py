"""The page of word vectors: trained by one click, then worked by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import TRAINING_MS, Watched, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture(scope="module")
def model(playground: str, browser: Browser) -> str:
    """Address of the page with a map that was trained by clicking."""
    watched = watch(browser)
    page = watched.page
    page.goto(f"{playground}/#/words")
    page.get_by_role("button", name="Learn the words of the news").click()
    page.get_by_role("button", name="Open its map").click(timeout=TRAINING_MS)
    expect(page.get_by_role("img", name=re.compile("Map of 500 words"))).to_be_visible()
    url = page.url
    watched.context.close()
    return url


def neighbours(page: Page) -> list[str]:
    ranked = page.locator(".words-stage .ranked button")
    expect(ranked).to_have_count(10)
    return ranked.all_inner_texts()


def test_a_click_on_the_map_shows_neighbours_and_a_reload_keeps_them(model: str, window: Watched) -> None:
    page = window.page
    page.goto(f"{model}&word=australia")
    before = neighbours(page)
    canvas = page.get_by_role("img", name=re.compile("Map of 500 words"))
    canvas.hover()
    page.mouse.wheel(0, -400)
    expect(canvas).not_to_have_attribute("data-zoom", "1.00")
    page.locator(".words-stage .ranked button").first.click()
    expect(page.get_by_role("heading", name=f"Nearest to “{before[0]}”")).to_be_visible()
    assert f"word={before[0]}" in page.url
    after = neighbours(page)
    assert before[0] not in after
    page.reload()
    expect(page.get_by_role("heading", name=f"Nearest to “{before[0]}”")).to_be_visible()
    assert neighbours(page) == after


def test_the_keyboard_finds_words_and_moves_the_map(model: str, window: Watched) -> None:
    page = window.page
    page.goto(model)
    page.get_by_label("find a word").fill("police")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nearest to “police”")).to_be_visible()
    canvas = page.get_by_role("img", name=re.compile("Map of 500 words"))
    canvas.focus()
    page.keyboard.press("+")
    expect(canvas).to_have_attribute("data-zoom", "1.40")
    page.keyboard.press("0")
    expect(canvas).to_have_attribute("data-zoom", "1.00")


def test_equal_words_are_alike_and_an_unknown_one_is_refused(model: str, browser: Browser) -> None:
    watched = watch(browser)  # the browser itself tells of each refusal in its console
    page = watched.page
    page.goto(f"{model}&a=police&b=police")
    expect(page.get_by_label("Similarity", exact=True)).to_have_text("1.000")
    page.get_by_label("word 2", exact=True).fill("unicornz")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("'unicornz' is not among the"))).to_be_visible()
    expect(page.get_by_label("Similarity", exact=True)).to_have_text("1.000")
    watched.context.close()
