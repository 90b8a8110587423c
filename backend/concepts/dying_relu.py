"""Dying ReLU, measured (§2.1.2): a neuron whose output is 0 for every example receives no gradient, and stays 0."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.backpropagation import slope
from backend.concepts.dense_network import DenseLayer, forward
from backend.concepts.initialization import new_network
from backend.concepts.network_training import TrainingConfig, TrainingState, train
from backend.concepts.toy_points import targets, toy_points

Array = NDArray[np.floating[Any]]

MIN_SLOPE = 1e-6


@dataclass(frozen=True)
class DeadUnits:
    """Attributes:
    dead: (steps + 1,), the fraction of hidden neurons whose derivative is 0 for all examples, before training and after each step.
    costs: (steps,), J before each step.
    """

    dead: Array
    costs: Array


def dead_share(network: Sequence[DenseLayer], x: Array) -> float:
    """The fraction of neurons in the hidden layers whose derivative f′(z) is 0 (below 10⁻⁶) for all examples `x`."""
    hidden = zip(network[:-1], forward(network, x), strict=False)
    steepest = np.concatenate([np.abs(slope(layer.activation, values)).max(axis=0) for layer, values in hidden])
    return float(np.mean(steepest < MIN_SLOPE))


def dead_units(
    activation: str = "relu", learning_rate: float = 1.0, steps: int = 200, width: int = 32, layers: int = 2, seed: int = 0
) -> DeadUnits:
    """Trains a network on two moons with plain gradient descent, and counts the dead neurons after every step.

    Raises:
        InvalidValue: an unknown activation, or a learning rate out of bounds.
    """
    x, labels = toy_points("moons", 200, 2, 0.1, seed)
    y = targets(labels, 2)
    network = new_network(2, [width] * layers + [1], [activation] * layers + ["sigmoid"], "he", seed)
    state = TrainingState(network)
    config = TrainingConfig(optimizer="sgd", parameters={"learning_rate": learning_rate}, batch_size=20, seed=seed)
    dead, costs = [dead_share(network, x)], []
    for _ in range(steps):
        state, (cost,) = train(state, x, y, config, 1)
        dead.append(dead_share(state.network, x))
        costs.append(cost.total)
    return DeadUnits(np.array(dead), np.array(costs))
