"""Filter kernels ω (§4.1): those of the tutorial's table and others in common use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]

MAX_SIZE = 15
MAX_WEIGHT = 1e6
Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Kernel:
    """ω = matrix/divisor, as the table writes it. `in_tutorial` marks the rows of §4.1."""

    id: str
    title: str
    matrix: Rows
    divisor: float = 1
    in_tutorial: bool = False

    def weights(self) -> Array:
        """ω, (rows, columns), float64."""
        return np.array(self.matrix, dtype=float) / self.divisor


_GAUSS_5 = ((1, 4, 6, 4, 1), (4, 16, 24, 16, 4), (6, 24, 36, 24, 6), (4, 16, 24, 16, 4), (1, 4, 6, 4, 1))
_UNSHARP_5 = (_GAUSS_5[0], _GAUSS_5[1], (6, 24, -476, 24, 6), _GAUSS_5[3], _GAUSS_5[4])
_ROWS = (
    Kernel("identity", "Identity", ((0, 0, 0), (0, 1, 0), (0, 0, 0)), in_tutorial=True),
    Kernel("ridge", "Ridge detection", ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)), in_tutorial=True),
    Kernel("sharpen", "Sharpen", ((0, -1, 0), (-1, 5, -1), (0, -1, 0)), in_tutorial=True),
    Kernel("box-blur", "Box blur", ((1, 1, 1), (1, 1, 1), (1, 1, 1)), 9, in_tutorial=True),
    Kernel("gaussian-blur", "Gaussian blur 5×5", _GAUSS_5, 256, in_tutorial=True),
    Kernel("unsharp-masking", "Unsharp masking 5×5", _UNSHARP_5, -256, in_tutorial=True),
    Kernel("gaussian-blur-3", "Gaussian blur 3×3", ((1, 2, 1), (2, 4, 2), (1, 2, 1)), 16),
    Kernel("sobel-x", "Sobel, vertical edges", ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1))),
    Kernel("sobel-y", "Sobel, horizontal edges", ((-1, -2, -1), (0, 0, 0), (1, 2, 1))),
    Kernel("prewitt-x", "Prewitt, vertical edges", ((-1, 0, 1), (-1, 0, 1), (-1, 0, 1))),
    Kernel("prewitt-y", "Prewitt, horizontal edges", ((-1, -1, -1), (0, 0, 0), (1, 1, 1))),
    Kernel("laplacian", "Laplacian", ((0, 1, 0), (1, -4, 1), (0, 1, 0))),
    Kernel("emboss", "Emboss", ((-2, -1, 0), (-1, 1, 1), (0, 1, 2))),
    Kernel("motion-blur", "Motion blur", tuple(tuple(float(i == j) for j in range(5)) for i in range(5)), 5),
)
KERNELS: dict[str, Kernel] = {row.id: row for row in _ROWS}


def find_kernel(id: str) -> Kernel:
    """The preset of that id (`box-blur`, or `box_blur`).

    Raises:
        InvalidValue: there is none.
    """
    kernel = KERNELS.get(id.replace("_", "-"))
    if kernel is None:
        raise InvalidValue("kernel", f"no kernel is called {id!r}; there are {', '.join(KERNELS)}")
    return kernel


def custom_kernel(matrix: Sequence[Sequence[float]], divisor: float = 1) -> Array:
    """A custom kernel: ω = matrix/divisor, (rows, columns), float64.

    Raises:
        InvalidValue: ragged, empty, larger than 15 × 15, a weight that is not finite or beyond ±10⁶, or a divisor of 0.
    """
    widths = {len(row) for row in matrix}
    if len(widths) != 1:
        raise InvalidValue("matrix", f"all rows of a kernel have the same length; received lengths {[len(row) for row in matrix]}")
    if not (1 <= len(matrix) <= MAX_SIZE and 1 <= widths.pop() <= MAX_SIZE):
        raise InvalidValue("matrix", f"a kernel is 1×1 to {MAX_SIZE}×{MAX_SIZE}; received {len(matrix)}×{len(matrix[0])}")
    if not np.isfinite(divisor) or divisor == 0:
        raise InvalidValue("divisor", f"the divisor is {divisor}; it must be a finite number other than 0")
    weights = np.array(matrix, dtype=float) / divisor
    wrong = weights[~(np.abs(weights) <= MAX_WEIGHT)]
    if wrong.size:
        raise InvalidValue("matrix", f"every weight must be a finite number within ±{MAX_WEIGHT:g}; received {wrong[0]:g}")
    return weights
