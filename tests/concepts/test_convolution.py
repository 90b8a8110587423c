"""Convolution against SciPy's correlation."""

import numpy as np
import pytest
from scipy.signal import correlate2d

from backend.concepts.convolution import convolve
from backend.concepts.windows import same_padding


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("window", [1, 3, 5])
def test_convolution_equals_scipys_correlation(window: int, padding: str) -> None:
    random = np.random.default_rng(0)
    image, kernel, bias = random.normal(size=(1, 9, 7, 2)), random.normal(size=(window, window, 2, 3)), random.normal(size=3)
    maps = convolve(image, kernel, bias, padding=padding)
    for filter_index in range(3):
        channels = [correlate2d(image[0, :, :, c], kernel[:, :, c, filter_index], mode=padding) for c in range(2)]
        np.testing.assert_allclose(maps[0, :, :, filter_index], sum(channels) + bias[filter_index], atol=1e-12)


def test_stride_takes_every_second_window() -> None:
    random = np.random.default_rng(0)
    image, kernel = random.normal(size=(2, 8, 9, 3)), random.normal(size=(3, 3, 3, 4))
    np.testing.assert_allclose(convolve(image, kernel, stride=2), convolve(image, kernel)[:, ::2, ::2], atol=1e-12)


def test_one_output_pixel_is_the_sum_of_products() -> None:
    image = np.arange(9, dtype=np.float32).reshape(1, 3, 3, 1)
    ridge = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]], dtype=np.float32)[:, :, None, None]
    assert convolve(image, ridge).tolist() == [[[[0]]]]
    assert convolve(image + np.eye(3, dtype=np.float32)[None, :, :, None], ridge).item() == -1 + 8 - 1


def test_same_padding_is_half_the_window_for_odd_windows_and_stride_1() -> None:
    assert [same_padding(32, window, 1) for window in (1, 3, 5, 7)] == [(0, 0), (1, 1), (2, 2), (3, 3)]


def test_an_odd_pixel_of_padding_goes_after() -> None:
    assert same_padding(32, 2, 1) == (0, 1)
    assert same_padding(32, 3, 2) == (0, 1)
    assert same_padding(4, 1, 3) == (0, 0)
