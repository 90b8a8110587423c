"""The page of word embeddings: opened with shipped ones, trained by a click, used by mouse and by keyboard."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import TRAINING_MS, Watched, type_into, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

MAP = re.compile("Map of [0-9,]+ words")


@pytest.fixture(scope="module")
def model(playground: str, browser: Browser) -> str:
    """Address of the page with a map that was trained by clicking."""
    watched = watch(browser)
    page = watched.page
    page.goto(f"{playground}/#/words?dataset=lee-background")
    type_into(page.get_by_role("spinbutton", name="Epochs"), "40")
    page.get_by_role("button", name="Start training").click()
    page.get_by_role("button", name="Open its map").click(timeout=TRAINING_MS)
    expect(page.get_by_role("img", name=MAP)).to_be_visible()
    url = page.url
    watched.context.close()
    return url


def neighbours(page: Page) -> list[str]:
    ranked = page.locator(".words-stage .ranked button")
    expect(ranked).to_have_count(10)
    return ranked.all_inner_texts()


def reported(playground: str, page: Page, word: str) -> list[tuple[str, float]]:
    """The neighbours of a word that the run on the page reported last, with their similarities."""
    job = re.findall(r"job=(\w+)", page.url)[0]
    events = httpx.get(f"{playground}/api/v1/jobs/{job}/events?limit=1000").json()["items"]
    rows = [event["data"]["rows"] for event in events if event["type"] == "table"][-1]
    return [(neighbour, similarity) for tracked, neighbour, similarity in rows if tracked == word]


def test_the_page_opens_with_three_embeddings_of_film_reviews(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/words?model=pretrained-film-skip-gram")
    assert {"aliens", "ripley"} <= set(neighbours(page))
    analogies = page.locator("#analogies")
    expect(analogies.get_by_role("heading", name="Nearest neighbours of the sum")).to_be_visible()
    expect(analogies.locator(".ranked li span").first).to_have_text("actress")
    columns = page.locator(".methods > div")
    expect(columns).to_have_count(3)
    for column in columns.all():
        expect(column.locator(".ranked li")).to_have_count(10)
    columns.nth(2).get_by_role("button", name="species").click()
    expect(page.get_by_role("heading", name="Nearest neighbours of “species”")).to_be_visible()
    expect(page.get_by_role("button", name="Train all three")).to_have_count(0)


def test_a_click_on_the_map_shows_neighbours_and_a_reload_keeps_them(model: str, window: Watched) -> None:
    page = window.page
    page.goto(f"{model}&word=australia")
    before = neighbours(page)
    canvas = page.get_by_role("img", name=MAP)
    canvas.hover()
    page.mouse.wheel(0, -400)
    expect(canvas).not_to_have_attribute("data-zoom", "1.00")
    page.locator(".words-stage .ranked button").first.click()
    expect(page.get_by_role("heading", name=f"Nearest neighbours of “{before[0]}”")).to_be_visible()
    assert f"word={before[0]}" in page.url
    after = neighbours(page)
    assert before[0] not in after
    page.reload()
    expect(page.get_by_role("heading", name=f"Nearest neighbours of “{before[0]}”")).to_be_visible()
    assert neighbours(page) == after


def test_the_keyboard_finds_words_and_moves_the_map(model: str, window: Watched) -> None:
    page = window.page
    page.goto(model)
    page.get_by_label("find a word").fill("police")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nearest neighbours of “police”")).to_be_visible()
    canvas = page.get_by_role("img", name=MAP)
    canvas.focus()
    page.keyboard.press("+")
    expect(canvas).to_have_attribute("data-zoom", "1.40")
    page.keyboard.press("0")
    expect(canvas).to_have_attribute("data-zoom", "1.00")


def test_equal_words_have_similarity_1_and_an_unknown_one_is_an_error(model: str, browser: Browser) -> None:
    watched = watch(browser)  # the browser itself reports each error answer in its console
    page = watched.page
    page.goto(f"{model}&a=police&b=police")
    expect(page.get_by_label("Cosine similarity", exact=True)).to_have_text("1.000")
    page.get_by_label("word 2", exact=True).fill("unicornz")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("'unicornz' is not among the"))).to_be_visible()
    expect(page.get_by_label("Cosine similarity", exact=True)).to_have_text("")
    watched.context.close()


def test_a_preset_fills_the_form_and_is_known_by_its_values(playground: str, window: Watched) -> None:
    page = window.page
    page.goto(f"{playground}/#/words")
    presets = page.get_by_role("group", name="Preset")
    cbow = presets.get_by_role("button", name="CBOW")
    expect(presets.get_by_role("button", name="Skip-gram")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Words to track").fill("sun, moon")
    cbow.click()
    expect(cbow).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Architecture")).to_have_value("cbow")
    expect(page.get_by_label("Learning rate")).to_have_value("0.1")
    type_into(page.get_by_role("spinbutton", name="Epochs"), "7")
    expect(cbow).to_have_attribute("aria-pressed", "true")
    type_into(page.get_by_label("Learning rate"), "0.2")
    expect(cbow).to_have_attribute("aria-pressed", "false")
    page.get_by_role("combobox", name="method").select_option("glove")
    presets.get_by_role("button", name="As in the paper").click()
    expect(page.get_by_label("x_max")).to_have_value("100")
    expect(page.get_by_label("Words to track")).to_have_value(re.compile("^sun,? moon$"))
    page.reload()
    expect(page.get_by_label("x_max")).to_have_value("100")
    expect(page.get_by_label("Words to track")).to_have_value("sun moon")


def test_a_text_of_ones_own_is_trained_on_and_its_words_are_tracked(playground: str, browser: Browser, tmp_path: Path) -> None:
    watched = watch(browser)  # the browser itself reports each error answer in its console
    page = watched.page
    page.goto(f"{playground}/#/words")
    chooser = page.get_by_label("Add your own: a text (.txt)")
    text = tmp_path / "sky.txt"
    text.write_bytes(b"the sun\0and the moon")
    chooser.set_input_files(text)
    expect(page.get_by_text(re.compile("The file is not a text: it holds NUL characters"))).to_be_visible()
    text.write_text("the sun and the moon are in the sky\na star stands in the sky by night\n" * 40, "utf-8")
    chooser.set_input_files(text)
    expect(page.get_by_role("radio", name=re.compile("^sky"))).to_be_checked()
    expect(page.get_by_text(re.compile("The file is not a text"))).to_have_count(0)

    type_into(page.get_by_role("spinbutton", name="Epochs"), "3")
    page.get_by_label("Words to track").fill("a b c d e f g h i")
    expect(page.get_by_text("at most 8 words; these are 9", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Start training")).to_be_disabled()
    page.get_by_label("Words to track").fill("sun, moon")
    page.get_by_label("Pair to track", exact=True).fill("sun")
    page.get_by_role("button", name="Start training").click()
    expect(page.locator("#field-pair-hint")).to_have_text("two words, or none")
    page.get_by_label("Pair to track", exact=True).fill("sun moon")
    expect(page.locator("#field-pair-hint")).not_to_have_text("two words, or none")
    page.get_by_role("button", name="Start training").click()
    expect(page.get_by_role("button", name="Open its map")).to_be_visible(timeout=TRAINING_MS)
    for word in ("sun", "moon"):
        rows = page.get_by_role("table", name=word).get_by_role("row")
        expect(rows).to_have_count(3)
        expect(rows.first).to_contain_text("epoch 1")
        neighbours_then = rows.last.get_by_role("listitem")
        expect(neighbours_then).to_have_count(6)
        shown = [text.split() for text in neighbours_then.all_inner_texts()]
        told = reported(playground, page, word)
        assert [neighbour for neighbour, _ in shown] == [neighbour for neighbour, _ in told]
        assert [float(number) for _, number in shown] == pytest.approx([number for _, number in told], abs=0.005)
    expect(page.get_by_role("heading", name="Cosine similarity of the tracked pair")).to_be_visible()
    page.get_by_role("button", name="Open its map").click()
    cut = page.get_by_text(re.compile(r"t-SNE with perplexity 3\.67, not 30: at most a third of the 11 others"))
    expect(cut).to_be_visible(timeout=TRAINING_MS)  # the map of the page before is computed first
    watched.context.close()
