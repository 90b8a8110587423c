"""Every place that takes an image: real files chosen, dropped and pasted, files that are no image, a reload, a link, blocked storage."""

import base64
import re
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect

from backend.imaging.found_type import READ_HERE
from tests.e2e.conftest import Watched, launch, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PLACES = {
    "kernels": "kernels",
    "pooling": "pooling",
    "classifier": "models/pretrained-cifar10-cnn",
    "discriminator": "models/pretrained-mnist-gan",
}
READ = f"{READ_HERE} images are."
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)
NOT_IMAGES = {
    "photo.heic": (HEIC, "a HEIC image"),
    "paper.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF document"),
    "notes.txt": (b"no image at all", "text"),
    "photo.jpg": (HEIC, "a HEIC image"),
}


def encoded(pixels: np.ndarray, format: str, **options: object) -> bytes:
    file = BytesIO()
    Image.fromarray(pixels).save(file, format, **options)
    return file.getvalue()


def photo(seed: int, height: int = 30, width: int = 50) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files as people have them."""
    turned = Image.Exif()
    turned[0x0112] = 6
    for name, content in {
        "one.png": encoded(photo(1), "PNG"),
        "two.png": encoded(photo(2, 20, 20), "PNG"),
        "three.tif": encoded(photo(3), "TIFF"),
        "turned.jpg": encoded(photo(4, 30, 60), "JPEG", exif=turned),
        "huge.jpg": encoded(photo(5, 1500, 3000), "JPEG", quality=50),
        "moving.gif": encoded(photo(6, 12, 18), "GIF", save_all=True, append_images=[Image.fromarray(photo(7, 12, 18))]),
        "cut.png": encoded(photo(8), "PNG")[:200],
        **{name: content for name, (content, _) in NOT_IMAGES.items()},
    }.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def choose(page: Page, *files: Path) -> None:
    field = page.locator(".image-input input[type=file]").first
    field.set_input_files([*files] if len(files) > 1 else files[0])
    expect(field).to_have_value("")  # else a browser does not report the same file when it is chosen again


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    """As a browser hands over what is dropped on the page; nobody else can make such an event."""
    page.evaluate(
        """files => {
          const transfer = new DataTransfer();
          for (const [name, content] of files) {
            const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
            const ending = name.split(".").pop();
            const type = { png: "image/png", jpg: "image/jpeg", pdf: "application/pdf", txt: "text/plain" }[ending] ?? "";
            transfer.items.add(new File([bytes], name, { type }));
          }
          document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }""",
        [[name, base64.b64encode(content).decode()] for name, content in files],
    )


def paste(page: Page, name: str, content: bytes) -> None:
    page.evaluate(
        """([name, content]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], name, { type: "image/png" }));
          document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
        }""",
        [name, base64.b64encode(content).decode()],
    )


def own(page: Page) -> str:
    """The hash of the own image in the address."""
    return (re.findall(r"own=(\w+)", page.url) or [""])[0]


def open_place(page: Page, playground: str, place: str, query: str = "") -> None:
    page.goto(f"{playground}/#/{place}{query}")
    expect(page.locator(".image-input").first).to_be_visible()


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_files_of_every_kind_are_taken_or_named(browser: Browser, playground: str, folder: Path, place: str) -> None:
    watched = watch(browser)
    page = watched.page
    rejected: list[str] = []
    page.on("response", lambda answer: rejected.append(answer.url) if answer.status == 415 else None)
    open_place(page, playground, place)
    choose(page, folder / "one.png")
    expect(page).to_have_url(re.compile("own="))
    first = own(page)
    for name, (content, found) in NOT_IMAGES.items():
        choose(page, folder / name)
        expect(page.get_by_role("alert").filter(has_text=f"{name}: The file is {found}, which is not read here; {READ}")).to_be_visible()
        assert own(page) == first, "the good image stays"
        drop(page, (name, content))
        expect(page.get_by_role("alert").filter(has_text=found)).to_be_visible()
    assert len(rejected) == 2 * len(NOT_IMAGES), "each file is asked about once, not by every figure of the page"
    choose(page, folder / "cut.png")
    expect(page.get_by_role("alert").filter(has_text="damaged")).to_be_visible()
    broken = "images => images.filter((one) => one.src && one.complete && one.naturalWidth === 0).length"
    assert page.locator("img").evaluate_all(broken) == 0
    choose(page, folder / "three.tif")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page).not_to_have_url(re.compile(first))
    # The same file again, after another one.
    choose(page, folder / "one.png")
    expect(page).to_have_url(re.compile(first))
    paste(page, "image.png", (folder / "two.png").read_bytes())
    expect(page).not_to_have_url(re.compile(first))
    pasted = own(page)
    page.reload()
    expect(page.locator(".image-input").first).to_be_visible()
    expect(page.get_by_text("links do not carry")).to_have_count(0)
    assert own(page) == pasted
    link = page.url
    watched.context.close()

    other = watch(browser)
    other.page.goto(link)
    expect(other.page.get_by_text("This link was made with an image of the sender’s own, which links do not carry")).to_be_visible()
    other.context.close()


def size_of(page: Page, alt: str) -> list[int]:
    image = page.get_by_alt_text(alt)
    size: list[int] = image.evaluate("one => [one.naturalWidth, one.naturalHeight]")
    return size


def test_what_is_shown_is_what_is_filtered(window: Watched, playground: str, folder: Path) -> None:
    page = window.page
    open_place(page, playground, "kernels", "?kernel=identity")
    captions = page.locator(".kernel-images figcaption")
    for name, width, height in (("turned.jpg", 30, 60), ("moving.gif", 18, 12), ("three.tif", 50, 30)):
        choose(page, folder / name)
        expect(captions.first).to_have_text(f"input f, {width}×{height}")
        expect(captions.last).to_have_text(f"output C, {width}×{height}")
        assert size_of(page, "Input image") == size_of(page, "Filtered image") == [width, height]
        same = """async () => {
          const pixels = async (alt) => {
            const bitmap = await createImageBitmap(document.querySelector(`img[alt="${alt}"]`));
            const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
            context.drawImage(bitmap, 0, 0);
            return context.getImageData(0, 0, bitmap.width, bitmap.height).data.join();
          };
          return (await pixels("Input image")) === (await pixels("Filtered image"));
        }"""
        assert page.evaluate(same)


def test_a_huge_photo_is_scaled_down_and_of_several_files_one_is_named(window: Watched, playground: str, folder: Path) -> None:
    page = window.page
    open_place(page, playground, "kernels")
    choose(page, folder / "huge.jpg")
    expect(page.get_by_text("The image of 3000×1500 pixels was scaled down to 1600×800.")).to_be_visible()
    expect(page.locator(".kernel-images figcaption").first).to_have_text("input f, 1600×800")
    drop(page, *((name, (folder / name).read_bytes()) for name in ("notes.txt", "one.png", "two.png")))
    expect(page.get_by_text("3 files were given; one.png is shown.")).to_be_visible()
    drop(page)
    expect(page.get_by_role("alert").filter(has_text="What was dropped is not a file")).to_be_visible()
    expect(page.locator(".kernel-images figcaption").first).to_have_text("input f, 50×30")


def test_blocked_storage_is_said_and_the_page_goes_on(browser: Browser, playground: str, folder: Path) -> None:
    watched = watch(browser)
    page = watched.page
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('blocked', 'SecurityError'); } })")
    open_place(page, playground, "kernels")
    choose(page, folder / "one.png")
    expect(page.get_by_text("after a reload this one has to be chosen again")).to_be_visible()
    expect(page.locator(".kernel-images figcaption").first).to_have_text("input f, 50×30")
    page.reload()
    expect(page.get_by_text("a sample is shown")).to_be_visible()
    expect(page.get_by_alt_text("Filtered image")).to_be_visible()
    watched.context.close()


def test_a_photo_of_the_camera_is_an_image_like_any_other(playwright: Playwright, playground: str) -> None:
    """The camera is Chromium's own for tests, a moving pattern."""
    with_camera = launch(playwright, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    watched = watch(with_camera)
    page = watched.page
    open_place(page, playground, "kernels")
    page.get_by_role("button", name="Camera …").first.click()
    page.get_by_role("button", name="Take photo").click()
    expect(page).to_have_url(re.compile("own="))
    expect(page.get_by_text(re.compile(r"output C, (\d+)×\1"))).to_be_visible()
    page.reload()
    expect(page.get_by_text(re.compile(r"output C, (\d+)×\1"))).to_be_visible()
    assert own(page)
    assert not watched.complaints
    with_camera.close()
