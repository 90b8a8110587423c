"""Filtering whole images with one kernel (§4.1): C(x, y) = Σ_dx Σ_dy ω(dx, dy) f(x + dx, y + dy).

Images are (height, width, channels); each channel is filtered by itself. `convolution.py` has the layer of a network, with a
kernel for each pair of channels.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue
from backend.concepts.output_size import OutputSize, output_size

Array = NDArray[np.floating[Any]]

BorderMode = Literal["zero", "reflect", "replicate", "wrap"]
Operation = Literal["correlate", "convolve"]
NUMPY_MODES: dict[BorderMode, Literal["constant", "reflect", "edge", "wrap"]] = {
    "zero": "constant",
    "reflect": "reflect",  # dcb|abcd|cba
    "replicate": "edge",  # aaa|abcd|ddd
    "wrap": "wrap",  # bcd|abcd|abc
}


@dataclass(frozen=True)
class Filtering:
    """How a kernel is applied to an image.

    Attributes:
        padding: `same` (§4.1.1), `valid`, or pixels on each side.
        border_mode: how the padding is filled.
        stride: pixels from one window to the next (§4.2).
        dilation: pixels from one cell of the kernel to the next.
        operation: `correlate` is C(x, y) as the tutorial writes it; `convolve` rotates the kernel by 180° first, f(x − dx, y − dy).
    """

    padding: str | int = "same"
    border_mode: BorderMode = "zero"
    stride: int = 1
    dilation: int = 1
    operation: Operation = "correlate"


def applied_kernel(kernel: Array, filtering: Filtering) -> Array:
    """The kernel as it is applied: rotated by 180° for a convolution."""
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


def pad_image(image: Array, rows: int, columns: int, border_mode: BorderMode) -> Array:
    """The image with that many pixels more on each side.

    Raises:
        InvalidValue: an unknown border mode.
    """
    if border_mode not in NUMPY_MODES:
        raise InvalidValue("border_mode", f"border_mode is {border_mode!r}; allowed are {', '.join(NUMPY_MODES)}")
    return np.pad(image, ((rows, rows), (columns, columns), (0, 0)), mode=NUMPY_MODES[border_mode])


def filter_image(image: Array, kernel: Array, filtering: Filtering | None = None) -> Array:
    """C(x, y) for every place of the kernel (§4.1), one product of a shifted image and a weight after the other.

    Args:
        image: (height, width, channels), floating.
        kernel: (rows, columns), float64.

    Returns:
        (output height, output width, channels), the dtype of `image`; not clipped to the range of pixels.

    Raises:
        InvalidValue: the kernel does not fit, `same` padding for an even kernel, an unknown border mode.
    """
    filtering = filtering or Filtering()
    rows, columns = filter_sizes(image.shape[0], image.shape[1], kernel, filtering)
    padded = pad_image(image, rows.padding, columns.padding, filtering.border_mode)
    s, d = filtering.stride, filtering.dilation
    result = np.zeros((rows.output_size, columns.output_size, image.shape[2]), image.dtype)
    bottom, right = s * (rows.output_size - 1) + 1, s * (columns.output_size - 1) + 1
    weights = applied_kernel(kernel, filtering).astype(image.dtype)
    for dx, dy in np.argwhere(weights):
        result += weights[dx, dy] * padded[d * dx : d * dx + bottom : s, d * dy : d * dy + right : s]
    return result
