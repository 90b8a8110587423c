"""Properties of a kernel (§4.1): sum, rank, separability, symmetry."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]

TOLERANCE = 1e-9


@dataclass(frozen=True)
class KernelProperties:
    """Attributes:
    sum: Σω, the factor by which a uniform area of the image is multiplied.
    meaning: the effect of the sum on the brightness, in words.
    rank: of the matrix ω.
    column, row: ω = column · row where it is separable (rank 1), (rows,) and (columns,); else None.
    multiplications: per pixel, rows · columns; `separable_multiplications` rows + columns where the rank is 1 and that is fewer, else
        None: a 1 × 1 kernel, a single row or column, and 2 × 2 gain nothing.
    point_symmetric: ω equals itself rotated by 180°, so that convolution and cross-correlation are the same.
    """

    sum: float
    meaning: str
    rank: int
    column: Array | None
    row: Array | None
    multiplications: int
    separable_multiplications: int | None
    point_symmetric: bool


def kernel_properties(kernel: Array) -> KernelProperties:
    """The properties of ω, (rows, columns)."""
    scale = np.abs(kernel).max() or 1.0
    total = float(kernel.sum())
    parts = separate(kernel)
    column, row = parts or (None, None)
    separated = sum(kernel.shape)
    return KernelProperties(
        total,
        sum_meaning(total),
        int(np.sum(_singular_values(kernel) > TOLERANCE * scale)),
        column,
        row,
        kernel.size,
        separated if parts and separated < kernel.size else None,
        bool(np.allclose(kernel, kernel[::-1, ::-1], rtol=0, atol=TOLERANCE * scale)),
    )


def _singular_values(kernel: Array) -> Array:
    return np.asarray(np.linalg.svd(kernel, compute_uv=False))


def separate(kernel: Array) -> tuple[Array, Array] | None:
    """ω = column · row from the singular value decomposition, where only one singular value is not 0; else None.

    Then Σ Σ ω(dx, dy) f(x + dx, y + dy) = Σ column(dx) Σ row(dy) f(x + dx, y + dy): two 1-D sums instead of a 2-D one.
    """
    u, s, v = np.linalg.svd(kernel)
    if s[0] == 0 or (len(s) > 1 and s[1] > TOLERANCE * np.abs(kernel).max()):
        return None
    sign = np.sign(u[np.abs(u[:, 0]).argmax(), 0])  # the sign is arbitrary; the column's largest value is made positive
    return sign * u[:, 0] * np.sqrt(s[0]), sign * v[0] * np.sqrt(s[0])


def sum_meaning(total: float) -> str:
    """The effect of Σω on the brightness of the image."""
    if abs(total - 1) < TOLERANCE:
        return "The sum is 1: the brightness is preserved."
    if abs(total) < TOLERANCE:
        return "The sum is 0: uniform areas become black, only edges remain."
    if total < 0:
        return f"The sum is {total:g}: uniform areas become negative, which is shown as black unless the result is shifted or scaled."
    return f"The sum is {total:g}: the image becomes {'brighter' if total > 1 else 'darker'}, {total:g} times."


def normalized(kernel: Array) -> Array:
    """ω/Σω, which keeps the brightness.

    Raises:
        InvalidValue: Σω is 0, as of a kernel that detects edges.
    """
    total, size = kernel.sum(), np.abs(kernel).sum()
    if abs(total) <= TOLERANCE * size:
        raise InvalidValue("normalize", "the weights sum to 0, so they cannot be divided by their sum; choose a divisor instead")
    return np.asarray(kernel / total)
