"""What a page opens on, who started a run, and what happens after “Start”; two browsers at one playground."""

import re

import httpx
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import TRAINING_MS, type_into, watch

GAN = "#/gan?dataset=digits&iterations=200&sample_interval=100"


def is_in_view(page: Page, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return -1 <= box["y"] <= page.viewport_size["height"] - box["height"]  # type: ignore[index]


def run_in_address(page: Page) -> str:
    return page.url.split("job=")[1].split("&")[0]


def test_a_page_opens_on_this_browsers_run_or_the_shipped_one_and_says_who_started_it(browser: Browser, playground: str) -> None:
    ada, ben = watch(browser), watch(browser)
    ada.page.goto(f"{playground}/{GAN}")
    type_into(ada.page.get_by_label("Name of this run", exact=True), "my digits")
    type_into(ada.page.get_by_label("Started by", exact=True), "Ada")
    ada.page.get_by_role("button", name="Start training").click()
    ada.page.wait_for_url(re.compile(r"job=\w+"))
    run = run_in_address(ada.page)

    # The view goes to the run, and the settings stay.
    expect(ada.page.locator(".run-head")).to_be_visible()
    assert is_in_view(ada.page, ".run-head")
    for setting in ("dataset=digits", "iterations=200", "sample_interval=100", "name=my%20digits"):
        assert setting in ada.page.url.replace("+", "%20")
    expect(ada.page.get_by_role("status").filter(has_text="finished in")).to_be_visible(timeout=TRAINING_MS)

    job = httpx.get(f"{playground}/api/v1/jobs/{run}").json()
    assert (job["name"], job["started_by"]) == ("my digits", "Ada")

    for page, opened in ((ada.page, run), (ben.page, "pretrained-mnist-gan")):
        page.goto("about:blank")
        page.goto(f"{playground}/#/gan")
        expect(page.get_by_label("training run")).to_have_value(opened)
    groups = ben.page.get_by_label("training run").locator("optgroup")
    assert [one.get_attribute("label") for one in groups.all()] == ["Shipped", "Started elsewhere"]
    expect(groups.last).to_contain_text("my digits, by Ada")

    ben.page.goto(f"{playground}/#/jobs")
    expect(ben.page.get_by_role("listitem").filter(has_text="my digits").first).to_contain_text("by Ada")
    expect(ada.page.get_by_label("Started by", exact=True)).to_have_value("Ada")  # kept over the reload
    for one in (ada, ben):
        assert not one.complaints
        one.context.close()


def test_a_failed_run_is_not_what_a_page_opens_on(browser: Browser, playground: str) -> None:
    window = watch(browser)
    page = window.page
    page.goto(f"{playground}/#/gan?dataset=digits&iterations=50000")
    page.get_by_role("button", name="Start training").click()
    page.wait_for_url(re.compile(r"job=\w+"))
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("status").filter(has_text="cancelled")).to_be_visible(timeout=TRAINING_MS)
    page.goto("about:blank")
    page.goto(f"{playground}/#/gan")
    expect(page.get_by_label("training run")).to_have_value("pretrained-mnist-gan")
    assert not window.complaints
    window.context.close()


def test_the_view_goes_to_the_run_of_every_kind(browser: Browser, playground: str) -> None:
    window = watch(browser)
    page = window.page
    for address in (
        "cnn?dataset=photo-patches&epochs=1",
        "words?dataset=lee-background&epochs=1",
        "train/glove?dataset=lee-background&epochs=1",
    ):
        page.goto("about:blank")
        page.goto(f"{playground}/#/{address}")
        page.get_by_role("button", name="Start training").click()
        page.wait_for_url(re.compile(r"job=\w+"))
        expect(page.locator(".run-head")).to_be_visible()
        assert is_in_view(page, ".run-head"), address
        page.go_back()
        expect(page.get_by_role("button", name="Start training")).to_be_visible()
        assert address in page.url
        httpx.post(f"{playground}/api/v1/jobs/{httpx.get(f'{playground}/api/v1/jobs').json()['items'][0]['id']}/cancel")
    assert not window.complaints
    window.context.close()
