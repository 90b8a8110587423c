"""The gradient over time against TensorFlow's, and what a cell keeps."""

import numpy as np
import pytest
import tensorflow as tf

from backend.concepts.recurrent.layer import CellName, cell_of
from backend.concepts.recurrent.memory import INPUTS, gradient_over_time
from backend.concepts.recurrent.new_layer import new_gates
from tests.concepts.recurrent.layers import MAKE


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("seed", range(3))
def test_the_norms_are_those_of_tensorflows_gradients(cell: CellName, seed: int) -> None:
    """Each state is perturbed by a variable of its own."""
    length, units = 12, 6
    gates = new_gates(cell_of(cell, reset_after=False), INPUTS, units, seed)
    random = np.random.default_rng(seed)
    x, direction = random.normal(size=(length, INPUTS)), random.normal(size=units)
    more = {"reset_after": False} if cell == "gru" else {}
    peer = MAKE[cell](units, dtype="float64", **more).cell
    peer.build((1, INPUTS))
    peer.set_weights([np.concatenate([getattr(gate, name) for gate in gates.values()], axis=-1) for name in ("W", "U", "b")])
    added = [tf.Variable(tf.zeros((1, units), tf.float64)) for _ in range(length)]
    with tf.GradientTape() as tape:
        state = [tf.zeros((1, units), tf.float64)] * (2 if cell == "lstm" else 1)
        for t in range(length):
            _, state = peer(tf.constant(x[t][None]), state)
            state = [state[0] + added[t], *state[1:]]
        loss = tf.reduce_sum(state[0] * direction)
    norms = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, added)]
    np.testing.assert_allclose(gradient_over_time(cell, length, units, seed=seed), np.array(norms) / norms[-1], rtol=1e-6)


def test_what_vanishes_and_what_is_kept() -> None:
    rnn, gru, closed, opened = (
        np.mean([gradient_over_time(cell, 60, forget_bias=bias, seed=seed)[0] for seed in range(5)])
        for cell, bias in (("rnn", 0.0), ("gru", 0.0), ("lstm", 0.0), ("lstm", 5.0))
    )
    assert max(rnn, gru, closed) < 1e-4
    assert opened > 1e-2
