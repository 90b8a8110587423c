"""Dying ReLU, measured (§2.1.2): a neuron whose output is 0 for every example receives no gradient, and its weights stay as they are.

It stays dead as long as its inputs do: those of the first layer are the data, those of a later layer change while the layer before learns.
"""

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
    revived: (layers,), how often a neuron of each hidden layer that was dead before a step was not after it.
    """

    dead: Array
    costs: Array
    revived: NDArray[np.integer[Any]]


def dead_neurons(network: Sequence[DenseLayer], x: Array) -> list[NDArray[np.bool_]]:
    """In each hidden layer, (units,): whether the derivative f′(z) of the neuron is 0 (below 10⁻⁶) for all examples `x`."""
    hidden = zip(network[:-1], forward(network, x), strict=False)
    return [np.abs(slope(layer.activation, values)).max(axis=0) < MIN_SLOPE for layer, values in hidden]


def dead_units(
    activation: str = "relu", learning_rate: float = 1.0, steps: int = 200, width: int = 32, layers: int = 2, seed: int = 0
) -> DeadUnits:
    """Trains a network on two moons with plain gradient descent; counts the dead neurons after every step, and those that came back.

    Raises:
        InvalidValue: an unknown activation, or a learning rate out of bounds.
    """
    x, labels = toy_points("moons", 200, 2, 0.1, seed)
    y = targets(labels, 2)
    network = new_network(2, [width] * layers + [1], [activation] * layers + ["sigmoid"], "he", seed)
    state = TrainingState(network)
    config = TrainingConfig(optimizer="sgd", parameters={"learning_rate": learning_rate}, batch_size=20, seed=seed)
    dead, costs = [dead_neurons(network, x)], []
    for _ in range(steps):
        state, (cost,) = train(state, x, y, config, 1)
        dead.append(dead_neurons(state.network, x))
        costs.append(cost.total)
    history = np.array(dead)
    revived = (history[:-1] & ~history[1:]).sum(axis=(0, 2))
    return DeadUnits(history.mean(axis=(1, 2)), np.array(costs), revived)
