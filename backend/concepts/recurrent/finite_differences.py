"""Gradient checking through time: a weight changed at every step, and at one step alone (§V)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from backend.concepts.recurrent.gate import Array
from backend.concepts.recurrent.layer import RecurrentLayer

STEP = 1e-5  # the error of the formula grows with its square, that of the arithmetic with 1/step

Loss = Callable[[Array], float]  # of the states, (T, n)


@dataclass(frozen=True)
class Weight:
    """One number of a layer: of the array `array` (`W`, `U`, `b` or `recurrent_b`) of a gate."""

    gate: str
    array: str
    index: tuple[int, ...]


def changed(layer: RecurrentLayer, weight: Weight, by: float) -> RecurrentLayer:
    array = getattr(layer.gates[weight.gate], weight.array).copy()
    array[weight.index] += by
    return replace(layer, gates={**layer.gates, weight.gate: replace(layer.gates[weight.gate], **{weight.array: array})})


def states_with(layer: RecurrentLayer, other: RecurrentLayer, x: Array, at: int | None) -> Array:
    """The states, (T, n), where `other` takes step `at`, or every step when None."""
    values, states = layer.start(x), {}
    for t in layer.order(len(x)):
        used = other if at in (None, t) else layer
        values = used.cell.step(used.gates, x[t], values)
        states[t] = values["state"]
    return np.stack([states[t] for t in range(len(x))])


def finite_difference(layer: RecurrentLayer, x: Array, weight: Weight, loss: Loss, at: int | None = None) -> float:
    """∂𝓛/∂w ≈ (𝓛(w + h) − 𝓛(w − h))/2h; with `at`, of the summand ∂𝓛/∂w|_(t): only step t uses the changed weight.

    Args:
        x: one sequence, (T, d).
    """
    above, below = (loss(states_with(layer, changed(layer, weight, by), x, at)) for by in (STEP, -STEP))
    return (above - below) / (2 * STEP)
