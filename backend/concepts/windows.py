"""Windows that slide over an image (§4.1, §4.2): padding, and the shifted copies of the image that convolution and pooling sum up.

Images are (n, height, width, channels).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.architecture import Padding, padded_output_size

Array = NDArray[np.floating[Any]]


def same_padding(size: int, window: int, stride: int) -> tuple[int, int]:
    """Pixels to add before and after, so that ⌈size/stride⌉ windows fit; an odd pixel goes after, as in TensorFlow.

    For stride 1 and an odd window this is p_w = (ω_n − 1)/2 on both sides (§4.1.1).
    """
    total = max((padded_output_size(size, window, stride, "same") - 1) * stride + window - size, 0)
    return total // 2, total - total // 2


def pad(x: Array, window: int, stride: int, padding: Padding, value: float = 0) -> Array:
    """`x` padded with `value` for `same`; `x` itself for `valid`."""
    if padding == "valid":
        return x
    rows, columns = (same_padding(size, window, stride) for size in x.shape[1:3])
    return np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=value)


def shifted(x: Array, window: int, stride: int) -> Iterator[tuple[int, int, Array]]:
    """For each place (dx, dy) in the window: the pixels f(x + dx, y + dy) under it, for all positions (x, y) of the window.

    Args:
        x: padded images.

    Yields:
        dx, dy, and a view of shape (n, output height, output width, channels).
    """
    rows, columns = ((size - window) // stride * stride + 1 for size in x.shape[1:3])
    for dx in range(window):
        for dy in range(window):
            yield dx, dy, x[:, dx : dx + rows : stride, dy : dy + columns : stride]


def unpad(padded: Array, shape: tuple[int, ...], window: int, stride: int, padding: Padding) -> Array:
    """Removes the padding that `pad` added to images of `shape`."""
    if padding == "valid":
        return padded
    top, left = (same_padding(size, window, stride)[0] for size in shape[1:3])
    return padded[:, top : top + shape[1], left : left + shape[2]]
