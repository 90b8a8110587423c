"""Back-propagation (§3.2): the gradient of J, from the output layer back to the input."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activation_table import curve
from backend.concepts.cost import find_cost, penalty_gradient
from backend.concepts.dense_network import DenseLayer, LayerValues, forward
from backend.concepts.objective import Objective

Array = NDArray[np.floating[Any]]

CANCELLING = {("cross_entropy", "sigmoid"), ("categorical_cross_entropy", "softmax")}


@dataclass(frozen=True)
class LayerGradient:
    """∂J/∂wⱼₖ = Σ over the examples of ∂J/∂aⱼ · ∂aⱼ/∂zⱼ · ∂zⱼ/∂wⱼₖ, plus the penalty's part; every factor (§3.2.2).

    Attributes:
        dj_da: (n, units); includes the 1/n of the average.
        da_dz: (n, units), f′(z); for softmax (n, units, units), ∂aᵢ/∂zⱼ.
        dz_dw: (n, inputs), the layer's inputs xₖ: the same for every neuron.
        delta: (n, units), the local gradient δⱼ = ∂J/∂zⱼ = ∂J/∂aⱼ · ∂aⱼ/∂zⱼ.
        dj_dw: (units, inputs), with the penalty.
        dj_db: (units,); ∂z/∂b = 1.
    """

    dj_da: Array
    da_dz: Array
    dz_dw: Array
    delta: Array
    dj_dw: Array
    dj_db: Array


def backward(
    network: Sequence[DenseLayer], values: Sequence[LayerValues], y: Array, objective: Objective, examples: int | None = None
) -> list[LayerGradient]:
    """The gradient in every layer, first to last.

    Args:
        values: of the forward pass of the n examples.
        y: (n, K) targets.
        examples: the n of the penalty; the size of the whole data set where this is a batch of it.
    """
    gradients: list[LayerGradient] = []
    dj_da = find_cost(objective.cost).gradient(values[-1].a, y)
    for index in reversed(range(len(network))):
        layer, value = network[index], values[index]
        da_dz = slope(layer.activation, value)
        cancels = index == len(network) - 1 and (objective.cost, layer.activation) in CANCELLING
        delta = (value.a * _targets(objective.cost, y) - y) / len(y) if cancels else _through(dj_da, da_dz)
        penalty = penalty_gradient(layer.weights, objective.l1, objective.l2, examples or len(y))
        gradients.insert(0, LayerGradient(dj_da, da_dz, value.inputs, delta, delta.T @ value.inputs + penalty, delta.sum(axis=0)))
        dj_da = delta @ layer.weights  # ∂J/∂xₖ = Σⱼ δⱼ wⱼₖ, and this layer's x is the a of the layer before
    return gradients


def gradient(network: Sequence[DenseLayer], x: Array, y: Array, objective: Objective, examples: int | None = None) -> list[LayerGradient]:
    """Forward and backward in one. Arguments as for `backward`; `x` is (n, inputs)."""
    return backward(network, forward(network, x), y, objective, examples)


def slope(activation: str, value: LayerValues) -> Array:
    """∂a/∂z: (n, units), or (n, units, units) for softmax: ∂aᵢ/∂zⱼ = aᵢ(δᵢⱼ − aⱼ)."""
    if activation != "softmax":
        return curve(activation, value.z)[1]
    a = value.a
    return a[:, :, None] * (np.eye(a.shape[1]) - a[:, None, :])


def _through(dj_da: Array, da_dz: Array) -> Array:
    """δ = ∂J/∂a · ∂a/∂z; for softmax δⱼ = Σᵢ ∂J/∂aᵢ · ∂aᵢ/∂zⱼ."""
    return np.asarray(dj_da * da_dz if da_dz.ndim == 2 else np.einsum("ni,nij->nj", dj_da, da_dz))


def _targets(cost: str, y: Array) -> Array | float:
    """δ = (a·Σy − y)/n: for classes Σy is 1 where y is one-hot; for the two-sided cross-entropy it is always 1."""
    return y.sum(axis=1, keepdims=True) if cost == "categorical_cross_entropy" else 1.0
