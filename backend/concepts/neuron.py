"""One neuron (§II): inputs, weights, weighted sum, output."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activation_table import curve
from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Neuron:
    """ŷ = f(z) with z = Σ wᵢxᵢ + b, with every intermediate value.

    Attributes:
        terms: (N,), the products wᵢxᵢ.
        z: their sum and b.
        y_hat: f(z).
        slope: f′(z).
    """

    terms: Array
    z: float
    y_hat: float
    slope: float


def neuron(inputs: Array, weights: Array, bias: float, activation: str = "sigmoid", **parameters: float) -> Neuron:
    """ŷ = f(w · x + b) (§II).

    Args:
        inputs, weights: (N,), float64.
        activation: an id of the activation table, with its `parameters`.

    Raises:
        InvalidValue: as many weights as inputs are needed; the activation must be known.
    """
    if inputs.shape != weights.shape or inputs.ndim != 1:
        raise InvalidValue("weights", f"{weights.size} weights for {inputs.size} inputs; there must be one for each")
    terms = inputs * weights
    z = np.sum(terms) + bias
    value, slope = curve(activation, np.array([z]), parameters)
    return Neuron(terms, float(z), float(value[0]), float(slope[0]))
