"""The vanishing gradient, measured (§2.1.1): the norm of the gradient after 1 to 50 layers, for each activation function."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activation_table import curve, find_activation
from backend.concepts.errors import InvalidValue
from backend.concepts.initialization import Gain, usual_gain

Array = NDArray[np.floating[Any]]

MAX_DEPTH = 50
EXAMPLES = 32


@dataclass(frozen=True)
class GradientFlow:
    """One random network, measured from its output back to its input: `gradients` = the cumulative product of `slopes` · `weight_factors`.

    Attributes:
        initialization, gain: the weights have standard deviation gain/√width, by whose rule.
        slopes: (depth,), the root mean square of f′(z) in each layer, weighted by the squared gradient that it is multiplied with:
            ‖δ ⊙ f′(z)‖/‖δ‖; the layer nearest to the output first.
        weight_factors: (depth,), by how much the weights change the norm after that: about the gain.
        products: (depth,), the cumulative products of the slopes: the effect of the activation function alone.
        gradients: (depth,), the norm of ∂J/∂a before each layer, relative to that at the output: the effect of activation and weights.
    """

    activation: str
    initialization: str
    gain: float
    slopes: Array
    weight_factors: Array
    products: Array
    gradients: Array


def gradient_flow(activation: str, depth: int = 50, width: int = 64, gain: float | None = None, seed: int = 0) -> GradientFlow:
    """A network of `depth` layers of `width` neurons with weights N(0, gain²/width), random examples and a random gradient at the output.

    Args:
        gain: the usual one of the activation function when None.

    Raises:
        InvalidValue: an unknown activation, or a depth beyond 50.
    """
    row = find_activation(activation)
    if row.id == "softmax":
        raise InvalidValue("activation", "softmax is used at the output only: it depends on all neurons of the layer")
    if not 1 <= depth <= MAX_DEPTH:
        raise InvalidValue("depth", f"depth is {depth}; allowed are 1 to {MAX_DEPTH}")
    chosen = usual_gain(row.id) if gain is None else Gain("chosen", gain)
    random = np.random.default_rng(seed)
    weights = chosen.gain * random.normal(0, 1 / sqrt(width), (depth, width, width))
    derivatives: list[Array] = []
    a: Array = random.normal(size=(EXAMPLES, width))
    for w in weights:
        a, derivative = curve(activation, a @ w.T)
        derivatives.append(derivative)
    norms: list[tuple[float, float]] = []
    gradient = random.normal(size=a.shape)
    last = float(np.linalg.norm(gradient))
    for w, derivative in zip(weights[::-1], derivatives[::-1], strict=True):
        delta = gradient * derivative
        gradient = delta @ w
        through, after = float(np.linalg.norm(delta)), float(np.linalg.norm(gradient))
        norms.append((_ratio(through, last), _ratio(after, through)))
        last = after
    slopes, factors = np.array(norms).T
    return GradientFlow(row.id, chosen.name, chosen.gain, slopes, factors, np.cumprod(slopes), np.cumprod(slopes * factors))


def _ratio(norm: float, before: float) -> float:
    """0 where nothing is left of the gradient."""
    return norm / before if before > 0 else 0.0
