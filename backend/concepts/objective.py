"""The objective J of a network (§3.1): the cost of its outputs, and the L1 and L2 regularization of its weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activation_table import find_activation
from backend.concepts.activations import softplus
from backend.concepts.cost import find_cost, l1_penalty, l2_penalty
from backend.concepts.dense_network import DenseLayer, LayerValues
from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Objective:
    """The objective that training minimizes.

    Attributes:
        cost: id of a cost function.
        l1, l2: strengths λ₁ and λ of the penalties.
    """

    cost: str = "cross_entropy"
    l1: float = 0.0
    l2: float = 0.0


@dataclass(frozen=True)
class CostParts:
    """J = data + l1 + l2."""

    data: float
    l1: float
    l2: float

    @property
    def total(self) -> float:
        return self.data + self.l1 + self.l2


def check_objective(objective: Objective, activation: str) -> None:
    """A cost that takes logarithms of ŷ and 1 − ŷ needs outputs in [0, 1].

    Raises:
        InvalidValue: the output layer's `activation` gives other values, or the cost is unknown.
    """
    row = find_activation(activation)
    if find_cost(objective.cost).probabilities and not 0 <= row.infimum <= row.supremum <= 1:
        raise InvalidValue(
            "cost",
            f"{objective.cost} needs outputs between 0 and 1 (sigmoid, softmax), but {row.id} gives {row.range}; "
            "choose another output activation, or mse",
        )


def evaluate(
    objective: Objective, network: Sequence[DenseLayer], values: Sequence[LayerValues], y: Array, examples: int | None = None
) -> CostParts:
    """J and its parts (§3.1).

    Args:
        values: of a forward pass of n examples.
        y: (n, K) targets.
        examples: the n of the penalty; the size of the whole data set where this is a batch of it.
    """
    weights = [layer.weights for layer in network]
    return CostParts(
        data_cost(objective.cost, network[-1].activation, values[-1], y),
        l1_penalty(weights, objective.l1, examples or len(y)),
        l2_penalty(weights, objective.l2, examples or len(y)),
    )


def data_cost(cost: str, activation: str, output: LayerValues, y: Array) -> float:
    """The cost of the outputs; from z where logarithm and activation cancel, so that an output of exactly 0 or 1 costs what it should."""
    if (cost, activation) == ("cross_entropy", "sigmoid"):
        return float(np.sum(softplus(output.z) - y * output.z) / len(y))
    if (cost, activation) == ("categorical_cross_entropy", "softmax"):
        shifted = output.z - output.z.max(axis=1, keepdims=True)
        return float(np.sum(y * (np.log(np.exp(shifted).sum(axis=1, keepdims=True)) - shifted)) / len(y))
    return find_cost(cost).value(output.a, y)
