"""Convolution layers (§4.1)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.architecture import Padding
from backend.concepts.windows import pad, shifted

Array = NDArray[np.floating[Any]]


def convolve(x: Array, kernel: Array, bias: Array | None = None, stride: int = 1, padding: Padding = "valid") -> Array:
    """C(x, y) = Σ_dx Σ_dy ω(dx, dy) f(x + dx, y + dy) + b, summed over the input channels, for each filter (§4.1).

    As the tutorial writes it, and as deep learning means it: a correlation. For one (dx, dy) and all (x, y) at once the sum over the
    channels is a matrix product, so the whole is the sum of ω_n · ω_n matrix products.

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
