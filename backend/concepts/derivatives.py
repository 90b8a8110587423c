"""Derivatives of the activation functions, f′(z), elementwise (§2.1, §3.2)."""

from collections.abc import Callable
from math import pi, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activations import LEAKY_RELU_SLOPE, SELU_ALPHA, SELU_SCALE, exp_nonpositive, normal_cdf, sigmoid, softplus
from backend.concepts.architecture import Activation

Array = NDArray[np.floating[Any]]


def linear(z: Array) -> Array:
    """f′(z) = 1."""
    return np.ones_like(z)


def relu(z: Array) -> Array:
    """f′(z) = 1 for z > 0, else 0; at 0, where there is none, 0."""
    return (z > 0).astype(z.dtype)


def leaky_relu(z: Array, alpha: float = LEAKY_RELU_SLOPE) -> Array:
    """f′(z) = 1 for z > 0, else α."""
    return np.where(z > 0, 1, alpha).astype(z.dtype)


def elu(z: Array, alpha: float = 1.0) -> Array:
    """f′(z) = 1 for z > 0, else α eᶻ."""
    return np.where(z > 0, 1, alpha * exp_nonpositive(np.minimum(z, 0))).astype(z.dtype, copy=False)


def selu(z: Array) -> Array:
    """f′(z) = λ for z ≥ 0, else λ α eᶻ."""
    return SELU_SCALE * np.where(z >= 0, 1, SELU_ALPHA * exp_nonpositive(np.minimum(z, 0))).astype(z.dtype)


def gelu(z: Array) -> Array:
    """f′(z) = Φ(z) + z φ(z), φ the density of the normal distribution; beyond ±40 it is 0 in any float, and z² cannot overflow."""
    return normal_cdf(z) + z * exp_nonpositive(-(np.clip(z, -40, 40) ** 2) / 2) / sqrt(2 * pi)


def sigmoid_derivative(z: Array) -> Array:
    """σ′(z) = σ(z) (1 − σ(z)); computed as e/(1 + e)² with e = e^−|z|, which keeps its digits where σ is near 1."""
    e = exp_nonpositive(-np.abs(z))
    return np.asarray(e / (1 + e) ** 2)


def swish(z: Array, beta: float = 1.0) -> Array:
    """f′(z) = σ(βz) + β z σ′(βz)."""
    return sigmoid(beta * z) + beta * z * sigmoid_derivative(beta * z)


def mish(z: Array) -> Array:
    """f′(z) = tanh(s) + z tanh′(s) σ(z), s = ln(1 + eᶻ)."""
    s = softplus(z)
    return np.asarray(np.tanh(s) + z * tanh(s) * sigmoid(z))


def softsign(z: Array) -> Array:
    """f′(z) = 1/(1 + |z|)²."""
    return np.asarray((1 / (1 + np.abs(z))) ** 2)


def tanh(z: Array) -> Array:
    """f′(z) = 1 − tanh²(z) = 4 σ′(2z), which keeps its digits where tanh is near ±1."""
    return np.asarray(4 * sigmoid_derivative(2 * z))


DERIVATIVES: dict[Activation, Callable[[Array], Array]] = {
    "linear": linear,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "selu": selu,
    "gelu": gelu,
    "swish": swish,
    "mish": mish,
    "softplus": sigmoid,
    "softsign": softsign,
    "tanh": tanh,
    "sigmoid": sigmoid_derivative,
}


def derivative(name: Activation, z: Array) -> Array:
    """f′(z) for the activation `name`; the same shape and dtype."""
    return DERIVATIVES[name](z)
