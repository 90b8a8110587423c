"""How fast training converges with each activation function, measured (§2.1.4)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.dense_network import forward
from backend.concepts.errors import InvalidValue
from backend.concepts.initialization import new_network, usual_gain
from backend.concepts.network_training import TrainingConfig, TrainingState, train
from backend.concepts.objective import evaluate
from backend.concepts.toy_points import targets, toy_points

Array = NDArray[np.floating[Any]]

SHAPE, POINTS, NOISE = "circles", 200, 0.1
WIDTH = 8
BATCH_SIZE = 40


@dataclass(frozen=True)
class Convergence:
    """One training run for each seed.

    Attributes:
        initialization: `he` or `xavier`, whichever is usual for the activation function.
        losses: (seeds, epochs + 1), J of all examples before training and after each epoch.
        epochs_to_threshold: for each seed the first epoch after which J is below the threshold; None where there is none.
    """

    activation: str
    initialization: str
    losses: Array
    epochs_to_threshold: tuple[int | None, ...]


def convergence(
    activation: str = "swish",
    learning_rate: float = 0.5,
    epochs: int = 40,
    layers: int = 2,
    threshold: float = 0.2,
    seeds: int = 5,
    seed: int = 0,
) -> Convergence:
    """Trains `layers` hidden layers of 8 neurons on 200 points of two circles, by stochastic gradient descent with batch size 40.

    Run i has seed + i for its data, weights and batches, so every activation function meets the same data.

    Raises:
        InvalidValue: an activation that is unknown or not elementwise, or a learning rate out of bounds.
    """
    initialization = "he" if usual_gain(activation).name == "He" else "xavier"
    if activation == "softmax":
        raise InvalidValue("activation", "softmax is used at the output only: it depends on all neurons of the layer")
    losses = np.array([_losses(activation, initialization, learning_rate, epochs, layers, seed + run) for run in range(seeds)])
    reached = [np.flatnonzero(run < threshold) for run in losses]
    return Convergence(activation, initialization, losses, tuple(int(epoch[0]) if len(epoch) else None for epoch in reached))


def _losses(activation: str, initialization: str, learning_rate: float, epochs: int, layers: int, seed: int) -> list[float]:
    """J of all examples before training and after each epoch."""
    x, labels = toy_points(SHAPE, POINTS, 2, NOISE, seed)
    y = targets(labels, 2)
    network = new_network(2, [WIDTH] * layers + [1], [activation] * layers + ["sigmoid"], initialization, seed)
    config = TrainingConfig(parameters={"learning_rate": learning_rate}, batch_size=BATCH_SIZE, seed=seed)
    state = TrainingState(network)
    losses = [evaluate(config.objective, network, forward(network, x), y).total]
    for _ in range(epochs):
        state, _costs = train(state, x, y, config, POINTS // BATCH_SIZE)
        losses.append(evaluate(config.objective, state.network, forward(state.network, x), y).total)
    return losses
