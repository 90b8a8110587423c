"""One output pixel explained (§4.1): the window, the weights on it, each product and their sum."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue
from backend.concepts.image_filter import Filtering, applied_kernel, filter_sizes, pad_image

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class FilterWindow:
    """The terms of C(x, y), for a kernel of (rows, columns).

    Attributes:
        rows, columns: where each cell lies in the image; in the padding these are negative or beyond its size.
        pixels: (rows, columns, channels), the pixels under the kernel, padding included.
        weights: (rows, columns), ω as applied: rotated by 180° for a convolution.
        products: (rows, columns, channels).
        sums: (channels,), the output pixel.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    pixels: Array
    weights: Array
    products: Array
    sums: Array


def filter_window(image: Array, kernel: Array, row: int, column: int, filtering: Filtering | None = None) -> FilterWindow:
    """The output pixel at (row, column).

    Args:
        image: (height, width, channels), floating.
        kernel: (rows, columns).

    Raises:
        InvalidValue: as for `filter_image`, or there is no such output pixel.
    """
    filtering = filtering or Filtering()
    down, across = filter_sizes(image.shape[0], image.shape[1], kernel, filtering)
    for name, place, size in (("row", row, down.output_size), ("column", column, across.output_size)):
        if not 0 <= place < size:
            raise InvalidValue(name, f"{name} is {place}; the output has {size}, counted from 0")
    s, d = filtering.stride, filtering.dilation
    rows = s * row + d * np.arange(kernel.shape[0])
    columns = s * column + d * np.arange(kernel.shape[1])
    padded = pad_image(image, down.padding, across.padding, filtering.border_mode)
    pixels, weights = padded[np.ix_(rows, columns)], applied_kernel(kernel, filtering)
    products = pixels * weights[:, :, None]
    places = tuple((rows - down.padding).tolist()), tuple((columns - across.padding).tolist())
    return FilterWindow(*places, pixels, weights, products, products.sum(axis=(0, 1)))
