"""The walk of a person who trains the network for the first time."""

import base64
import io
import re
import zipfile
from typing import Any

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import TRAINING_MS, Watched, type_into, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

DROP = """async ({ target, bytes, name }) => {
  const file = new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name, { type: "image/png" });
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  for (const type of ["dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}"""


def start_training(page: Page, epochs: int) -> str:
    """Sets the epochs, starts the training, and returns its id."""
    type_into(page.get_by_label("Epochs", exact=True), str(epochs))
    page.get_by_role("button", name="Start training").click()
    page.wait_for_url(re.compile(r"job=\w+"))
    return page.url.split("job=")[1].split("&")[0]


def drop_image(page: Page, image: bytes) -> None:
    target = page.locator(".drop").element_handle()
    page.evaluate(DROP, {"target": target, "bytes": base64.b64encode(image).decode(), "name": "dropped.png"})


def loss_chart(page: Page) -> Locator:
    return page.get_by_role("img", name=re.compile("^Loss over the epochs"))


def test_a_training_is_watched_to_its_feature_maps(window: Watched, browser: Browser, playground: str) -> None:
    page = window.page
    page.goto(playground)
    page.get_by_role("link", name="4.3 Image classification").click()
    page.get_by_role("radio", name=re.compile("Photo patches")).check()
    expect(page.locator(".image-grid img")).to_have_count(25)
    expect(page.get_by_text("122,570", exact=True).first).to_be_visible()

    job = start_training(page, epochs=2)
    expect(page.get_by_role("status").filter(has_text=re.compile(r"epoch \d of 2"))).to_be_visible(timeout=TRAINING_MS)
    expect(loss_chart(page)).to_have_accessible_name(re.compile("training "), timeout=TRAINING_MS)
    first = loss_chart(page).get_attribute("aria-label")
    expect(loss_chart(page)).not_to_have_accessible_name(first or "", timeout=TRAINING_MS)

    page.reload()
    expect(loss_chart(page)).to_have_accessible_name(re.compile("training "))
    other = watch(browser, width=390, height=844)
    other.page.goto(f"{playground}/#/cnn?job={job}")
    expect(loss_chart(other.page)).to_have_accessible_name(re.compile("training "))

    for device in (page, other.page):
        expect(device.get_by_role("status").filter(has_text="finished in")).to_be_visible(timeout=TRAINING_MS)
        expect(loss_chart(device)).to_have_accessible_name(re.compile(r"training [\d.]+, validation [\d.]+"))
    assert not other.complaints
    other.context.close()

    classify_a_dropped_image(page, playground)
    open_feature_maps(page)


def classify_a_dropped_image(page: Page, playground: str) -> None:
    """A crop of the test split, without its label."""
    rows: list[dict[str, Any]] = httpx.get(f"{playground}/api/v1/datasets/photo-patches/samples?count=50&split=test").json()
    rocket = next(row for row in rows if row["label"] == "rocket")
    drop_image(page, httpx.get(playground + rocket["image_url"]).content)
    best = page.get_by_role("list", name="Most probable classes").get_by_role("listitem")
    expect(best).to_have_count(5)
    expect(best.first).to_contain_text("rocket")


def open_feature_maps(page: Page) -> None:
    page.get_by_role("tab", name=re.compile("^conv2d_1")).click()
    expect(page.locator(".maps canvas")).to_have_count(64)
    page.locator(".map-large canvas").hover(position={"x": 40, "y": 40})
    expect(page.get_by_text(re.compile(r"row \d+, column \d+: \d"))).to_be_visible()
    assert "layer=conv2d_1" in page.url


def test_a_running_job_is_cancelled_and_kept(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/cnn?dataset=photo-patches")
    job = start_training(page, epochs=50)
    expect(page.get_by_role("status").filter(has_text="epoch 1 of 50")).to_be_visible(timeout=TRAINING_MS)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("status").filter(has_text="cancelled at epoch")).to_be_visible(timeout=10_000)

    page.get_by_role("navigation", name="Workshop").get_by_role("link", name="Jobs").click()
    card = page.get_by_role("listitem").filter(has=page.locator(f'a[href="#/jobs/{job}"]'))
    expect(card).to_contain_text("cancelled at epoch")
    card.get_by_role("button", name="Delete").click()
    card.get_by_role("button", name="Delete").click()
    expect(card).to_have_count(0)
    assert httpx.get(f"{playground}/api/v1/jobs/{job}").status_code == 404


def zip_of_classes() -> bytes:
    """Twelve shades of each of two colours, in a folder a colour."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for label, (red, blue) in {"red": (1, 0), "blue": (0, 1)}.items():
            for number in range(12):
                image = io.BytesIO()
                shade = 120 + 10 * number
                Image.new("RGB", (40, 40), (red * shade, 30, blue * shade)).save(image, "PNG")
                archive.writestr(f"{label}/{number}.png", image.getvalue())
    return packed.getvalue()


def test_own_images_become_a_data_set(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/cnn")
    page.get_by_label("Add your own: a zip of class folders").set_input_files(
        {"name": "colours.zip", "mimeType": "application/zip", "buffer": zip_of_classes()}
    )
    expect(page.get_by_role("radio", name=re.compile("colours"))).to_be_checked()
    expect(page.locator(".image-grid").get_by_text("blue").first).to_be_visible()


def test_a_confusion_opens_its_images(window: Watched, playground: str, trained: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/models/{trained}")
    page.get_by_role("button", name=re.compile("^rocket predicted as rocket")).click()
    expect(page.get_by_role("heading", name="rocket predicted correctly")).to_be_visible()
    expect(page.locator(".tiles img").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="rocket predicted correctly")).to_be_visible()


def test_a_run_without_epochs_counts_its_iterations(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/train/gan?dataset=digits&iterations=1500&sample_interval=500")
    expect(page.get_by_text("1,500 iterations", exact=True)).to_be_visible()
    page.get_by_role("button", name="Start training").click()
    status = page.get_by_role("status")
    expect(status.filter(has_text=re.compile(r"^iteration [\d,]+ of 1,500 · [\d.]+ m?s per iteration"))).to_be_visible(timeout=TRAINING_MS)
    expect(page.get_by_role("img", name=re.compile("^Generator loss over the iterations. training "))).to_be_visible(timeout=TRAINING_MS)
    expect(status.filter(has_text="finished in")).to_be_visible(timeout=TRAINING_MS)
    expect(page.get_by_text("after iteration 1,500")).to_be_visible()
    page.get_by_role("link", name="Open the model").click()
    page.wait_for_url(re.compile(r"#/gan\?job=\w+"))
