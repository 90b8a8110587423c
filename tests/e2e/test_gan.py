"""The GAN page: a training run started, replayed and used by mouse and by keyboard."""

import re
import time

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import TRAINING_MS, Watched, watch
from tests.e2e.test_pages import settle

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PARAMS = {"dataset": "digits", "iterations": 300, "sample_interval": 50}


@pytest.fixture(scope="module")
def run(playground: str) -> str:
    """Id of a finished training run of seven grids on small digits."""
    with httpx.Client(base_url=f"{playground}/api/v1", timeout=30) as api:
        job: str = api.post("/jobs", json={"kind": "gan", "params": PARAMS}).raise_for_status().json()["id"]
        deadline = time.monotonic() + TRAINING_MS / 1000
        while (status := api.get(f"/jobs/{job}").json()["status"]) != "succeeded":
            assert status in {"queued", "running"} and time.monotonic() < deadline, status
            time.sleep(0.2)
    return job


def grid_address(page: Page) -> str:
    style = page.locator(".gan-stage .gan-cell").first.get_attribute("style") or ""
    return re.findall(r"grid-\d+", style)[0]


def test_a_training_run_is_started_and_watched(browser: Browser, playground: str) -> None:
    watched = watch(browser)
    page = watched.page
    page.goto(f"{playground}/#/gan?dataset=digits&iterations=400&sample_interval=100")
    page.get_by_role("button", name="Start training").click()
    page.wait_for_url(re.compile(r"job=\w+"))
    expect(page.get_by_role("status").filter(has_text="finished in")).to_be_visible(timeout=TRAINING_MS)
    expect(page.locator(".gan-strip button")).to_have_count(5)
    page.goto(f"{playground}/#/jobs")
    card = page.get_by_role("listitem").filter(has_text="400 iterations").first
    expect(card).to_contain_text("tutorial network")
    card.get_by_role("link", name="Open as model").click()
    expect(page.get_by_role("heading", name="Latent space")).to_be_visible()
    page.goto(f"{playground}/#/models/{page.url.split('job=')[1]}")
    expect(page.get_by_role("heading", name="Latent space")).to_be_visible()
    assert not watched.complaints
    watched.context.close()


def test_the_page_opens_with_the_shipped_run_and_changes_to_ones_own(window: Watched, playground: str, run: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/gan?job=pretrained-mnist-gan")
    settle(page)
    assert grid_address(page) == "grid-005000"
    expect(page.get_by_role("heading", name="Discriminator: real or generated?")).to_be_visible()
    expect(page.locator(".gan-probability strong")).to_have_text(re.compile(r"D\(x\) = \d+\s%"))
    page.get_by_role("slider", name="Iteration").focus()
    page.keyboard.press("Home")
    assert grid_address(page) == "grid-000000"
    page.get_by_role("combobox", name="training run").select_option(run)
    page.wait_for_url(re.compile(run))
    expect(page.get_by_role("status").filter(has_text="finished in")).to_be_visible()
    assert grid_address(page) == "grid-000300"


def test_the_slider_takes_grid_and_curves_back_together(window: Watched, playground: str, run: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/gan?job={run}")
    settle(page)
    assert grid_address(page) == "grid-000300"
    slider = page.get_by_role("slider", name="Iteration")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "iteration 200")
    assert grid_address(page) == "grid-000200" and "at=200" in page.url
    events = httpx.get(f"{playground}/api/v1/jobs/{run}/events?limit=1000").json()["items"]
    told = [event["data"] for event in events if event["type"] == "metric" and event["data"]["scope"] == "interval"]
    diversity = next(data["values"]["diversity"] for data in told if data["step"] == 200)
    expect(page.get_by_text(f"Mean pairwise distance of the generated images: {diversity:.3f}")).to_be_visible()

    page.locator(".gan-stage .gan-grid button").nth(7).click()
    expect(page.get_by_role("heading", name="The image in row 2, column 3 over the iterations")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert "cell=8" in page.url
    page.reload()
    settle(page)
    assert grid_address(page) == "grid-000200"
    expect(page.get_by_role("heading", name="The image in row 2, column 4 over the iterations")).to_be_visible()

    page.get_by_role("button", name="Play").click()
    expect(slider).to_have_attribute("aria-valuetext", "iteration 300")
    film = httpx.get(page.get_by_role("link", name="WebP").evaluate("link => link.href"))
    assert (film.headers["content-type"], film.content[:4]) == ("image/webp", b"RIFF")


def test_latent_vectors_are_interpolated_and_sampled(window: Watched, playground: str, run: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/gan?job={run}")
    between = page.get_by_role("img", name="Interpolation between two images")
    expect(between).to_have_attribute("width", "80")
    before = between.evaluate("canvas => canvas.toDataURL()")
    page.get_by_role("group", name="Images to interpolate between").get_by_role("button").nth(12).click()
    expect(page.get_by_role("button", name="from: row 3, column 3. Choose another")).to_be_visible()
    assert "corners=12%2C24" in page.url or "corners=12,24" in page.url
    page.wait_for_function("old => document.querySelector('.gan-images').toDataURL() !== old", arg=before)
    page.get_by_role("button", name="Interpolation between four").click()
    expect(page.get_by_role("img", name="Interpolation between four images")).to_have_attribute("height", "56")
    page.get_by_role("button", name="New samples").click()
    expect(page.get_by_role("img", name="40 generated images, seed 0")).to_be_visible()
    page.get_by_role("button", name="New noise").click()
    expect(page.get_by_role("img", name="40 generated images, seed 1")).to_be_visible()
    assert "noise=1" in page.url
    for former, label in (("way", "Interpolation between two images"), ("surface", "Interpolation between four images")):
        page.goto(f"{playground}/#/gan?job={run}&view={former}")
        expect(page.get_by_role("img", name=label)).to_be_visible()


def test_a_drawn_digit_is_discriminated_by_mouse_and_by_keyboard(window: Watched, playground: str, run: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/gan?job={run}")
    probability = page.locator(".gan-probability strong")
    expect(probability).to_have_text(re.compile(r"\d+\s%"))
    page.get_by_role("button", name="Clear").click()
    expect(probability).to_have_count(0)
    pad = page.get_by_role("img", name=re.compile("^Draw a digit"))
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.8 * box["height"], steps=8)
    page.mouse.up()
    expect(probability).to_have_text(re.compile(r"\d+\s%"))
    drawn = pad.evaluate("canvas => canvas.toDataURL()")
    pad.focus()
    for key in (" ", "ArrowRight", "ArrowRight", "ArrowDown", " "):
        page.keyboard.press(key)
    assert pad.evaluate("canvas => canvas.toDataURL()") != drawn
    page.get_by_role("button", name="Real image").click()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text(re.compile(r"real images \d+\s%"))).to_be_visible()


def test_too_many_grids_are_an_error_in_words(browser: Browser, playground: str, run: str) -> None:
    watched = watch(browser)
    watched.page.goto(f"{playground}/#/gan?job={run}&iterations=5000&sample_interval=1")
    watched.page.get_by_role("button", name="Start training").click()
    expect(watched.page.get_by_role("alert").last).to_contain_text("5,000 grids would be kept; at most 500 are allowed")
    watched.context.close()
