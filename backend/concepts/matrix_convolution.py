"""The general convolution of two matrices (§4.1): one is rotated by 180°, then both are multiplied elementwise and summed."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class MatrixConvolution:
    """Attributes:
    x: (m, n), X as the sum takes it: X_(m−i)(n−j) at row i, column j, which is X rotated by 180°.
    y: (m, n), Y_(i+1)(j+1) at row i, column j, which is Y.
    terms: (m, n), their products.
    value: the sum.
    """

    x: Array
    y: Array
    terms: Array
    value: float


def matrix_convolution(x: Array, y: Array) -> MatrixConvolution:
    """Σ_{i=0}^{m−1} Σ_{j=0}^{n−1} X_(m−i)(n−j) Y_(i+1)(j+1) (§4.1); the indices of X and Y count from 1.

    Raises:
        InvalidValue: both matrices must be m × n.
    """
    if x.ndim != 2 or x.shape != y.shape:
        raise InvalidValue("y", f"X is {x.shape}, Y is {y.shape}; both must be m × n")
    rotated = x[::-1, ::-1]
    terms = rotated * y
    return MatrixConvolution(rotated, y, terms, float(terms.sum()))
