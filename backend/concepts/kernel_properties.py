"""What a kernel will do, read from its numbers (§4.1)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

TOLERANCE = 1e-9


@dataclass(frozen=True)
class KernelProperties:
    """Attributes:
    sum: Σω, by which an even area of the picture is multiplied.
    meaning: the same in words.
    rank: the number of products of a column and a row that it takes to build ω.
    column, row: ω = column · row where the rank is 1, (rows,) and (columns,); else None.
    multiplications: for each pixel, rows · columns; `separable_multiplications` rows + columns where the rank is 1.
    half_turn_symmetric: ω equals its own half-turn, so that convolution and cross-correlation agree.
    """

    sum: float
    meaning: str
    rank: int
    column: Array | None
    row: Array | None
    multiplications: int
    separable_multiplications: int | None
    half_turn_symmetric: bool


def kernel_properties(kernel: Array) -> KernelProperties:
    """The properties of ω, (rows, columns)."""
    scale = np.abs(kernel).max() or 1.0
    total = float(kernel.sum())
    parts = separate(kernel)
    column, row = parts or (None, None)
    rank = int(np.linalg.matrix_rank(kernel, tol=TOLERANCE * scale * max(kernel.shape)))
    return KernelProperties(
        total,
        sum_meaning(total),
        rank,
        column,
        row,
        kernel.size,
        sum(kernel.shape) if parts else None,
        bool(np.allclose(kernel, kernel[::-1, ::-1], rtol=0, atol=TOLERANCE * scale)),
    )


def separate(kernel: Array) -> tuple[Array, Array] | None:
    """ω = column · row from the singular value decomposition, where one singular value is all that there is; else None.

    Then Σ Σ ω(dx, dy) f(x + dx, y + dy) = Σ column(dx) Σ row(dy) f(x + dx, y + dy): two short sums for one long.
    """
    u, s, v = np.linalg.svd(kernel)
    if s[0] == 0 or (len(s) > 1 and s[1] > TOLERANCE * s[0]):
        return None
    sign = np.sign(u[np.abs(u[:, 0]).argmax(), 0])  # both vectors may be turned around; the column's largest value is positive
    return sign * u[:, 0] * np.sqrt(s[0]), sign * v[0] * np.sqrt(s[0])


def sum_meaning(total: float) -> str:
    """What Σω does to the brightness of the picture."""
    if abs(total - 1) < TOLERANCE:
        return "The sum is 1: the brightness stays."
    if abs(total) < TOLERANCE:
        return "The sum is 0: even areas become black, only changes (edges) remain."
    if total < 0:
        return f"The sum is {total:g}: even areas become negative, which is shown as black unless the result is shifted or scaled."
    return f"The sum is {total:g}: the picture becomes {'brighter' if total > 1 else 'darker'}, {total:g} times."


def normalized(kernel: Array) -> Array:
    """ω/Σω, which keeps the brightness; where Σω is 0, ω/Σ|ω|, which keeps values within ± the largest pixel; a kernel of zeros stays."""
    total, size = kernel.sum(), np.abs(kernel).sum()
    if abs(total) > TOLERANCE * size:
        return np.asarray(kernel / total)
    return np.asarray(kernel / size) if size else kernel
