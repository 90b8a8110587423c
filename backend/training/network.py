"""An `Architecture` at work in TensorFlow: its weights, and z = f(...f(x)) layer by layer while it trains and while it serves.

The Keras model of the same weights is in `keras_model.py`; plain operations on plain variables let many updates run in one graph.
"""

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.concepts.architecture import (
    ActivationLayer,
    Architecture,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Conv2DTranspose,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
    Reshape,
    Shape,
)
from backend.training.rng import PHILOX, fold, generator

INITIAL = {"bias": 0.0, "beta": 0.0, "gamma": 1.0, "moving_mean": 0.0, "moving_variance": 1.0}
MOVING = ("moving_mean", "moving_variance")


class Network:
    """
    Args:
        architecture: from the image to the logits.
        seed: gives the initial weights.

    Attributes:
        variables: float32, by name: `conv2d/kernel`, `batch_normalization/moving_mean`, ... in the order of the layers.
        trainable: those that the optimizer changes.
    """

    def __init__(self, architecture: Architecture, seed: int) -> None:
        self.architecture = architecture
        self.layers = architecture.named_layers()
        self.variables: dict[str, tf.Variable] = {}
        for number, layer in enumerate(self.layers):
            for tensor, shape in layer.spec.tensors(layer.input_shape).items():
                self.variables[f"{layer.name}/{tensor}"] = tf.Variable(initial_value(tensor, shape, seed, number))
        self.trainable = {name: variable for name, variable in self.variables.items() if not name.endswith(MOVING)}

    def logits(self, images: tf.Tensor, *, dropout_seed: tf.Tensor | None = None) -> tf.Tensor:
        """One number per class; softmax of them are the probabilities.

        Args:
            images: float32, (n, height, width, channels), in [0, 1].
            dropout_seed: int32, (2,), while training: dropout drops, batch normalization uses the batch and moves its averages.
                None to serve.

        Returns:
            float32, (n, classes).
        """
        x = images
        for number, layer in enumerate(self.layers):
            seed = None if dropout_seed is None else fold(dropout_seed, number)
            x = APPLY[type(layer.spec)](layer.spec, x, self._weights(layer.name), seed)
        return x

    def _weights(self, layer: str) -> dict[str, tf.Variable]:
        return {name.removeprefix(f"{layer}/"): variable for name, variable in self.variables.items() if name.startswith(f"{layer}/")}


def initial_value(tensor: str, shape: Shape, seed: int, layer: int) -> NDArray[np.float32]:
    """Kernels: uniform in ±√(6/(n_in + n_out)), n the values that meet in one output or input (Glorot and Bengio, 2010); others fixed."""
    if tensor != "kernel":
        return np.full(shape, INITIAL[tensor], np.float32)
    window = math.prod(shape[:-2])
    limit = math.sqrt(6 / (window * (shape[-2] + shape[-1])))
    return generator(seed, "weights", layer).uniform(-limit, limit, shape).astype(np.float32)


Weights = dict[str, tf.Variable]
Seed: TypeAlias = tf.Tensor | None  # while training, int32, (2,)


def activate(name: str, z: tf.Tensor) -> tf.Tensor:
    return z if name == "linear" else keras.activations.get(name)(z)


def _conv2d(layer: Conv2D, x: tf.Tensor, weights: Weights, seed: Seed) -> tf.Tensor:
    z = tf.nn.conv2d(x, weights["kernel"], layer.stride, layer.padding.upper())
    return activate(layer.activation, tf.nn.bias_add(z, weights["bias"]) if layer.use_bias else z)


def _conv2d_transpose(layer: Conv2DTranspose, x: tf.Tensor, weights: Weights, seed: Seed) -> tf.Tensor:
    shape = (tf.shape(x)[0], *layer.spatial(x.shape[1:]), layer.filters)
    z = tf.nn.conv2d_transpose(x, weights["kernel"], shape, layer.stride, layer.padding.upper())
    z = tf.ensure_shape(z, (None, *shape[1:]))
    return activate(layer.activation, tf.nn.bias_add(z, weights["bias"]) if layer.use_bias else z)


def _dense(layer: Dense, x: tf.Tensor, weights: Weights, seed: Seed) -> tf.Tensor:
    z = product(x, tf.convert_to_tensor(weights["kernel"]))
    return activate(layer.activation, tf.nn.bias_add(z, weights["bias"]) if layer.use_bias else z)


@tf.custom_gradient  # type: ignore[untyped-decorator]
def product(x: tf.Tensor, kernel: tf.Tensor) -> tuple[tf.Tensor, Callable[[tf.Tensor], tuple[tf.Tensor, tf.Tensor]]]:
    """x w, with ∂J/∂x = g wᵀ computed as (w gᵀ)ᵀ: for few rows g half the time, since the large w is not turned."""

    def gradients(g: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        return tf.transpose(tf.matmul(kernel, tf.transpose(g))), tf.matmul(x, g, transpose_a=True)

    return tf.matmul(x, kernel), gradients


def _max_pooling(layer: MaxPooling2D, x: tf.Tensor, weights: Weights, seed: Seed) -> tf.Tensor:
    return tf.nn.max_pool2d(x, *layer.window_and_stride(), layer.padding.upper())


def _average_pooling(layer: AveragePooling2D, x: tf.Tensor, weights: Weights, seed: Seed) -> tf.Tensor:
    return tf.nn.avg_pool2d(x, *layer.window_and_stride(), layer.padding.upper())


def _global_average(layer: GlobalAveragePooling2D, x: tf.Tensor, weights: Weights, seed: Seed) -> tf.Tensor:
    return tf.reduce_mean(x, axis=(1, 2))


def _flatten(layer: Flatten, x: tf.Tensor, weights: Weights, seed: Seed) -> tf.Tensor:
    return tf.reshape(x, (-1, math.prod(x.shape[1:])))


def _reshape(layer: Reshape, x: tf.Tensor, weights: Weights, seed: Seed) -> tf.Tensor:
    return tf.reshape(x, (-1, *layer.shape))


def _batch_normalization(layer: BatchNormalization, x: tf.Tensor, weights: Weights, seed: Seed) -> tf.Tensor:
    """x̂ = γ (x − μ)/√(σ² + ε) + β; while training, the moving average of μ and of σ² goes 1 − momentum of the way to the batch's."""
    normalize = _normalize_images if x.shape.rank == 4 else _normalize_rows
    scaled, mean, variance = normalize(layer, x, weights, training=seed is not None)
    if seed is not None:
        _move(weights["moving_mean"], mean, layer.momentum)
        _move(weights["moving_variance"], variance, layer.momentum)
    return scaled


def _normalize_images(layer: BatchNormalization, x: tf.Tensor, weights: Weights, *, training: bool) -> tuple[tf.Tensor, ...]:
    """Normalized, and the mean and variance that it was done with."""
    statistics = {} if training else {"mean": weights["moving_mean"], "variance": weights["moving_variance"]}
    scaled, mean, variance = tf.compat.v1.nn.fused_batch_norm(
        x, weights["gamma"], weights["beta"], epsilon=layer.epsilon, is_training=training, **statistics
    )
    n = tf.cast(tf.size(x) / tf.shape(x)[-1], tf.float32)
    # The fused operation divides by n − 1; Keras' moving variance is that of the batch itself, divided by n.
    return scaled, mean, variance * (n - 1) / n


def _normalize_rows(layer: BatchNormalization, x: tf.Tensor, weights: Weights, *, training: bool) -> tuple[tf.Tensor, ...]:
    """The same for (n, units), where the fused operation takes half as long again."""
    mean, variance = tf.nn.moments(x, 0) if training else (weights["moving_mean"], weights["moving_variance"])
    scale = weights["gamma"] * tf.math.rsqrt(variance + layer.epsilon)
    return x * scale + (weights["beta"] - mean * scale), mean, variance


def _move(average: tf.Variable, value: tf.Tensor, momentum: float) -> None:
    average.assign(average * momentum + value * (1 - momentum))


def _dropout(layer: Dropout, x: tf.Tensor, weights: Weights, seed: Seed) -> tf.Tensor:
    if seed is None or layer.rate == 0:
        return x
    return tf.nn.experimental.stateless_dropout(x, layer.rate, seed, rng_alg=PHILOX)


def _activation(layer: ActivationLayer, x: tf.Tensor, weights: Weights, seed: Seed) -> tf.Tensor:
    return activate(layer.activation, x)


APPLY: dict[type, Callable[[Any, tf.Tensor, Weights, Seed], tf.Tensor]] = {
    Conv2D: _conv2d,
    Conv2DTranspose: _conv2d_transpose,
    Dense: _dense,
    MaxPooling2D: _max_pooling,
    AveragePooling2D: _average_pooling,
    GlobalAveragePooling2D: _global_average,
    Flatten: _flatten,
    Reshape: _reshape,
    BatchNormalization: _batch_normalization,
    Dropout: _dropout,
    ActivationLayer: _activation,
}
