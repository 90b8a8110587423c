"""From logits to probabilities."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


def softmax(z: Array) -> Array:
    """p_k = e^(z_k) / Σ_j e^(z_j) over the last axis; the largest z is subtracted first, which changes nothing and cannot overflow.

    Returns:
        the shape and dtype of `z`; in [0, 1], each row sums to 1.
    """
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True))
