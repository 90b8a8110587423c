"""Images through filters over HTTP, pixel by pixel against SciPy: §4.1, acceptance rows 39 to 43."""

import json
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
    grey = np.asarray(Image.fromarray(PIXELS).convert("L"), float)
    np.testing.assert_array_equal(given, as_pixels(signal.convolve2d(grey, matrix, "valid")))


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
        (b"GIF89a" + b"\0" * 20, 415),
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
        ({"window": "50"}, "/kernel"),
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
        durations = sorted(post(client, image=photo, kernel=kernel).elapsed.total_seconds() for _ in range(5))
        assert durations[2] < 0.2
