"""Back-propagation through every layer of random networks, against TensorFlow's."""

import numpy as np
import tensorflow as tf
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backend.concepts import layer_network
from backend.concepts.architecture import Architecture, AveragePooling2D, MaxPooling2D
from backend.concepts.gradients import backward
from tests.concepts.keras_twin import architectures, call, every_layer, random_tensors

TOLERANCE = 1e-4


@given(architecture=architectures(), seed=st.integers(0, 2**32 - 1))
@example(architecture=every_layer(), seed=0)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_layers_gradient_equals_tensorflows(architecture: Architecture, seed: int) -> None:
    tensors, random = random_tensors(architecture, seed), np.random.default_rng(seed)
    x = random.random((2, *architecture.input_shape), dtype=np.float32)
    for row, output in layer_network.run(architecture, tensors, x):
        gradient = random.normal(size=output.shape).astype(np.float32)
        with tf.GradientTape() as tape:
            watched = tf.constant(x)
            tape.watch(watched)
            reached = call(row, tensors, watched)
        expected = tape.gradient(reached, watched, output_gradients=gradient)
        ours = backward(row.spec, layer_network.own_tensors(row, tensors), x, gradient)
        assert ours.shape == x.shape
        np.testing.assert_allclose(ours, expected.numpy(), rtol=TOLERANCE, atol=TOLERANCE, err_msg=str(row))
        x = output


def test_of_equal_pixels_the_first_gets_the_gradient() -> None:
    gradient = backward(MaxPooling2D(pool_size=2), {}, np.ones((1, 2, 2, 1)), np.full((1, 1, 1, 1), 3.0))
    assert gradient[0, :, :, 0].tolist() == [[3, 0], [0, 0]]


def test_average_pooling_shares_the_gradient() -> None:
    gradient = backward(AveragePooling2D(pool_size=2), {}, np.ones((1, 2, 2, 1)), np.full((1, 1, 1, 1), 4.0))
    assert gradient[0, :, :, 0].tolist() == [[1, 1], [1, 1]]
