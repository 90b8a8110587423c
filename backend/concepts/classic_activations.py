"""Activation functions of the common table (§2.1) that no layer of a trained network uses, each with its derivative.

Shapes and dtypes as in `activations.py`: elementwise, finite for every finite z up to 10⁴ and beyond, nothing overflows.
"""

from math import log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activations import exp_nonpositive, sigmoid
from backend.concepts.derivatives import sigmoid_derivative

Array = NDArray[np.floating[Any]]


def binary_step(z: Array) -> Array:
    """f(z) = 0 for z < 0, else 1."""
    return (z >= 0).astype(z.dtype)


def binary_step_derivative(z: Array) -> Array:
    """f′(z) = 0; at 0, where it does not exist, 0 too: no gradient flows through a step."""
    return np.zeros_like(z)


def hard_tanh(z: Array) -> Array:
    """f(z) = max(−1, min(1, z))."""
    return np.clip(z, -1, 1)


def hard_tanh_derivative(z: Array) -> Array:
    """f′(z) = 1 for −1 < z < 1, else 0."""
    return (np.abs(z) < 1).astype(z.dtype)


def arctan(z: Array) -> Array:
    """f(z) = tan⁻¹(z)."""
    return np.asarray(np.arctan(z))


def arctan_derivative(z: Array) -> Array:
    """f′(z) = 1/(z² + 1)."""
    return np.asarray(1 / np.hypot(z, 1) ** 2)


def arsinh(z: Array) -> Array:
    """f(z) = sinh⁻¹(z) = ln(z + √(z² + 1))."""
    return np.asarray(np.arcsinh(z))


def arsinh_derivative(z: Array) -> Array:
    """f′(z) = 1/√(z² + 1)."""
    return np.asarray(1 / np.hypot(z, 1))


def isru(z: Array, alpha: float = 1.0) -> Array:
    """f(z) = z/√(1 + α z²), the inverse square root unit."""
    return np.asarray(z / np.hypot(1, sqrt(alpha) * z))


def isru_derivative(z: Array, alpha: float = 1.0) -> Array:
    """f′(z) = (1/√(1 + α z²))³."""
    return np.asarray(np.hypot(1, sqrt(alpha) * z) ** -3)


def bent_identity(z: Array) -> Array:
    """f(z) = (√(z² + 1) − 1)/2 + z; the first part as z²/(√(z² + 1) + 1)/2, which keeps its digits near 0."""
    return np.asarray(z * (z / (np.hypot(z, 1) + 1)) / 2 + z)


def bent_identity_derivative(z: Array) -> Array:
    """f′(z) = z/(2√(z² + 1)) + 1."""
    return np.asarray(z / (2 * np.hypot(z, 1)) + 1)


def gaussian(z: Array) -> Array:
    """f(z) = e^(−z²); beyond ±40 it is 0 in any float, and z² cannot overflow."""
    return exp_nonpositive(-(np.clip(z, -40, 40) ** 2))


def gaussian_derivative(z: Array) -> Array:
    """f′(z) = −2z e^(−z²)."""
    return -2 * z * gaussian(z)


def sinusoid(z: Array) -> Array:
    """f(z) = sin(z)."""
    return np.asarray(np.sin(z))


def sinusoid_derivative(z: Array) -> Array:
    """f′(z) = cos(z)."""
    return np.asarray(np.cos(z))


def sinc(z: Array) -> Array:
    """f(z) = sin(z)/z, and 1 at 0."""
    small = np.abs(z) < 1e-4
    safe = np.where(small, 1, z)
    return np.where(small, 1 - np.where(small, z, 0) ** 2 / 6, np.sin(safe) / safe)


def sinc_derivative(z: Array) -> Array:
    """f′(z) = cos(z)/z − sin(z)/z², and 0 at 0; near 0 its series −z/3 + z³/30 − z⁵/840 + z⁷/45360, which does not cancel."""
    small = np.abs(z) < 0.1
    safe, near = np.where(small, 1, z), np.where(small, z, 0)
    series = near * (-1 / 3 + near**2 * (1 / 30 + near**2 * (-1 / 840 + near**2 / 45360)))
    return np.where(small, series, (np.cos(safe) - np.sin(safe) / safe) / safe)


def softmax_share(z: Array, classes: float = 3) -> Array:
    """p₁ = e^z/(e^z + n − 1) = σ(z − ln(n − 1)): softmax for the first of n classes, where the other n − 1 have z = 0."""
    return sigmoid(z - log(classes - 1))


def softmax_share_derivative(z: Array, classes: float = 3) -> Array:
    """∂p₁/∂z₁ = p₁ (1 − p₁)."""
    return sigmoid_derivative(z - log(classes - 1))
