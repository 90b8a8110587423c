"""Gradient checking: central finite differences of J for every parameter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.dense_network import DenseLayer, DenseNetwork, forward
from backend.concepts.objective import Objective, evaluate

Array = NDArray[np.floating[Any]]

STEP = 1e-5  # the error of the formula grows with its square, that of the arithmetic with 1/step


def perturbed(network: Sequence[DenseLayer], layer: int, unit: int, input: int | None, by: float) -> DenseNetwork:
    """The same network with one weight wⱼₖ changed, or with the bias bⱼ where `input` is None."""
    old = network[layer]
    weights, bias = old.weights.copy(), old.bias.copy()
    if input is None:
        bias[unit] += by
    else:
        weights[unit, input] += by
    return (*network[:layer], replace(old, weights=weights, bias=bias), *network[layer + 1 :])


def finite_difference(
    network: Sequence[DenseLayer], x: Array, y: Array, objective: Objective, layer: int, unit: int, input: int | None
) -> float:
    """∂J/∂w ≈ (J(w + h) − J(w − h))/2h for one weight, or one bias where `input` is None; its error is of the order h² = 1e-10."""

    def cost(by: float) -> float:
        changed = perturbed(network, layer, unit, input, by)
        return evaluate(objective, changed, forward(changed, x), y).total

    return (cost(STEP) - cost(-STEP)) / (2 * STEP)


def finite_differences(network: Sequence[DenseLayer], x: Array, y: Array, objective: Objective) -> list[tuple[Array, Array]]:
    """For each layer the (units, inputs) differences of its weights and the (units,) of its biases.

    Two forward passes for each parameter: for small networks.
    """

    def of_layer(index: int, layer: DenseLayer) -> tuple[Array, Array]:
        units, inputs = layer.weights.shape
        weights = [[finite_difference(network, x, y, objective, index, j, k) for k in range(inputs)] for j in range(units)]
        biases = [finite_difference(network, x, y, objective, index, j, None) for j in range(units)]
        return np.array(weights), np.array(biases)

    return [of_layer(index, layer) for index, layer in enumerate(network)]
