"""Pooling images (§4.2), repeated until they are small enough."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue
from backend.concepts.output_size import OutputSize, output_size
from backend.concepts.pooling import average_pool, max_pool

Array = NDArray[np.floating[Any]]
Method = Literal["max", "average"]
METHODS = {"max": max_pool, "average": average_pool}


@dataclass(frozen=True)
class PoolingRepeat:
    """One application of pooling: the pooled image, (height, width, channels), and the arithmetic of its rows and columns."""

    image: Array
    rows: OutputSize
    columns: OutputSize


def pool_image(image: Array, window: int = 2, stride: int | None = None, method: Method = "max", repeat: int = 1) -> list[PoolingRepeat]:
    """The largest value or the mean under a sliding window, `repeat` times (§4.2).

    Args:
        image: (height, width, channels), floating.
        stride: the window where left out.

    Returns:
        every repeat; the last has the result.

    Raises:
        InvalidValue: an unknown method, a number below 1, or a window that no longer fits; the message says after how many repeats.
    """
    if method not in METHODS:
        raise InvalidValue("method", f"method is {method!r}; allowed are {', '.join(METHODS)}")
    if repeat < 1:
        raise InvalidValue("repeat", f"repeat is {repeat}; it must be at least 1")
    repeats: list[PoolingRepeat] = []
    for number in range(1, repeat + 1):
        if number > 1 and min(image.shape[:2]) < window:
            size = f"{image.shape[0]}×{image.shape[1]}"
            raise InvalidValue("repeat", f"after {number - 1} repeats the image is {size}: a window of {window}×{window} no longer fits")
        repeats.append(_pool(image, window, stride or window, method))
        image = repeats[-1].image
    return repeats


def pool_until(image: Array, size: int, window: int = 2, stride: int | None = None, method: Method = "max") -> list[PoolingRepeat]:
    """Repeats until the longer side is at most `size`, or the window no longer fits: "repeat until dimensions are desired" (§4.2).

    Raises:
        InvalidValue: as for `pool_image`, or window and stride do not make the image smaller.
    """
    if window == 1 and (stride or 1) == 1:
        raise InvalidValue("window", "a window of 1 with a stride of 1 never makes the image smaller")
    repeats: list[PoolingRepeat] = []
    while max(image.shape[:2]) > size and min(image.shape[:2]) >= window:
        repeats += pool_image(image, window, stride, method)
        image = repeats[-1].image
    return repeats


def _pool(image: Array, window: int, stride: int, method: Method) -> PoolingRepeat:
    rows, columns = (output_size(size, window, "valid", stride) for size in image.shape[:2])
    return PoolingRepeat(METHODS[method](image[None], window, stride)[0], rows, columns)
