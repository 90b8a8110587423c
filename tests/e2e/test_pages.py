"""The pages without a mouse, in both looks, on narrow screens, and when there is nothing to show."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import SCREENSHOTS, Watched, type_into, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FIRST_PAGE_BYTES = 250_000


def test_the_set_up_is_worked_with_the_keyboard_alone(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/cnn?dataset=photo-patches")
    expect(page.get_by_text("122,570", exact=True).first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()

    page.get_by_label("Epochs", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowUp")
    expect(page.get_by_label("Epochs", exact=True)).to_have_value("19")
    assert "epochs=19" in page.url

    page.get_by_role("button", name=re.compile("change conv2d$")).focus()
    page.keyboard.press("Enter")
    page.get_by_label("conv2d: filters", exact=True).focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_text("(3·3·3 + 1)·33")).to_be_visible()


def test_a_network_that_does_not_fit_says_where(browser: Browser, playground: str) -> None:
    watched = watch(browser)
    page = watched.page
    page.goto(f"{playground}/#/cnn?dataset=photo-patches")
    page.get_by_role("button", name=re.compile("change conv2d_2$")).click()
    type_into(page.get_by_label("conv2d_2: kernel"), "9")
    expect(page.get_by_role("alert").filter(has_text="9×9 does not fit on 6×6")).to_be_visible()
    expect(page.get_by_role("button", name="Start training")).to_be_disabled()
    watched.context.close()


def test_a_wrong_number_is_explained_and_not_sent(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/cnn?dataset=photo-patches")
    type_into(page.get_by_label("Epochs", exact=True), "0")
    page.get_by_label("Epochs", exact=True).blur()
    expect(page.get_by_text("allowed: from 1 to 500; still 10", exact=True)).to_be_visible()
    expect(page.get_by_label("Epochs", exact=True)).to_have_value("0")
    expect(page.get_by_text("This cannot be trained yet. Epochs: allowed: from 1 to 500.")).to_be_visible()
    expect(page.get_by_role("button", name="Start training")).to_be_disabled()
    assert "epochs" not in page.url


def test_the_look_is_remembered(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(playground)
    page.get_by_role("button", name="Change to the dark look").click()
    page.reload()
    expect(page.get_by_role("button", name="Change to the light look")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_an_unknown_job_is_said_in_words(browser: Browser, playground: str) -> None:
    watched = watch(browser)
    watched.page.goto(f"{playground}/#/jobs/00000000000000000000000000000000")
    expect(watched.page.get_by_role("alert")).to_contain_text("There is no job")
    watched.context.close()


def test_the_documentation_of_the_api_opens_without_a_network(window: Watched, playground: str) -> None:
    window.page.goto(f"{playground}/docs")
    expect(window.page.get_by_text("/api/v1/jobs", exact=True).first).to_be_visible()


def test_the_first_page_is_small(window: Watched, playground: str) -> None:
    """Pages, styles, scripts and fonts over the wire; what the figures then ask of the API is theirs."""
    sizes: dict[str, float] = {}
    urls: dict[str, str] = {}
    session = window.context.new_cdp_session(window.page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({urls[event["requestId"]]: event["encodedDataLength"]}))
    window.page.goto(playground)
    window.page.wait_for_load_state("networkidle")
    total = sum(size for url, size in sizes.items() if "/api/" not in url)
    assert total <= FIRST_PAGE_BYTES, sizes


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 360])
def test_every_page_fits_its_window(browser: Browser, playground: str, trained: str, width: int, scheme: str) -> None:
    pages = {
        "home": "#/",
        "cnn": "#/cnn",
        "run": f"#/cnn?job={trained}",
        "train": "#/train/glove",
        "train-run": f"#/train/cnn?job={trained}",
        "jobs": "#/jobs",
        "job": f"#/jobs/{trained}",
        "models": "#/models",
        "model": f"#/models/{trained}",
    }
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    watched = watch(browser, width=width, height=844, scheme=scheme)
    for name, address in pages.items():
        watched.page.goto(f"{playground}/{address}")
        settle(watched.page)
        watched.page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert not watched.complaints
    watched.context.close()


def settle(page: Page) -> None:
    """Nothing is awaited any more."""
    page.wait_for_load_state("networkidle")
    expect(page.locator(".waiting")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("main")).not_to_have_text(re.compile("undefined|NaN"))
