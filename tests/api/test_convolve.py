"""Images through filters over HTTP, pixel by pixel against SciPy: §4.1, acceptance rows 39 to 43."""

import json
import time
from io import BytesIO
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image
from scipy import ndimage, signal

from tests.api.test_kernels import TUTORIAL
from tests.api.test_problems import problem_of

JSON = {"Accept": "application/json"}
PIXELS = np.random.default_rng(0).integers(0, 256, (40, 56, 3), dtype=np.uint8)


def encoded(pixels: np.ndarray, format: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    Image.fromarray(pixels).save(file, format, **options)
    return file.getvalue()


IMAGE = encoded(PIXELS)


def post(client: httpx.Client, path: str = "/convolve", image: bytes = IMAGE, **fields: Any) -> httpx.Response:
    return client.post(path, files={"image": ("x.png", image)}, data=fields)


def pixels_of(answer: httpx.Response) -> np.ndarray:
    assert answer.headers["content-type"] == "image/png", answer.text
    return np.asarray(Image.open(BytesIO(answer.content)))


def filtered(weights: np.ndarray, pixels: np.ndarray = PIXELS, mode: str = "constant") -> np.ndarray:
    """Cross-correlation of each channel, by SciPy."""
    return np.stack([ndimage.correlate(pixels[..., c].astype(float), weights, mode=mode) for c in range(3)], axis=-1)


def luma(pixels: np.ndarray) -> np.ndarray:
    """ITU-R BT.601, unrounded."""
    return np.asarray((pixels.astype(int) @ [299, 587, 114]) / 1000)


def assert_rounded_once(given: np.ndarray, values: np.ndarray) -> None:
    """But for halves, of which the order of a sum decides."""
    halves = np.abs(values % 1 - 0.5) < 1e-9
    np.testing.assert_array_equal(given[~halves], as_pixels(values)[~halves])
    np.testing.assert_allclose(given, np.clip(values, 0, 255), atol=0.5 + 1e-9)


def as_pixels(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("kernel", TUTORIAL)
def test_the_tutorials_kernels_give_the_pixels_of_scipy(client: httpx.Client, kernel: str) -> None:
    row = next(one for one in client.get("/kernels").json() if one["id"] == kernel)
    expected = filtered(np.array(row["matrix"]) / row["divisor"])
    given = pixels_of(post(client, kernel=kernel))
    assert given.shape == PIXELS.shape
    np.testing.assert_array_equal(given, as_pixels(expected))


@pytest.mark.parametrize(("border_mode", "mode"), [("zero", "constant"), ("reflect", "mirror"), ("replicate", "nearest"), ("wrap", "wrap")])
def test_border_modes_are_filled_as_in_scipy(client: httpx.Client, border_mode: str, mode: str) -> None:
    matrix = [[1, 2, 3], [0, 1, 0], [-3, -2, -1]]
    np.testing.assert_array_equal(
        pixels_of(post(client, matrix=json.dumps(matrix), border_mode=border_mode)), as_pixels(filtered(np.array(matrix, float), mode=mode))
    )


def test_a_convolution_rotates_the_kernel(client: httpx.Client) -> None:
    matrix = np.array([[1.0, 2, 0], [0, 0, 0], [0, 0, -1]])
    given = pixels_of(post(client, matrix=json.dumps(matrix.tolist()), operation="convolve", padding="valid", channels="grey"))
    grey = luma(PIXELS)
    assert_rounded_once(given, signal.convolve2d(grey, matrix, "valid"))


@pytest.mark.parametrize("kernel", ["identity", "ridge", "sharpen", "box-blur", "gaussian-blur", "emboss"])
def test_grey_is_rounded_once_after_the_filter(client: httpx.Client, kernel: str) -> None:
    row = next(one for one in client.get("/kernels").json() if one["id"] == kernel)
    expected = ndimage.correlate(luma(PIXELS), np.array(row["matrix"]) / row["divisor"], mode="constant")
    assert_rounded_once(pixels_of(post(client, kernel=kernel, channels="grey")), expected)
    numbers = client.post("/convolve", files={"image": IMAGE}, data={"kernel": kernel, "channels": "grey"}, headers=JSON).json()
    np.testing.assert_allclose(np.array(numbers["values"])[..., 0], expected, atol=1e-9)


def test_stride_and_dilation_leave_places_out(client: httpx.Client) -> None:
    given = pixels_of(post(client, matrix="[[0, 0], [0, 1]]", padding="valid", stride=3, dilation=2))
    np.testing.assert_array_equal(given, PIXELS[2::3, 2::3])


def test_numbers_come_with_the_formula(client: httpx.Client) -> None:
    answer = client.post("/convolve", files={"image": IMAGE}, data={"kernel": "sobel-x", "stride": "2"}, headers=JSON).json()
    expected = filtered(np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]))[::2, ::2]
    assert (answer["width"], answer["height"], answer["output_size"]) == (28, 20, [20, 28])
    assert answer["rows"]["formula"].endswith("= 20") and not answer["rows"]["fits"]
    np.testing.assert_allclose(answer["values"], expected, atol=1e-3)
    assert (answer["minimum"], answer["maximum"]) == (expected.min(), expected.max())


def test_the_activation_and_the_normalization_follow(client: httpx.Client) -> None:
    values = filtered(np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    np.testing.assert_array_equal(pixels_of(post(client, kernel="sobel-x", normalization="absolute")), as_pixels(np.abs(values)))
    np.testing.assert_array_equal(pixels_of(post(client, kernel="sobel-x", normalization="centre")), as_pixels(128 + values / 2))
    relu = pixels_of(post(client, kernel="sobel-x", activation="relu", normalization="centre"))
    np.testing.assert_array_equal(relu, as_pixels(128 + np.maximum(values, 0) / 2))
    box = pixels_of(post(client, matrix="[[1, 1, 1]]", normalize=True))
    np.testing.assert_array_equal(box, as_pixels(filtered(np.array([[1.0, 1, 1]]) / 3)))


def test_filters_may_follow_each_other(client: httpx.Client) -> None:
    chain = [{"kernel": "sobel-x", "activation": "relu"}, {"matrix": [[1, 1], [1, 1]], "divisor": 4, "padding": "valid", "stride": 2}]
    values = np.maximum(filtered(np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])), 0)
    expected = values.reshape(20, 2, 28, 2, 3).mean(axis=(1, 3))
    np.testing.assert_array_equal(pixels_of(post(client, chain=json.dumps(chain))), as_pixels(expected))


def test_one_pixel_is_explained(client: httpx.Client) -> None:
    window = post(client, "/convolution/window", kernel="sharpen", row=0, column=7).json()
    assert (window["rows"], window["columns"]) == ([-1, 0, 1], [6, 7, 8])
    np.testing.assert_array_equal(window["pixels"][1:], PIXELS[:2, 6:9])
    assert np.array(window["pixels"][0]).tolist() == [[0] * 3] * 3
    np.testing.assert_allclose(np.sum(window["products"], axis=(0, 1)), window["sums"])
    np.testing.assert_allclose(window["sums"], filtered(np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]))[0, 7])
    outside = post(client, "/convolution/window", kernel="sharpen", row=40, column=0)
    assert outside.status_code == 422
    assert problem_of(outside)["errors"][0]["pointer"] == "/row"  # type: ignore[index]


@pytest.mark.parametrize("seed", range(24))
def test_the_explained_pixel_is_the_pixel_of_the_image(client: httpx.Client, seed: int) -> None:
    random = np.random.default_rng(seed)
    fields = {
        "matrix": json.dumps(np.round(random.normal(size=(2 * random.integers(3) + 1, 2 * random.integers(3) + 1)), 2).tolist()),
        "operation": str(random.choice(["correlate", "convolve"])),
        "stride": str(random.integers(1, 4)),
        "dilation": str(random.integers(1, 3)),
        "padding": str(random.choice(["same", "valid", "2"])),
        "border_mode": str(random.choice(["zero", "reflect", "replicate", "wrap"])),
        "activation": str(random.choice(["identity", "relu", "sigmoid", "tanh"])),
        "normalization": str(random.choice(["clip", "absolute", "centre", "stretch"])),
        "channels": str(random.choice(["rgb", "grey"])),
    }
    shown = pixels_of(post(client, **fields))
    shown = shown.reshape(*shown.shape[:2], -1)
    row, column = int(random.integers(shown.shape[0])), int(random.integers(shown.shape[1]))
    window = post(client, "/convolution/window", row=row, column=column, **fields).json()
    assert window["output"] == shown[row, column].tolist()
    sums = np.array(window["sums"])
    np.testing.assert_allclose(sums, np.sum(window["products"], axis=(0, 1)), atol=1e-9)
    f = {"identity": sums, "relu": np.maximum(sums, 0), "sigmoid": 255 / (1 + np.exp(-sums / 255)), "tanh": 255 * np.tanh(sums / 255)}
    np.testing.assert_allclose(window["activated"], f[fields["activation"]], rtol=1e-4, atol=1e-3)


def test_an_image_is_read_as_a_page_shows_it(client: httpx.Client) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    for content, expected in (
        (encoded(PIXELS, "TIFF"), PIXELS),
        (encoded(PIXELS, "PNG", exif=exif), np.rot90(PIXELS, -1)),
        (encoded(PIXELS, "GIF", save_all=True, append_images=[Image.fromarray(255 - PIXELS)]), None),
    ):
        read = pixels_of(post(client, "/images", content))
        np.testing.assert_array_equal(read, pixels_of(post(client, image=content, kernel="identity")))
        assert expected is None or (read == expected).all()
    problem = problem_of(post(client, "/images", b"\0\0\0\x18ftypheic" + bytes(40)))
    assert (
        problem["detail"] == "The file is a HEIC image, which is not read here; PNG, JPEG, WebP, GIF, BMP, TIFF, PPM and AVIF images are."
    )


FORMS = ["/convolve", "/convolution/window", "/pool", "/images", "/models/pretrained-cifar10-cnn/predict", "/datasets"]


@pytest.mark.parametrize("path", FORMS)
def test_no_form_takes_a_field_that_it_does_not_know(client: httpx.Client, path: str) -> None:
    answer = post(client, path, colour="red")
    assert answer.status_code == 422
    problem = problem_of(answer)
    assert problem["errors"][0]["pointer"] == "/colour"  # type: ignore[index]
    assert "allowed are" in str(problem["detail"])


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({}, "/kernel"),
        ({"kernel": "none"}, "/kernel"),
        ({"kernel": "ridge", "matrix": "[[1]]"}, "/kernel"),
        ({"matrix": "[[1, 2], [3]]"}, "/matrix"),
        ({"matrix": "[[NaN]]"}, "/matrix"),
        ({"matrix": "[[Infinity]]"}, "/matrix"),
        ({"matrix": "[[1e308]]"}, "/matrix"),
        ({"matrix": '[["x"]]'}, "/matrix"),
        ({"matrix": "[[1"}, "/matrix"),
        ({"matrix": "[" * 5000}, "/matrix"),
        ({"matrix": "5"}, "/matrix"),
        ({"matrix": "[]"}, "/matrix"),
        ({"matrix": json.dumps([[1] * 16] * 16)}, "/matrix"),
        ({"matrix": "[[1, 2], [3, 4]]"}, "/padding"),
        ({"matrix": json.dumps([[1] * 15] * 3), "dilation": "4", "padding": "valid"}, "/matrix"),
        ({"kernel": "ridge", "normalize": "true"}, "/normalize"),
        ({"kernel": "ridge", "colour": "red"}, "/colour"),
        ({"kernel": "ridge", "stride": ["1", "2"]}, "/stride"),
        ({"matrix": "[[1]]", "divisor": "0"}, "/divisor"),
        ({"matrix": "[[1]]", "divisor": "nan"}, "/divisor"),
        ({"kernel": "ridge", "padding": "300"}, "/padding"),
        ({"kernel": "ridge", "padding": "-1"}, "/padding"),
        ({"kernel": "ridge", "border_mode": "mirror"}, "/border_mode"),
        ({"kernel": "ridge", "stride": "0"}, "/stride"),
        ({"kernel": "ridge", "dilation": "9"}, "/dilation"),
        ({"kernel": "ridge", "activation": "cube"}, "/activation"),
        ({"kernel": "ridge", "normalization": "none"}, "/normalization"),
        ({"kernel": "ridge", "channels": "cmyk"}, "/channels"),
        ({"chain": "[]"}, "/chain"),
        ({"chain": '[{"kernel": "ridge"}, {"kernel": "none"}]'}, "/chain/1/kernel"),
        ({"chain": '[{"kernel": "ridge", "stride": 0}]'}, "/chain/0/stride"),
        ({"chain": '[{"kernel": "ridge", "colour": 0}]'}, "/chain/0/colour"),
        ({"chain": json.dumps([{"kernel": "ridge"}] * 9)}, "/chain"),
    ],
)
def test_what_is_no_filter_is_rejected(client: httpx.Client, fields: dict[str, str], pointer: str) -> None:
    answer = post(client, **fields)
    assert answer.status_code == 422, answer.text
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (IMAGE[: len(IMAGE) // 2], 422),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        (b"GIF89a" + b"\0" * 20, 422),
        (b"%!PS-Adobe-3.0 EPSF-3.0", 415),
    ],
)
def test_what_is_no_image_is_rejected(client: httpx.Client, content: bytes, status: int) -> None:
    for path, fields in (
        ("/convolve", {"kernel": "ridge"}),
        ("/pool", {}),
        ("/convolution/window", {"kernel": "ridge", "row": 0, "column": 0}),
    ):
        answer = post(client, path, content, **fields)
        assert answer.status_code == status, path
        problem_of(answer)
    assert client.post("/convolve", data={"kernel": "ridge"}).status_code == 422


def test_an_image_of_too_many_pixels_is_rejected_at_once(client: httpx.Client) -> None:
    file = BytesIO()
    Image.new("1", (8193, 4)).save(file, "PNG")
    answer = post(client, image=file.getvalue(), kernel="identity")
    assert answer.status_code == 413
    problem_of(answer)


def test_odd_images_keep_their_golden_pixels(client: httpx.Client) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    np.testing.assert_array_equal(pixels_of(post(client, image=encoded(PIXELS, exif=exif), kernel="identity")), np.rot90(PIXELS, -1))
    deep = (np.arange(256, dtype=np.uint16) * 257).reshape(16, 16)
    np.testing.assert_array_equal(pixels_of(post(client, image=encoded(deep), kernel="identity"))[..., 0], np.arange(256).reshape(16, 16))
    palette = BytesIO()
    Image.fromarray(PIXELS).quantize(256).save(palette, "GIF")
    expected = np.asarray(Image.open(palette).convert("RGB"))
    np.testing.assert_array_equal(pixels_of(post(client, image=palette.getvalue(), kernel="identity")), expected)
    cyan = BytesIO()
    Image.new("CMYK", (8, 8), (255, 0, 0, 0)).save(cyan, "JPEG", quality=100)
    np.testing.assert_allclose(pixels_of(post(client, image=cyan.getvalue(), kernel="identity"))[4, 4], [0, 255, 255], atol=2)
    assert pixels_of(post(client, image=encoded(PIXELS[:1, :1]), kernel="gaussian-blur", border_mode="reflect")).shape == (1, 1, 3)


def test_pooling_takes_the_largest_or_the_mean(client: httpx.Client) -> None:
    blocks = PIXELS.reshape(20, 2, 28, 2, 3).astype(float)
    np.testing.assert_array_equal(pixels_of(post(client, "/pool")), blocks.max(axis=(1, 3)))
    np.testing.assert_array_equal(pixels_of(post(client, "/pool", method="average")), as_pixels(blocks.mean(axis=(1, 3))))


@pytest.mark.parametrize("method", ["max", "average"])
def test_a_feature_map_is_pooled_before_it_is_rounded(client: httpx.Client, method: str) -> None:
    chain = json.dumps([{"kernel": "sobel-x", "activation": "relu", "padding": "valid"}])
    maps = np.maximum(filtered(np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]))[1:-1, 1:-1], 0)
    blocks = maps.reshape(19, 2, 27, 2, 3)
    expected = blocks.max(axis=(1, 3)) if method == "max" else blocks.mean(axis=(1, 3))
    np.testing.assert_array_equal(pixels_of(post(client, "/pool", method=method, chain=chain)), as_pixels(expected))
    bad = post(client, "/pool", chain='[{"matrix": [[1, 2], [3, 4]]}]')
    assert problem_of(bad)["errors"][0]["pointer"] == "/chain/0/padding"  # type: ignore[index]


def test_pooling_goes_on_until_the_image_is_small_enough(client: httpx.Client) -> None:
    answer = client.post("/pool", files={"image": IMAGE}, data={"size": "14"}, headers=JSON).json()
    assert (answer["width"], answer["height"], len(answer["repeats"])) == (14, 10, 2)
    assert [one["columns"]["output_size"] for one in answer["repeats"]] == [28, 14]
    np.testing.assert_array_equal(answer["values"], PIXELS.reshape(10, 4, 14, 4, 3).max(axis=(1, 3)))
    twice = client.post("/pool", files={"image": IMAGE}, data={"repeat": "2"}, headers=JSON).json()
    assert twice["values"] == answer["values"]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"method": "median"}, "/method"),
        ({"window": "0"}, "/window"),
        ({"window": "50"}, "/window"),
        ({"colour": "red"}, "/colour"),
        ({"repeat": "7"}, "/repeat"),
        ({"window": "1", "size": "4"}, "/window"),
        ({"stride": "0"}, "/stride"),
    ],
)
def test_what_cannot_be_pooled_is_rejected(client: httpx.Client, fields: dict[str, str], pointer: str) -> None:
    answer = post(client, "/pool", **fields)
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]


def test_a_photo_is_filtered_within_a_frame(client: httpx.Client) -> None:
    smooth = ndimage.gaussian_filter(np.random.default_rng(1).normal(128, 400, (512, 512, 3)), (6, 6, 0))
    photo = encoded(as_pixels(smooth))
    for kernel in TUTORIAL:
        began = time.perf_counter()
        ndimage.correlate(smooth, np.ones((3, 3, 1)))
        peer_s = time.perf_counter() - began  # on a busy machine longer, as our answer is
        durations = sorted(post(client, image=photo, kernel=kernel).elapsed.total_seconds() for _ in range(5))
        assert durations[2] < max(0.2, 5 * peer_s)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("chain", "foo", 'chain must be JSON, such as [{"kernel": "sharpen"}]; received \'foo\''),
        ("chain", "[[1]]", "Input should be an object; received [1]"),
        ("matrix", "[[NaN]]", "every weight must be a finite number within ±1e+06; received nan"),
        ("matrix", "[[1, 1e999]]", "every weight must be a finite number within ±1e+06; received inf"),
        ("matrix", '{"a": 1}', "a kernel is a list of rows of numbers, at most 15×15; received {'a': 1}"),
    ],
)
def test_what_was_received_is_said(client: httpx.Client, field: str, value: str, said: str) -> None:
    assert problem_of(post(client, **{field: value}))["errors"][0]["message"] == said  # type: ignore[index]
