"""Filtering whole pictures with one kernel (§4.1): C(x, y) = Σ_dx Σ_dy ω(dx, dy) f(x + dx, y + dy).

Pictures are (height, width, channels); each channel is filtered by itself. `convolution.py` has the layer of a network, with a
kernel for each pair of channels.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue
from backend.concepts.output_size import OutputSize, output_size

Array = NDArray[np.floating[Any]]

Border = Literal["zero", "reflect", "replicate", "wrap"]
Operation = Literal["correlate", "convolve"]
NUMPY_MODES: dict[Border, Literal["constant", "reflect", "edge", "wrap"]] = {
    "zero": "constant",
    "reflect": "reflect",  # dcb|abcd|cba
    "replicate": "edge",  # aaa|abcd|ddd
    "wrap": "wrap",  # bcd|abcd|abc
}


@dataclass(frozen=True)
class Filtering:
    """How a kernel goes over a picture.

    Attributes:
        padding: `same` (§4.1.1), `valid`, or pixels on each side.
        border: what the padding is filled with.
        stride: pixels from one window to the next (§4.2).
        dilation: pixels from one cell of the kernel to the next.
        operation: `correlate` is C(x, y) as the tutorial writes it; `convolve` turns the kernel by half a turn first, f(x − dx, y − dy).
    """

    padding: str | int = "same"
    border: Border = "zero"
    stride: int = 1
    dilation: int = 1
    operation: Operation = "correlate"


def applied_kernel(kernel: Array, filtering: Filtering) -> Array:
    """The kernel as it lies on the picture: turned by half a turn for a convolution."""
    return kernel[::-1, ::-1] if filtering.operation == "convolve" else kernel


def filter_sizes(height: int, width: int, kernel: Array, filtering: Filtering) -> tuple[OutputSize, OutputSize]:
    """The sizes of the result, by rows and by columns (§4.2).

    Raises:
        InvalidValue: the kernel does not fit, or `same` padding for an even kernel.
    """
    rows, columns = kernel.shape
    return (
        output_size(height, rows, filtering.padding, filtering.stride, filtering.dilation),
        output_size(width, columns, filtering.padding, filtering.stride, filtering.dilation),
    )


def pad_picture(picture: Array, rows: int, columns: int, border: Border) -> Array:
    """The picture with that many pixels more on each side.

    Raises:
        InvalidValue: an unknown border.
    """
    if border not in NUMPY_MODES:
        raise InvalidValue("border", f"border is {border!r}; allowed are {', '.join(NUMPY_MODES)}")
    return np.pad(picture, ((rows, rows), (columns, columns), (0, 0)), mode=NUMPY_MODES[border])


def filter_picture(picture: Array, kernel: Array, filtering: Filtering | None = None) -> Array:
    """C(x, y) for every place of the kernel (§4.1), one product of a shifted picture and a weight after the other.

    Args:
        picture: (height, width, channels), floating.
        kernel: (rows, columns), float64.

    Returns:
        (output height, output width, channels), the dtype of `picture`; not cut to the range of pixels.

    Raises:
        InvalidValue: the kernel does not fit, `same` padding for an even kernel, an unknown border.
    """
    filtering = filtering or Filtering()
    rows, columns = filter_sizes(picture.shape[0], picture.shape[1], kernel, filtering)
    padded = pad_picture(picture, rows.padding, columns.padding, filtering.border)
    s, d = filtering.stride, filtering.dilation
    result = np.zeros((rows.output_size, columns.output_size, picture.shape[2]), picture.dtype)
    bottom, right = s * (rows.output_size - 1) + 1, s * (columns.output_size - 1) + 1
    weights = applied_kernel(kernel, filtering).astype(picture.dtype)
    for dx, dy in np.argwhere(weights):
        result += weights[dx, dy] * padded[d * dx : d * dx + bottom : s, d * dy : d * dy + right : s]
    return result
