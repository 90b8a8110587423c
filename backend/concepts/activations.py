"""Activation functions (§2.1): ŷ = f(z), value by value. Each keeps the dtype and is finite for every finite z."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.architecture import Activation

Array = NDArray[np.floating[Any]]

LEAKY_RELU_SLOPE = 0.2  # Keras' negative_slope
SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805
_erf = np.frompyfunc(math.erf, 1, 1)


def linear(z: Array) -> Array:
    """f(z) = z."""
    return z


def relu(z: Array) -> Array:
    """f(z) = max(0, z) (§2.1.2)."""
    return np.maximum(z, 0)


def leaky_relu(z: Array) -> Array:
    """f(z) = z for z > 0, else α z, with α = 0.2 (§2.1.3)."""
    return np.where(z > 0, z, LEAKY_RELU_SLOPE * z)


def elu(z: Array) -> Array:
    """f(z) = z for z > 0, else eᶻ − 1."""
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


def selu(z: Array) -> Array:
    """f(z) = λ z for z > 0, else λ α (eᶻ − 1): keeps mean 0 and variance 1 from layer to layer."""
    return SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0)))


def normal_cdf(z: Array) -> Array:
    """Φ(z) = (1 + erf(z/√2))/2, the share of the normal distribution below z."""
    return np.asarray(0.5 * (1 + _erf(z / math.sqrt(2))), dtype=z.dtype)


def gelu(z: Array) -> Array:
    """f(z) = z Φ(z), Φ the normal distribution."""
    return z * normal_cdf(z)


def sigmoid(z: Array) -> Array:
    """σ(z) = 1/(1 + e⁻ᶻ) (§2.1.1); computed from e^−|z|, which cannot overflow."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def swish(z: Array) -> Array:
    """f(z) = z σ(z) (§2.1.4)."""
    return z * sigmoid(z)


def softplus(z: Array) -> Array:
    """f(z) = ln(1 + eᶻ); computed as max(z, 0) + ln(1 + e^−|z|)."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def mish(z: Array) -> Array:
    """f(z) = z tanh(ln(1 + eᶻ))."""
    return z * tanh(softplus(z))


def softsign(z: Array) -> Array:
    """f(z) = z/(1 + |z|)."""
    return np.asarray(z / (1 + np.abs(z)))


def tanh(z: Array) -> Array:
    """f(z) = (eᶻ − e⁻ᶻ)/(eᶻ + e⁻ᶻ) (§2.1.1)."""
    return np.asarray(np.tanh(z))


ACTIVATIONS: dict[Activation, Callable[[Array], Array]] = {
    "linear": linear,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "selu": selu,
    "gelu": gelu,
    "swish": swish,
    "mish": mish,
    "softplus": softplus,
    "softsign": softsign,
    "tanh": tanh,
    "sigmoid": sigmoid,
}


def activate(name: Activation, z: Array) -> Array:
    """f(z) for the activation `name`; the same shape and dtype."""
    return ACTIVATIONS[name](z)
