"""Section IV: a number on a page is the number of the formula, the window, the API and the image that can be saved."""

import re
from io import BytesIO
from pathlib import Path

import httpx
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Watched

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PIXELS = np.random.default_rng(3).integers(0, 256, (24, 31, 3), dtype=np.uint8)
SETTINGS = {
    "as-printed": {},
    "convolution": {"operation": "convolve", "kernel": "emboss"},
    "stride-and-dilation": {"kernel": "sobel-x", "stride": "3", "dilation": "2", "padding": "valid"},
    "activation": {"kernel": "sobel-y", "activation": "tanh", "normalization": "centre"},
    "grey": {"kernel": "box-blur", "channels": "grey", "border": "reflect"},
    "stretched": {"kernel": "laplacian", "normalization": "stretch", "activation": "relu"},
}

FUNCTIONS = {"tanh": np.tanh, "relu": lambda x: np.maximum(x, 0)}


def png() -> bytes:
    file = BytesIO()
    Image.fromarray(PIXELS).save(file, "PNG")
    return file.getvalue()


def fields(settings: dict[str, str]) -> dict[str, str]:
    return {"kernel": "ridge", **{("border_mode" if name == "border" else name): value for name, value in settings.items()}}


def listed(text: str) -> list[float]:
    """`… red 5, green 6, blue -7.` as numbers."""
    return [float(number) for number in re.findall(r"(?:red|green|blue|grey) (-?\d+(?:\.\d+)?(?:e-?\d+)?)", text)]


def shown_pixels(page: Page) -> np.ndarray:
    """The filtered image of the page, as a browser decodes it."""
    width, height, *values = page.evaluate("""async () => {
      const bitmap = await createImageBitmap(document.querySelector('img[alt="Filtered image"]'));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      context.drawImage(bitmap, 0, 0);
      return [bitmap.width, bitmap.height, ...context.getImageData(0, 0, bitmap.width, bitmap.height).data];
    }""")
    return np.array(values).reshape(height, width, 4)[..., :3]


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_formula_window_api_and_image_agree(window: Watched, playground: str, tmp_path: Path, settings: dict[str, str]) -> None:
    page = window.page
    (tmp_path / "own.png").write_bytes(png())
    query = "&".join(f"{name}={value}" for name, value in {**settings, "row": 3, "column": 5}.items())
    page.goto(f"{playground}/#/kernels?{query}")
    page.locator(".image-input input[type=file]").set_input_files(tmp_path / "own.png")
    expect(page.locator(".kernel-images figcaption").first).to_have_text("input f, 31×24")
    with httpx.Client(base_url=f"{playground}/api/v1", timeout=30) as api:
        files = {"image": ("own.png", png())}
        window_answer = api.post("/convolution/window", files=files, data={**fields(settings), "row": 3, "column": 5}).json()
        from_api = np.asarray(Image.open(BytesIO(api.post("/convolve", files=files, data=fields(settings)).content)).convert("RGB"))
        size = api.get(
            "/convolution/output-size",
            params={
                "input": 31,
                "kernel": 3,
                "padding": settings.get("padding", "same"),
                "stride": settings.get("stride", 1),
                "dilation": settings.get("dilation", 1),
            },
        ).json()
    output = page.get_by_text(re.compile("^Output pixel, "))
    expected = ", ".join(str(value) for value in window_answer["output"][:1])
    expect(output).to_contain_text(expected)
    assert listed(output.inner_text()) == window_answer["output"]
    sums = listed(page.get_by_text(re.compile("Weighted sums: ")).inner_text().split("sums:")[1])
    np.testing.assert_allclose(sums, window_answer["sums"], rtol=1e-5, atol=1e-5)
    activation = page.get_by_text(re.compile(r"^Activation 255·f\(v/255\), so that white is 1, with f = "))
    expect(activation).to_have_count(1 if "activation" in settings else 0)
    if "activation" in settings:
        values = 255 * FUNCTIONS[settings["activation"]](np.array(window_answer["sums"]) / 255)
        np.testing.assert_allclose(listed(activation.inner_text()), values, rtol=1e-5, atol=1e-4)
    np.testing.assert_array_equal(shown_pixels(page), from_api)
    pixel = from_api[3, 5].tolist()
    assert pixel == (window_answer["output"] if len(window_answer["output"]) == 3 else 3 * window_answer["output"])

    formula = page.get_by_label(re.compile(r"^C\(5, 3\) = ")).get_attribute("aria-label") or ""
    left, result = formula.removeprefix("C(5, 3) = ").rsplit(" = ", 1)
    terms = [float(np.prod([float(factor.strip("()")) for factor in term.split("·")])) for term in left.split(" + ")]
    assert sum(terms) == pytest.approx(float(result), rel=1e-4, abs=1e-3)
    assert float(result) == pytest.approx(window_answer["sums"][0], rel=1e-5, abs=1e-5)

    caption = page.locator(".kernel-images figcaption").last.inner_text()
    assert caption == f"output C, {from_api.shape[1]}×{from_api.shape[0]}"
    assert from_api.shape[1] == size["output_size"]
    expect(page.get_by_label(size["formula"], exact=True)).to_be_visible()


def test_uncovered_pixels_are_said(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/pooling?input=31&kernel=1&step=5")
    gaps = "1–4, 6–9, 11–14, 16–19, 21–24, 26–29"
    expect(page.get_by_text(f"No window covers 24 of the 31 input pixels (counted from 0: {gaps}).")).to_be_visible()


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        ("3", "It takes 1 multiplication per pixel."),
        ("1,2,1", "It takes 3 multiplications per pixel, and separating it saves none."),
        ("1,2,1;2,4,2;1,2,1", "It is separable"),
    ],
)
def test_what_is_said_of_a_kernel_is_true_of_it(window: Watched, playground: str, matrix: str, said: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels?matrix={matrix}&padding=valid")
    expect(page.get_by_text(re.compile(re.escape(said)))).to_be_visible()


def test_controls_and_loss_are_in_words(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels")
    expect(page.get_by_label("Operation").locator("option")).to_have_text(["cross-correlation", "convolution"])
    page.goto(f"{playground}/#/models/pretrained-cifar10-cnn")
    loss = page.locator(".facts div").filter(has_text="Test loss (cross-entropy)").locator("dd")
    expect(loss).to_have_text("0.447")
    expect(page.get_by_text("Both loss curves contain label smoothing 0.05")).to_be_visible()


@pytest.mark.parametrize("address", ["", "models", "models/pretrained-cifar10-cnn"])
def test_the_jpeg_copies_are_said_where_the_accuracy_stands(window: Watched, playground: str, address: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/{address}")
    expect(page.get_by_text(re.compile(r"85\.8\s%")).first).to_be_visible()
    expect(page.get_by_text("Trained and evaluated on JPEG copies of the CIFAR-10 images").first).to_be_visible()


def test_a_feature_map_is_pooled_and_its_shift_measured(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/pooling?map=sobel-x&repeat=2&shift=2")
    expect(page.get_by_alt_text("Feature map before pooling")).to_be_visible()
    expect(page.get_by_text("Output size 127×127 → 63×63")).to_be_visible()
    with httpx.Client(base_url=f"{playground}/api/v1", timeout=30) as api:
        photo = api.get("/photos").json()[0]["image_url"].removeprefix("/api/v1")
        files = {"image": ("photo.png", api.get(photo).content)}
        measured = api.post("/convolution/translation", files=files, data={"kernel": "sobel-x", "shift": 2}).json()
    rows = page.locator("table.translation tbody tr")
    for i, one in enumerate(measured["pooled"]):
        expect(rows.nth(i)).to_contain_text(f"{100 * one['change']:.1f}")
        expect(rows.nth(i)).to_contain_text(f"{100 * one['unchanged']:.1f}")
    changes = [one["change"] for one in measured["pooled"]]
    assert changes == sorted(changes, reverse=True)
    expect(page.get_by_text("feature map of the shifted image: 0 grey values")).to_be_visible()


def test_the_layer_table_and_the_count_of_weights_agree(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/cnn?side=32")
    first = page.locator("table.model-summary tbody tr").filter(has=page.get_by_text("conv2d", exact=True))
    expect(first.locator("td").nth(4)).to_contain_text("896")
    expect(first.locator("td").nth(5)).to_have_text("3,584")
    expect(page.get_by_label("(3·3·3 + 1)·32 = 896").first).to_be_visible()
    expect(page.get_by_label("(32·32·3 + 1)·30·30·32 = 88,502,400")).to_be_visible()
    expect(page.get_by_text("The tutorial’s printed log")).to_be_visible()
    expect(page.locator("table.printed-log tbody tr").last).to_contain_text("0.8865")
