"""Activation functions (§2.1): ŷ = f(z), elementwise. Each keeps the dtype and is finite for every finite z."""

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
_erfc = np.frompyfunc(math.erfc, 1, 1)


def exp_nonpositive(z: Array) -> Array:
    """eᶻ for z ≤ 0; 0 where it is less than the smallest normal number, so that nothing underflows."""
    least = np.log(np.finfo(z.dtype).tiny)
    return np.where(z > least, np.exp(np.maximum(z, least)), 0).astype(z.dtype, copy=False)


def linear(z: Array) -> Array:
    """f(z) = z."""
    return z


def relu(z: Array) -> Array:
    """f(z) = max(0, z) (§2.1.2)."""
    return np.maximum(z, 0)


def leaky_relu(z: Array, alpha: float = LEAKY_RELU_SLOPE) -> Array:
    """f(z) = z for z > 0, else α z (§2.1.3)."""
    return np.where(z > 0, z, alpha * z)


def elu(z: Array, alpha: float = 1.0) -> Array:
    """f(z) = z for z > 0, else α (eᶻ − 1)."""
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


def selu(z: Array) -> Array:
    """f(z) = λ z for z > 0, else λ α (eᶻ − 1): keeps mean 0 and variance 1 from layer to layer."""
    return SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0)))


def normal_cdf(z: Array) -> Array:
    """Φ(z) = erfc(−z/√2)/2, the cumulative distribution function of the standard normal distribution; 0 where it would underflow."""
    least = 1 - math.sqrt(-2 * math.log(np.finfo(z.dtype).tiny))
    phi: Array = np.asarray(0.5 * _erfc(-np.maximum(z, least) / math.sqrt(2)), dtype=z.dtype)
    return np.where(z > least, phi, 0).astype(z.dtype, copy=False)


def gelu(z: Array) -> Array:
    """f(z) = z Φ(z), Φ the cumulative distribution function of the standard normal distribution."""
    return z * normal_cdf(z)


def sigmoid(z: Array) -> Array:
    """σ(z) = 1/(1 + e⁻ᶻ) (§2.1.1); computed from e^−|z|, which cannot overflow."""
    e = exp_nonpositive(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def swish(z: Array, beta: float = 1.0) -> Array:
    """f(z) = z σ(β z) (§2.1.4, where β = 1)."""
    return z * sigmoid(beta * z)


def softplus(z: Array) -> Array:
    """f(z) = ln(1 + eᶻ); computed as max(z, 0) + ln(1 + e^−|z|)."""
    return np.maximum(z, 0) + np.log1p(exp_nonpositive(-np.abs(z)))


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
