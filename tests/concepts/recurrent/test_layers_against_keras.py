"""States, gradients and parameter counts of recurrent layers against Keras in double precision: 200 random cases of each cell."""

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from backend.concepts.recurrent.gate import Array
from backend.concepts.recurrent.keras_weights import parameter_count
from backend.concepts.recurrent.layer import CellName, outputs, unroll, unroll_deep
from backend.concepts.recurrent.through_time import WeightGradients, through_levels, through_time
from tests.concepts.recurrent.layers import CELLS, keras_layer, layer_of, random_arrays

CASES = 200


def assert_close(ours: Array, theirs: Any) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-9)


def sizes(random: np.random.Generator) -> tuple[int, int, int, int]:
    """Examples, time steps, inputs, units."""
    examples, steps, inputs, units = random.integers((1, 1, 1, 1), (4, 8, 6, 6))
    return int(examples), int(steps), int(inputs), int(units)


def as_keras(gradients: WeightGradients) -> list[Array]:
    """Side by side, in the order in which our gates stand, which is Keras'."""
    gates = list(gradients.values())
    W, U, b = (np.concatenate([gate[name] for gate in gates], axis=-1) for name in ("W", "U", "b"))
    if "recurrent_b" not in gates[0]:
        return [W, U, b]
    return [W, U, np.stack([b, np.concatenate([gate["recurrent_b"] for gate in gates], axis=-1)])]


@pytest.mark.parametrize(("cell", "reset_after"), CELLS)
def test_states_and_gradients_through_time(cell: CellName, reset_after: bool) -> None:
    random = np.random.default_rng(1)
    for case in range(CASES):
        examples, steps, inputs, units = sizes(random)
        backwards = bool(case % 2)
        arrays = random_arrays(cell, inputs, units, reset_after, random)
        x, direct = random.normal(size=(examples, steps, inputs)), random.normal(size=(examples, steps, units))
        peer = keras_layer(cell, units, reset_after, backwards)
        peer.build(x.shape)
        peer.set_weights(arrays)
        assert peer.count_params() == parameter_count(cell, inputs, units, reset_after)
        fed = tf.constant(x)
        with tf.GradientTape() as tape:
            tape.watch(fed)
            states = peer(fed)
            ordered = states[:, ::-1] if backwards else states
            loss = tf.reduce_sum(ordered * direct)
        dx, *d_weights = tape.gradient(loss, [fed, *peer.trainable_variables])

        layer = layer_of(cell, arrays, reset_after, backwards)
        trace = unroll(layer, x)
        assert_close(trace["state"], ordered)
        found = through_time(layer, x, trace, direct)
        assert_close(found.inputs, dx)
        for ours, theirs in zip(as_keras(found.weights), d_weights, strict=True):
            assert_close(ours, theirs)


@pytest.mark.parametrize(("cell", "reset_after"), CELLS)
def test_bidirectional_on_a_layer_of_one_direction(cell: CellName, reset_after: bool) -> None:
    """A deep network whose second level reads in both directions."""
    random = np.random.default_rng(2)
    for _ in range(CASES // 4):
        examples, steps, inputs, units = sizes(random)
        first = random_arrays(cell, inputs, units, reset_after, random)
        there, back = (random_arrays(cell, units, units, reset_after, random) for _ in range(2))
        x, direct = random.normal(size=(examples, steps, inputs)), random.normal(size=(examples, steps, 2 * units))
        lower = keras_layer(cell, units, reset_after)
        upper = keras.layers.Bidirectional(keras_layer(cell, units, reset_after), dtype="float64")
        fed = tf.constant(x)
        upper(lower(fed))
        lower.set_weights(first)
        upper.set_weights([*there, *back])
        with tf.GradientTape() as tape:
            tape.watch(fed)
            states = upper(lower(fed))
            loss = tf.reduce_sum(states * direct)
        dx, *d_weights = tape.gradient(loss, [fed, *lower.trainable_variables, *upper.trainable_variables])

        levels = [
            [layer_of(cell, first, reset_after)],
            [layer_of(cell, there, reset_after), layer_of(cell, back, reset_after, backwards=True)],
        ]
        traces = unroll_deep(levels, x)
        assert_close(outputs(traces[-1]), states)
        found = through_levels(levels, x, traces, direct)
        assert_close(found[0][0].inputs, dx)
        ours = [array for level in found for one in level for array in as_keras(one.weights)]
        for mine, theirs in zip(ours, d_weights, strict=True):
            assert_close(mine, theirs)
