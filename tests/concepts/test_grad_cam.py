"""Grad-CAM against TensorFlow's gradient of the same network, and on an image whose answer is known."""

import numpy as np
import pytest
import tensorflow as tf

from backend.concepts.architecture import (
    ActivationLayer,
    Architecture,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
)
from backend.concepts.grad_cam import grad_cam, last_map
from tests.concepts.keras_twin import call, random_tensors

TUTORIAL = Architecture(
    input_shape=(32, 32, 3),
    labels=tuple("0123456789"),
    layers=(
        Conv2D(filters=8, activation="relu"),
        MaxPooling2D(),
        Conv2D(filters=8, activation="relu"),
        Flatten(),
        Dense(units=16, activation="relu"),
        Dense(units=10),
    ),
)
MODERN = Architecture(
    input_shape=(16, 20, 3),
    labels=("a", "b"),
    layers=(
        Conv2D(filters=8, padding="same", use_bias=False),
        BatchNormalization(),
        ActivationLayer(activation="swish"),
        MaxPooling2D(),
        Dropout(rate=0.2),
        GlobalAveragePooling2D(),
        Dense(units=2),
    ),
)


@pytest.mark.parametrize(("architecture", "map_name"), [(TUTORIAL, "conv2d_1"), (MODERN, "activation")])
def test_the_heat_map_equals_tensorflows(architecture: Architecture, map_name: str) -> None:
    tensors = random_tensors(architecture, 3)
    image = np.random.default_rng(3).random(architecture.input_shape, dtype=np.float32)
    for label in range(len(architecture.labels)):
        with tf.GradientTape() as tape:
            x = tf.constant(image[np.newaxis])
            for row in architecture.named_layers():
                x = call(row, tensors, x)
                if row.name == map_name:
                    maps = x
                    tape.watch(maps)
            score = x[0, label]
        weights = tf.reduce_mean(tape.gradient(score, maps)[0], axis=(0, 1))
        expected = tf.nn.relu(tf.linalg.matvec(maps[0], weights)).numpy()
        np.testing.assert_allclose(grad_cam(architecture, tensors, image, label), expected, rtol=1e-4, atol=1e-5)


def test_the_map_is_high_where_the_evidence_is() -> None:
    """One filter that answers to white, and a class that counts it: the white square lights up."""
    architecture = Architecture(
        input_shape=(8, 8, 1),
        labels=("white", "black"),
        layers=(Conv2D(filters=1, kernel_size=1), GlobalAveragePooling2D(), Dense(units=2)),
    )
    tensors = {
        "conv2d/kernel": np.ones((1, 1, 1, 1)),
        "conv2d/bias": np.zeros(1),
        "dense/kernel": np.array([[1.0, -1.0]]),
        "dense/bias": np.zeros(2),
    }
    image = np.zeros((8, 8, 1))
    image[2:4, 5:7] = 1
    heat = grad_cam(architecture, tensors, image, 0)
    np.testing.assert_array_equal(heat > 0, image[..., 0] > 0)
    assert not grad_cam(architecture, tensors, image, 1).any()


def test_a_network_without_convolutions_has_no_map() -> None:
    architecture = Architecture(input_shape=(8, 8, 1), labels=("a", "b"), layers=(Flatten(), Dense(units=2)))
    assert last_map(architecture.named_layers()) is None
    with pytest.raises(ValueError, match="no convolution"):
        grad_cam(architecture, random_tensors(architecture, 0), np.zeros((8, 8, 1)), 0)
