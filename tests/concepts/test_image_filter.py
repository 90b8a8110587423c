"""Filtering whole images, one window of it, its sizes and its pooling, against SciPy and Keras."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from backend.concepts.errors import InvalidValue
from backend.concepts.filter_window import filter_window
from backend.concepts.image_filter import Filtering, filter_image
from backend.concepts.kernels import KERNELS
from backend.concepts.output_size import output_size

SCIPY_MODES = {"zero": "constant", "reflect": "mirror", "replicate": "nearest", "wrap": "grid-wrap"}
seeds = st.integers(0, 2**32 - 1)
border_modes = st.sampled_from(list(SCIPY_MODES))
operations = st.sampled_from(["correlate", "convolve"])


def whole(image: np.ndarray, kernel: np.ndarray, border_mode: str, operation: str) -> np.ndarray:
    """SciPy's filter at every pixel."""
    method = ndimage.correlate if operation == "correlate" else ndimage.convolve
    return np.stack([method(channel, kernel, mode=SCIPY_MODES[border_mode]) for channel in np.moveaxis(image, 2, 0)], axis=2)


def spread(kernel: np.ndarray, dilation: int) -> np.ndarray:
    """The kernel with its holes."""
    result = np.zeros([dilation * (size - 1) + 1 for size in kernel.shape])
    result[::dilation, ::dilation] = kernel
    return result


@given(
    size=st.tuples(st.integers(1, 14), st.integers(1, 14), st.sampled_from([1, 3])),
    half=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    stride=st.integers(1, 4),
    dilation=st.integers(1, 3),
    border_mode=border_modes,
    operation=operations,
    seed=seeds,
)
@settings(max_examples=200, deadline=None)
def test_same_padding_equals_scipy(
    size: tuple[int, int, int], half: tuple[int, int], stride: int, dilation: int, border_mode: str, operation: str, seed: int
) -> None:
    random = np.random.default_rng(seed)
    image, kernel = random.normal(size=size), random.normal(size=[2 * h + 1 for h in half])
    filtering = Filtering("same", border_mode, stride, dilation, operation)
    expected = whole(image, spread(kernel, dilation), border_mode, operation)[::stride, ::stride]
    np.testing.assert_allclose(filter_image(image, kernel, filtering), expected, rtol=1e-6, atol=1e-12)


@given(
    size=st.tuples(st.integers(8, 14), st.integers(8, 14)),
    kernel_size=st.integers(1, 5),
    stride=st.integers(1, 4),
    padding=st.integers(0, 3),
    seed=seeds,
)
@settings(max_examples=200, deadline=None)
def test_zero_padding_and_stride_equal_keras(size: tuple[int, int], kernel_size: int, stride: int, padding: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    image, kernel = random.normal(size=(*size, 1)), random.normal(size=(kernel_size, kernel_size))
    padded = np.pad(image, ((padding, padding), (padding, padding), (0, 0)))
    expected = keras.ops.conv(padded[None], kernel[:, :, None, None], strides=stride, padding="valid")
    result = filter_image(image, kernel, Filtering(padding, stride=stride))
    np.testing.assert_allclose(result, np.asarray(expected)[0], rtol=1e-6, atol=1e-12)


@given(dilation=st.integers(1, 3), border_mode=border_modes, operation=operations, stride=st.integers(1, 3), seed=seeds, data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_window_explains_its_pixel(dilation: int, border_mode: str, operation: str, stride: int, seed: int, data: st.DataObject) -> None:
    random = np.random.default_rng(seed)
    image, kernel = random.normal(size=(9, 8, 3)), random.normal(size=(3, 5))
    filtering = Filtering(data.draw(st.sampled_from(["same", 6])), border_mode, stride, dilation, operation)
    result = filter_image(image, kernel, filtering)
    row, column = data.draw(st.integers(0, result.shape[0] - 1)), data.draw(st.integers(0, result.shape[1] - 1))
    window = filter_window(image, kernel, row, column, filtering)
    np.testing.assert_allclose(window.sums, result[row, column], rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(window.products, window.pixels * window.weights[:, :, None])
    for i, y in enumerate(window.rows):
        for j, x in enumerate(window.columns):
            if 0 <= y < 9 and 0 <= x < 8:
                np.testing.assert_array_equal(window.pixels[i, j], image[y, x])


def test_convolution_rotates_the_kernel_and_the_tutorials_six_are_symmetric() -> None:
    image = np.random.default_rng(0).random((7, 7, 1))
    for kernel in KERNELS.values():
        correlated, convolved = (filter_image(image, kernel.weights(), Filtering(operation=o)) for o in ("correlate", "convolve"))
        assert np.allclose(correlated, convolved) == (
            kernel.in_tutorial or kernel.id not in {"sobel-x", "sobel-y", "prewitt-x", "prewitt-y", "emboss"}
        )


def test_ridge_of_a_uniform_area_is_black_and_of_a_dot_is_its_kernel() -> None:
    ridge = KERNELS["ridge"].weights()
    assert not filter_image(np.full((5, 5, 1), 9.0), ridge, Filtering(border_mode="replicate")).any()
    dot = np.zeros((5, 5, 1))
    dot[2, 2] = 1
    np.testing.assert_array_equal(filter_image(dot, ridge, Filtering("valid"))[:, :, 0], ridge)


def test_the_type_of_the_image_is_kept() -> None:
    image = np.ones((4, 4, 3), np.float32)
    assert filter_image(image, np.ones((3, 3)) / 9).dtype == np.float32


def test_what_does_not_fit_is_rejected() -> None:
    image, even, large = np.ones((4, 4, 1)), np.ones((2, 2)), np.ones((5, 5))
    assert filter_image(image, even, Filtering("valid")).shape == (3, 3, 1)
    for kernel, filtering, field in [
        (even, Filtering("same"), "padding"),
        (large, Filtering("valid"), "kernel"),
        (even, Filtering("valid", border_mode="mirror"), "border_mode"),
        (even, Filtering("valid", stride=0), "stride"),
        (even, Filtering(-1), "padding"),
    ]:
        with pytest.raises(InvalidValue) as raised:
            filter_image(image, kernel, filtering)
        assert raised.value.field == field
    with pytest.raises(InvalidValue, match="row is 4; the output has 4"):
        filter_window(image, np.ones((3, 3)), 4, 0)


def test_the_size_of_the_result_is_that_of_the_formula() -> None:
    result = filter_image(np.ones((11, 7, 1)), np.ones((3, 3)), Filtering(2, stride=3, dilation=2))
    assert result.shape[:2] == (output_size(11, 3, 2, 3, 2).output_size, output_size(7, 3, 2, 3, 2).output_size)
