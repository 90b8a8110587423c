"""The vanishing gradient, measured (§2.1.1): the norm of the gradient after 1 to 50 layers, for each activation function."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activation_table import curve, find_activation
from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]

MAX_DEPTH = 50
EXAMPLES = 32


@dataclass(frozen=True)
class GradientFlow:
    """One random network, measured from its output back to its input.

    Attributes:
        slopes: (depth,), the mean |f′(z)| of each layer, the layer nearest to the output first.
        products: (depth,), the cumulative products of these means: the effect of the activation function alone.
        gradients: (depth,), the norm of ∂J/∂a before each layer, relative to that at the output: the effect of activation and weights.
    """

    activation: str
    slopes: Array
    products: Array
    gradients: Array


def gradient_flow(activation: str, depth: int = 50, width: int = 64, gain: float = 1.0, seed: int = 0) -> GradientFlow:
    """A network of `depth` layers of `width` neurons with weights N(0, gain²/width), random examples and a random gradient at the output.

    Raises:
        InvalidValue: an unknown activation, or a depth beyond 50.
    """
    row = find_activation(activation)
    if row.id == "softmax":
        raise InvalidValue("activation", "softmax is used at the output only: it depends on all neurons of the layer")
    if not 1 <= depth <= MAX_DEPTH:
        raise InvalidValue("depth", f"depth is {depth}; allowed are 1 to {MAX_DEPTH}")
    random = np.random.default_rng(seed)
    weights = gain * random.normal(0, 1 / sqrt(width), (depth, width, width))
    derivatives: list[Array] = []
    a: Array = random.normal(size=(EXAMPLES, width))
    for w in weights:
        a, derivative = curve(activation, a @ w.T)
        derivatives.append(derivative)
    gradients: list[Array] = [random.normal(size=a.shape)]
    for w, derivative in zip(weights[::-1], derivatives[::-1], strict=True):
        gradients.append((gradients[-1] * derivative) @ w)
    slopes = np.array([np.abs(derivative).mean() for derivative in derivatives[::-1]])
    lengths = np.array([np.linalg.norm(gradient) for gradient in gradients])
    return GradientFlow(row.id, slopes, np.cumprod(slopes), lengths[1:] / lengths[0])
