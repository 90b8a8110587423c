"""How different the pictures of a generator are from each other: what falls when it forges one picture only (mode collapse, §VI)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


def mean_pairwise_distance(pictures: Array) -> float:
    """d = 2/(n(n − 1)) Σ_{i<j} ‖x_i − x_j‖/√m, the mean distance of two different pictures; 0 when all are the same.

    Args:
        pictures: (n, ...), n ≥ 2, with m values in [0, 1] each.

    Returns:
        in [0, 1].
    """
    rows = np.asarray(pictures, np.float64).reshape(len(pictures), -1)
    first, second = np.triu_indices(len(rows), k=1)
    distances = np.sqrt(np.mean((rows[first] - rows[second]) ** 2, axis=1))
    return float(distances.mean())
