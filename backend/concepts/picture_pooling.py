"""Pooling pictures (§4.2), again and again until they are small enough."""

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
class PoolingRound:
    """One round: the picture that it left, (height, width, channels), and the arithmetic of its rows and columns."""

    picture: Array
    rows: OutputSize
    columns: OutputSize


def pool_picture(picture: Array, window: int = 2, stride: int | None = None, method: Method = "max", repeat: int = 1) -> list[PoolingRound]:
    """The largest value or the mean under a window that goes over the picture, `repeat` times (§4.2).

    Args:
        picture: (height, width, channels), floating.
        stride: the window where left out.

    Returns:
        every round; the last has the result.

    Raises:
        InvalidValue: an unknown method, a number below 1, or a window that no longer fits; the message says in which round.
    """
    if method not in METHODS:
        raise InvalidValue("method", f"method is {method!r}; allowed are {', '.join(METHODS)}")
    if repeat < 1:
        raise InvalidValue("repeat", f"repeat is {repeat}; it must be at least 1")
    rounds: list[PoolingRound] = []
    for number in range(1, repeat + 1):
        if number > 1 and min(picture.shape[:2]) < window:
            size = f"{picture.shape[0]}×{picture.shape[1]}"
            raise InvalidValue("repeat", f"after {number - 1} rounds the picture is {size}: a window of {window}×{window} no longer fits")
        rounds.append(_pool(picture, window, stride or window, method))
        picture = rounds[-1].picture
    return rounds


def pool_until(picture: Array, size: int, window: int = 2, stride: int | None = None, method: Method = "max") -> list[PoolingRound]:
    """Rounds until the longer side is at most `size`, or the window no longer fits: "repeat until dimensions are desired" (§4.2).

    Raises:
        InvalidValue: as for `pool_picture`, or window and stride do not make the picture smaller.
    """
    if window == 1 and (stride or 1) == 1:
        raise InvalidValue("window", "a window of 1 with a stride of 1 never makes the picture smaller")
    rounds: list[PoolingRound] = []
    while max(picture.shape[:2]) > size and min(picture.shape[:2]) >= window:
        rounds += pool_picture(picture, window, stride, method)
        picture = rounds[-1].picture
    return rounds


def _pool(picture: Array, window: int, stride: int, method: Method) -> PoolingRound:
    rows, columns = (output_size(size, window, "valid", stride) for size in picture.shape[:2])
    return PoolingRound(METHODS[method](picture[None], window, stride)[0], rows, columns)
