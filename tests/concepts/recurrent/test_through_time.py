"""Gradients through time in both conventions against finite differences; the summands; a loss over time; clipping."""

from dataclasses import replace

import numpy as np
import pytest

from backend.concepts.recurrent.clipping import clipped, global_norm
from backend.concepts.recurrent.gate import Array
from backend.concepts.recurrent.layer import CellName, RecurrentLayer, unroll
from backend.concepts.recurrent.output import logits, score_gradient, step_losses
from backend.concepts.recurrent.through_time import through_time
from tests.concepts.recurrent.layers import CELLS, layer_of, random_arrays, tutorial_layer

STEP = 1e-5


def layers(random: np.random.Generator) -> list[RecurrentLayer]:
    ours = [layer_of(cell, random_arrays(cell, 3, 4, reset_after, random), reset_after) for cell, reset_after in CELLS]
    names: tuple[CellName, ...] = ("gru", "lstm")
    return [*ours, *(tutorial_layer(cell, 3, 4, random) for cell in names)]


def changed(layer: RecurrentLayer, gate: str, name: str, place: tuple[int, ...], by: float) -> RecurrentLayer:
    array = getattr(layer.gates[gate], name).copy()
    array[place] += by
    return replace(layer, gates={**layer.gates, gate: replace(layer.gates[gate], **{name: array})})


@pytest.mark.parametrize("which", range(6))
def test_gradients_are_finite_differences(which: int) -> None:
    random = np.random.default_rng(which)
    checked = 0
    while checked < 200:
        layer = layers(random)[which]
        x, direct = random.normal(size=(5, 3)), random.normal(size=(5, 4))

        def loss(layer: RecurrentLayer, x: Array = x, direct: Array = direct) -> float:
            return float((unroll(layer, x)["state"] * direct).sum())

        found = through_time(layer, x, unroll(layer, x), direct).weights
        for gate, arrays in found.items():
            for name, gradient in arrays.items():
                place = tuple(int(random.integers(size)) for size in gradient.shape)
                difference = loss(changed(layer, gate, name, place, STEP)) - loss(changed(layer, gate, name, place, -STEP))
                assert gradient[place] == pytest.approx(difference / (2 * STEP), abs=1e-6, rel=1e-6)
                checked += 1


@pytest.mark.parametrize("which", range(6))
def test_a_summand_is_the_gradient_by_the_weight_of_one_step(which: int) -> None:
    """Only step t uses the changed weight, and the loss reads the last state alone."""
    random = np.random.default_rng(10 + which)
    layer = layers(random)[which]
    x, direct = random.normal(size=(6, 3)), np.zeros((6, 4))
    direct[-1] = random.normal(size=4)
    summands = through_time(layer, x, unroll(layer, x), direct).summands

    def loss(t: int, other: RecurrentLayer) -> float:
        values = layer.start(x)
        for place in range(len(x)):
            used = other if place == t else layer
            values = used.cell.step(used.gates, x[place], values)
        return float((values["state"] * direct[-1]).sum())

    for gate, arrays in summands.items():
        for name, terms in arrays.items():
            for t in range(len(x)):
                place = tuple(int(random.integers(size)) for size in terms.shape[1:])
                difference = loss(t, changed(layer, gate, name, place, STEP)) - loss(t, changed(layer, gate, name, place, -STEP))
                assert terms[(t, *place)] == pytest.approx(difference / (2 * STEP), abs=1e-6, rel=1e-5)


def test_the_loss_over_time_and_its_gradient() -> None:
    random = np.random.default_rng(3)
    for _ in range(200):
        states, kernel, bias = random.normal(size=(5, 4)), random.normal(size=(4, 3)), random.normal(size=3)
        targets = random.integers(0, 3, 5)
        scores = logits(states, kernel, bias)
        y = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        np.testing.assert_allclose(step_losses(scores, targets), -np.log(y[np.arange(5), targets]), rtol=1e-9)
        t, k = int(random.integers(5)), int(random.integers(3))
        moved = scores.copy()
        moved[t, k] += STEP
        slope = (step_losses(moved, targets).sum() - step_losses(scores, targets).sum()) / STEP
        assert score_gradient(scores, targets)[t, k] == pytest.approx(slope, abs=1e-4)


def test_clipping_keeps_the_direction_and_the_length() -> None:
    random = np.random.default_rng(4)
    for _ in range(200):
        gradients = [random.normal(size=(3, 4)) * 10 ** random.uniform(-3, 3), random.normal(size=5)]
        flat = np.concatenate([one.ravel() for one in gradients])
        length = float(np.linalg.norm(flat))
        assert global_norm(gradients) == pytest.approx(length)
        limit = float(random.uniform(0.1, 10))
        result = np.concatenate([one.ravel() for one in clipped(gradients, limit)])
        np.testing.assert_allclose(result, flat * min(1, limit / length))
    assert all((one == 0).all() for one in clipped([np.zeros(3)], 1.0))
