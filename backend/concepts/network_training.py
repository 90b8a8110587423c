"""Training a small dense network step by step (§3.2): the same state and the same seed always give the same next state."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.backpropagation import LayerGradient, backward
from backend.concepts.dense_network import DenseLayer, DenseNetwork, forward
from backend.concepts.objective import CostParts, Objective, check_objective, evaluate
from backend.concepts.optimizers import StepTrace, advance, find_optimizer

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class TrainingConfig:
    """The hyperparameters of a training run.

    Attributes:
        batch_size: examples per step; None = all of them.
        optimizer, parameters: id, and what differs from its defaults, such as `learning_rate`.
        seed: of the order of the examples.
    """

    objective: Objective = field(default_factory=Objective)
    optimizer: str = "sgd"
    parameters: dict[str, float] = field(default_factory=dict)
    batch_size: int | None = None
    seed: int = 0


@dataclass(frozen=True)
class TrainingState:
    """All that the next step needs: weights, number of steps done, and for each layer the optimizer's slots of weights and bias."""

    network: DenseNetwork
    step: int = 0
    slots: tuple[tuple[dict[str, Array], dict[str, Array]], ...] = ()


def train(state: TrainingState, x: Array, y: Array, config: TrainingConfig, steps: int) -> tuple[TrainingState, list[CostParts]]:
    """`steps` more steps.

    Args:
        x: (n, inputs); y: (n, K).

    Returns:
        the new state, and J of the batch before each step.

    Raises:
        InvalidValue: the cost does not suit the output activation, or the optimizer does not know a parameter.
    """
    check_objective(config.objective, state.network[-1].activation)
    find_optimizer(config.optimizer)
    costs: list[CostParts] = []
    for _ in range(steps):
        batch = batch_of(state.step, len(x), config.batch_size, config.seed)
        values = forward(state.network, x[batch])
        costs.append(evaluate(config.objective, state.network, values, y[batch], len(x)))
        state = _apply(state, backward(state.network, values, y[batch], config.objective, len(x)), config)
    return state, costs


def batch_of(step: int, examples: int, batch_size: int | None, seed: int) -> NDArray[np.int64]:
    """The examples of a step: each epoch goes through all of them, in an order that depends on the seed and the epoch alone."""
    size = min(batch_size or examples, examples)
    epoch, batch = divmod(step, ceil(examples / size))
    order = np.random.default_rng([seed, epoch]).permutation(examples)
    return order[batch * size : (batch + 1) * size]


def _apply(state: TrainingState, gradients: Sequence[LayerGradient], config: TrainingConfig) -> TrainingState:
    slots = state.slots or tuple(({}, {}) for _ in state.network)
    layers, kept = [], []
    for layer, gradient, (weight_slots, bias_slots) in zip(state.network, gradients, slots, strict=True):
        weights = _step(layer.weights, gradient.dj_dw, weight_slots, state.step + 1, config)
        bias = _step(layer.bias, gradient.dj_db, bias_slots, state.step + 1, config)
        layers.append(replace(layer, weights=weights["theta"], bias=bias["theta"]))
        kept.append((_slots(weights, config), _slots(bias, config)))
    return TrainingState(tuple(layers), state.step + 1, tuple(kept))


def _step(theta: Array, g: Array, slots: dict[str, Array], step: int, config: TrainingConfig) -> StepTrace:
    return advance(config.optimizer, theta, g, slots, step, config.parameters)


def _slots(trace: StepTrace, config: TrainingConfig) -> dict[str, Array]:
    return {name: trace[name] for name in find_optimizer(config.optimizer).slots}


def accuracy(network: Sequence[DenseLayer], x: Array, y: Array) -> float:
    """The fraction of examples that are classified correctly: by the largest output, or by the threshold 0.5 for a single output."""
    y_hat = forward(network, x)[-1].a
    if y.shape[1] == 1:
        return float(np.mean((y_hat >= 0.5) == (y >= 0.5)))
    return float(np.mean(y_hat.argmax(axis=1) == y.argmax(axis=1)))
