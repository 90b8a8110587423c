"""Training through time: each step descends, and the same steps as TensorFlow takes."""

import numpy as np
import pytest
import tensorflow as tf

from backend.concepts.recurrent.layer import CellName
from backend.concepts.recurrent.training import Output, train
from tests.concepts.recurrent.layers import CELLS, keras_layer, layer_of, random_arrays
from tests.concepts.recurrent.test_layers_against_keras import as_keras


@pytest.mark.parametrize(("cell", "reset_after"), CELLS)
@pytest.mark.parametrize("clip_norm", [None, 0.5])
def test_steps_are_those_of_clipped_gradient_descent_in_tensorflow(cell: CellName, reset_after: bool, clip_norm: float | None) -> None:
    random = np.random.default_rng(0)
    arrays = random_arrays(cell, 3, 4, reset_after, random)
    x, targets = random.normal(size=(6, 3)), random.integers(0, 5, 6)
    W, b = random.normal(size=(4, 5)), random.normal(size=5)
    found = train(layer_of(cell, arrays, reset_after), Output(W, b), x, targets, 0.1, clip_norm, steps=5)

    peer = keras_layer(cell, 4, reset_after)
    peer.build((1, 6, 3))
    peer.set_weights(arrays)
    variables = [tf.Variable(W), tf.Variable(b), *peer.trainable_variables]
    losses, norms = [], []
    for _ in range(6):
        with tf.GradientTape() as tape:
            logits = peer(x[None])[0] @ variables[0] + variables[1]
            loss = tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits(targets, logits))
        gradients = tape.gradient(loss, variables)
        losses.append(float(loss))
        norms.append(float(tf.linalg.global_norm(gradients)))
        if clip_norm is not None:
            gradients, _ = tf.clip_by_global_norm(gradients, clip_norm)
        for variable, gradient in zip(variables, gradients, strict=True):
            if len(losses) < 6:
                variable.assign(variable - 0.1 * gradient)
    np.testing.assert_allclose(found.losses, losses, rtol=1e-6)
    np.testing.assert_allclose(found.norms, norms[:5], rtol=1e-6)
    np.testing.assert_allclose(found.output.W, variables[0], rtol=1e-6)
    gates = {name: {key: value for key, value in vars(gate).items() if value is not None} for name, gate in found.layer.gates.items()}
    for ours, theirs in zip(as_keras(gates), peer.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize(("cell", "reset_after"), CELLS)
def test_a_word_is_learned(cell: CellName, reset_after: bool) -> None:
    """`hello`: after l comes l or o, which only a memory tells apart."""
    letters = np.array([0, 1, 2, 2])
    targets = np.array([1, 2, 2, 3])
    random = np.random.default_rng(1)
    layer = layer_of(cell, [0.3 * array for array in random_arrays(cell, 4, 6, reset_after, random)], reset_after)
    found = train(layer, Output(0.3 * random.normal(size=(6, 4)), np.zeros(4)), np.eye(4)[letters], targets, 0.3, 1.0, 500)
    assert found.losses[-1] < 0.1 < 4 < found.losses[0]
