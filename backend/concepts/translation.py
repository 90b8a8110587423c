"""What a shift of the image does to a feature map (§4.1) and to its pooled map (§4.2), measured."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue
from backend.concepts.image_filter import Filtering, filter_image
from backend.concepts.pooling import max_pool

Array = NDArray[np.floating[Any]]
WINDOWS = (1, 2, 4, 8)


@dataclass(frozen=True)
class PooledChange:
    """How much a map that is max pooled by `window` changes: Σ|P′ − P| / Σ|P|, and the fraction of values that stay the same."""

    window: int
    change: float
    unchanged: float


@dataclass(frozen=True)
class Translation:
    """Attributes:
    equivariance: the largest |F′(x) − F(x + shift)|: 0 where the map moves with the image.
    pooled: how much the maps differ at the same place, without pooling (window 1) and with larger windows.
    """

    equivariance: float
    pooled: tuple[PooledChange, ...]


def translation(image: Array, kernel: Array, shift: int) -> Translation:
    """The feature map F = ReLU(C(x, y)) of an image and F′ of the same image moved by `shift` columns.

    Both images are cut out of the given one, so that no border is invented; windows lie inside (padding `valid`).

    Args:
        image: (height, width, 1).
        kernel: (rows, columns).

    Raises:
        InvalidValue: the image is too narrow for this shift.
    """
    width = image.shape[1] - shift
    if width < kernel.shape[1] + shift + max(WINDOWS):
        raise InvalidValue("shift", f"shift is {shift}; the image has {image.shape[1]} columns, too few for it")
    filtering = Filtering(padding="valid")
    still, moved = (np.maximum(filter_image(part, kernel, filtering), 0) for part in (image[:, :width], image[:, shift:]))
    together = still.shape[1] - shift
    equivariance = float(np.abs(moved[:, :together] - still[:, shift:]).max())
    return Translation(equivariance, tuple(_change(still, moved, window) for window in WINDOWS))


def _change(still: Array, moved: Array, window: int) -> PooledChange:
    before, after = (max_pool(one[None], window, window) for one in (still, moved))
    return PooledChange(window, float(np.abs(after - before).sum() / (np.abs(before).sum() or 1)), float(np.mean(after == before)))
