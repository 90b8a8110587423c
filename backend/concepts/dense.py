"""Dense layers (§II)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


def dense(x: Array, kernel: Array, bias: Array | None = None) -> Array:
    """z_j = Σ_i x_i w_ij + b_j for each unit j (§II).

    Args:
        x: (n, inputs).
        kernel: (inputs, units).
        bias: (units,).

    Returns:
        (n, units).
    """
    z = x @ kernel
    return np.asarray(z if bias is None else z + bias)
