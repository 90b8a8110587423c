"""Convolution layers (§4.1)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.architecture import Padding
from backend.concepts.windows import pad, shifted, unpad

Array = NDArray[np.floating[Any]]


def convolve(x: Array, kernel: Array, bias: Array | None = None, stride: int = 1, padding: Padding = "valid") -> Array:
    """C(x, y) = Σ_dx Σ_dy ω(dx, dy) f(x + dx, y + dy) + b, summed over the input channels, for each filter (§4.1).

    As the tutorial writes it, and as deep learning libraries compute it: a cross-correlation. For one (dx, dy) and all (x, y) at once
    the sum over the channels is a matrix product, so the whole is the sum of ω_n · ω_n matrix products.

    Args:
        x: (n, height, width, channels).
        kernel: (window, window, channels, filters).
        bias: (filters,).
        padding: `same` pads with zeros as TensorFlow does.

    Returns:
        (n, output height, output width, filters), the dtype of `x`.
    """
    window = kernel.shape[0]
    maps = sum(pixels @ kernel[dx, dy] for dx, dy, pixels in shifted(pad(x, window, stride, padding), window, stride))
    return np.asarray(maps if bias is None else maps + bias)


def transposed_convolve(x: Array, kernel: Array, bias: Array | None, stride: int, padding: Padding, size: tuple[int, int]) -> Array:
    """Each input pixel (x, y) adds ω(dx, dy)·f(x, y) to the output pixel (s x + dx, s y + dy), summed over the input channels.

    Args:
        x: (n, height, width, channels).
        kernel: (window, window, filters, channels).
        bias: (filters,).
        size: height and width of the output: those of an image whose convolution has the size of `x`.

    Returns:
        (n, *size, filters), the dtype of `x`.
    """
    window, filters = kernel.shape[0], kernel.shape[2]
    shape = (len(x), *size, filters)
    result = pad(np.zeros(shape, x.dtype), window, stride, padding)
    for dx, dy, place in shifted(result, window, stride):
        place[...] += x @ kernel[dx, dy].T
    maps = unpad(result, shape, window, stride, padding)
    return np.asarray(maps if bias is None else maps + bias)
