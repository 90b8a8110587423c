"""Pooling layers (§4.2): a feature map becomes smaller."""

from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.architecture import Padding
from backend.concepts.windows import pad, shifted

Array = NDArray[np.floating[Any]]


def max_pool(x: Array, window: int, stride: int, padding: Padding = "valid") -> Array:
    """The largest value under the window (§4.2).

    Args:
        x: (n, height, width, channels).

    Returns:
        (n, output height, output width, channels), the dtype of `x`. Padding is never the maximum.
    """
    padded = pad(x, window, stride, padding, value=-np.inf)
    return reduce(np.maximum, (pixels for _, _, pixels in shifted(padded, window, stride)))


def average_pool(x: Array, window: int, stride: int, padding: Padding = "valid") -> Array:
    """The mean of the values under the window; at the edge, of those inside the image (§4.2).

    Args:
        x: (n, height, width, channels).

    Returns:
        (n, output height, output width, channels), the dtype of `x`.
    """
    return _window_sum(x, window, stride, padding) / _window_sum(np.ones_like(x[:1, :, :, :1]), window, stride, padding)


def global_average_pool(x: Array) -> Array:
    """The mean of each channel: (n, height, width, channels) → (n, channels)."""
    return np.asarray(x.mean(axis=(1, 2)))


def _window_sum(x: Array, window: int, stride: int, padding: Padding) -> Array:
    return np.asarray(sum(pixels for _, _, pixels in shifted(pad(x, window, stride, padding), window, stride)))
