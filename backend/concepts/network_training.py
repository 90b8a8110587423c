"""Training a small dense network step by step (§3.2): the same state and the same seed always give the same next state."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.backpropagation import LayerGradient, backward
from backend.concepts.dense_network import DenseLayer, Network, forward
from backend.concepts.objective import CostParts, Objective, check_objective, evaluate
from backend.concepts.optimizers import Ledger, advance, find_optimizer

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Recipe:
    """How to train.

    Attributes:
        batch_size: examples a step; None = all of them.
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
    """All that the next step needs: weights, number of steps done, and for each layer what the optimizer remembers of weights and bias."""

    network: Network
    step: int = 0
    slots: tuple[tuple[dict[str, Array], dict[str, Array]], ...] = ()


def train(state: TrainingState, x: Array, y: Array, recipe: Recipe, steps: int) -> tuple[TrainingState, list[CostParts]]:
    """`steps` more steps.

    Args:
        x: (n, inputs); y: (n, K).

    Returns:
        the new state, and J of the batch before each step.

    Raises:
        InvalidValue: the cost does not suit the output activation, or the optimizer does not know a parameter.
    """
    check_objective(recipe.objective, state.network[-1].activation)
    find_optimizer(recipe.optimizer)
    costs: list[CostParts] = []
    for _ in range(steps):
        batch = batch_of(state.step, len(x), recipe.batch_size, recipe.seed)
        values = forward(state.network, x[batch])
        costs.append(evaluate(recipe.objective, state.network, values, y[batch], len(x)))
        state = _apply(state, backward(state.network, values, y[batch], recipe.objective, len(x)), recipe)
    return state, costs


def batch_of(step: int, examples: int, batch_size: int | None, seed: int) -> NDArray[np.int64]:
    """Which examples a step sees: each epoch goes through all of them, in an order that depends on the seed and the epoch alone."""
    size = min(batch_size or examples, examples)
    epoch, batch = divmod(step, ceil(examples / size))
    order = np.random.default_rng([seed, epoch]).permutation(examples)
    return order[batch * size : (batch + 1) * size]


def _apply(state: TrainingState, gradients: Sequence[LayerGradient], recipe: Recipe) -> TrainingState:
    slots = state.slots or tuple(({}, {}) for _ in state.network)
    layers, kept = [], []
    for layer, gradient, (of_weights, of_bias) in zip(state.network, gradients, slots, strict=True):
        weights = _step(layer.weights, gradient.dj_dw, of_weights, state.step + 1, recipe)
        bias = _step(layer.bias, gradient.dj_db, of_bias, state.step + 1, recipe)
        layers.append(replace(layer, weights=weights["theta"], bias=bias["theta"]))
        kept.append((_remembered(weights, recipe), _remembered(bias, recipe)))
    return TrainingState(tuple(layers), state.step + 1, tuple(kept))


def _step(theta: Array, g: Array, slots: dict[str, Array], step: int, recipe: Recipe) -> Ledger:
    return advance(recipe.optimizer, theta, g, slots, step, recipe.parameters)


def _remembered(ledger: Ledger, recipe: Recipe) -> dict[str, Array]:
    return {name: ledger[name] for name in find_optimizer(recipe.optimizer).slots}


def accuracy(network: Sequence[DenseLayer], x: Array, y: Array) -> float:
    """The share of examples whose class is right: the largest output, or for a single output (targets 0 and 1) its side of 0.5."""
    y_hat = forward(network, x)[-1].a
    if y.shape[1] == 1:
        return float(np.mean((y_hat >= 0.5) == (y >= 0.5)))
    return float(np.mean(y_hat.argmax(axis=1) == y.argmax(axis=1)))
