"""Batch normalization in inference, with the moving averages of training (Ioffe and Szegedy, arXiv:1502.03167)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


def batch_normalize(x: Array, gamma: Array, beta: Array, mean: Array, variance: Array, epsilon: float) -> Array:
    """x̂ = γ (x − μ)/√(σ² + ε) + β for each channel.

    Args:
        x: (n, ..., channels).
        gamma, beta, mean, variance: (channels,).

    Returns:
        the shape and dtype of `x`.
    """
    scale = gamma / np.sqrt(variance + epsilon)
    return np.asarray(x * scale + (beta - mean * scale))
