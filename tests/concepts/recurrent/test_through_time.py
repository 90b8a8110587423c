"""Gradients through time in both conventions against finite differences; the summands; a loss over time; clipping."""

import numpy as np
import pytest

from backend.concepts.recurrent.clipping import clipped, global_norm
from backend.concepts.recurrent.finite_differences import Weight, finite_difference
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


def place_in(shape: tuple[int, ...], random: np.random.Generator) -> tuple[int, ...]:
    return tuple(int(random.integers(size)) for size in shape)


@pytest.mark.parametrize("which", range(6))
def test_gradients_are_finite_differences(which: int) -> None:
    random = np.random.default_rng(which)
    checked = 0
    while checked < 200:
        layer = layers(random)[which]
        x, direct = random.normal(size=(5, 3)), random.normal(size=(5, 4))

        def loss(states: Array, direct: Array = direct) -> float:
            return float((states * direct).sum())

        for gate, arrays in through_time(layer, x, unroll(layer, x), direct).weights.items():
            for name, gradient in arrays.items():
                index = place_in(gradient.shape, random)
                difference = finite_difference(layer, x, Weight(gate, name, index), loss)
                assert gradient[index] == pytest.approx(difference, abs=1e-6, rel=1e-6)
                checked += 1


@pytest.mark.parametrize("which", range(6))
def test_a_summand_is_the_gradient_by_the_weight_of_one_step(which: int) -> None:
    """The loss reads the last state alone."""
    random = np.random.default_rng(10 + which)
    layer = layers(random)[which]
    x, direct = random.normal(size=(6, 3)), np.zeros((6, 4))
    direct[-1] = random.normal(size=4)
    for gate, arrays in through_time(layer, x, unroll(layer, x), direct).summands.items():
        for name, terms in arrays.items():
            for t in range(len(x)):
                index = place_in(terms.shape[1:], random)
                difference = finite_difference(layer, x, Weight(gate, name, index), lambda states: float((states * direct).sum()), t)
                assert terms[(t, *index)] == pytest.approx(difference, abs=1e-6, rel=1e-5)


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
