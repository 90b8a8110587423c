"""The diversity of generated images: it drops to 0 in mode collapse, when the generator always produces the same image (§VI)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


def mean_pairwise_distance(images: Array) -> float:
    """d = 2/(n(n − 1)) Σ_{i<j} ‖x_i − x_j‖/√m, the mean distance of two different images; 0 when all are the same.

    Args:
        images: (n, ...), n ≥ 2, with m values in [0, 1] each.

    Returns:
        in [0, 1].
    """
    rows = np.asarray(images, np.float64).reshape(len(images), -1)
    first, second = np.triu_indices(len(rows), k=1)
    distances = np.sqrt(np.mean((rows[first] - rows[second]) ** 2, axis=1))
    return float(distances.mean())
