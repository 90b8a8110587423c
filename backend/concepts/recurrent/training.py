"""Gradient descent through time with clipping (§V): a recurrent layer and its output learn to predict what follows in one sequence."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backend.concepts.recurrent.clipping import clipped, global_norm
from backend.concepts.recurrent.gate import Array, Gates
from backend.concepts.recurrent.layer import RecurrentLayer, unroll
from backend.concepts.recurrent.output import logits, score_gradient, step_losses
from backend.concepts.recurrent.through_time import through_time


@dataclass(frozen=True)
class Output:
    """y⟨t⟩ = softmax(a⟨t⟩ W + b): W (n, K), b (K,)."""

    W: Array
    b: Array


@dataclass(frozen=True)
class Trained:
    """
    Attributes:
        losses: 𝓛 = Σ_t 𝓛⟨t⟩ before each step, and after the last, (steps + 1,).
        norms: ‖g‖ of all weights before it was clipped, (steps,).
    """

    layer: RecurrentLayer
    output: Output
    losses: Array
    norms: Array


def train(
    layer: RecurrentLayer,
    output: Output,
    x: Array,
    targets: NDArray[np.integer],
    learning_rate: float,
    clip_norm: float | None,
    steps: int,
) -> Trained:
    """w ← w − α g, with g ← g · min(1, c/‖g‖) before, on one sequence.

    Args:
        x: (T, d).
        targets: the class of each step, (T,).
        clip_norm: c; None for a gradient as it is.
    """
    losses, norms = [], []
    for _ in range(steps):
        values = unroll(layer, x)
        scores = logits(values["state"], output.W, output.b)
        losses.append(float(step_losses(scores, targets).sum()))
        d_scores = score_gradient(scores, targets)
        found = through_time(layer, x, values, d_scores @ output.W.T).weights
        names = [(gate, name) for gate, arrays in found.items() for name in arrays]
        gradients = [values["state"].T @ d_scores, d_scores.sum(axis=0), *(found[gate][name] for gate, name in names)]
        norms.append(global_norm(gradients))
        used = gradients if clip_norm is None else clipped(gradients, clip_norm)
        output = Output(output.W - learning_rate * used[0], output.b - learning_rate * used[1])
        changes = {place: -learning_rate * change for place, change in zip(names, used[2:], strict=True)}
        layer = replace(layer, gates=_moved(layer.gates, changes))
    final = step_losses(logits(unroll(layer, x)["state"], output.W, output.b), targets)
    return Trained(layer, output, np.array([*losses, float(final.sum())]), np.array(norms))


def _moved(gates: Gates, changes: dict[tuple[str, str], Array]) -> Gates:
    return {
        name: replace(gate, **{array: getattr(gate, array) + change for (of, array), change in changes.items() if of == name})
        for name, gate in gates.items()
    }
