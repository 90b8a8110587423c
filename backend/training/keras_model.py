"""The same network as a Keras model, for people who take it to Keras: `keras.saving.load_model("model.keras")`."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras

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
)
from backend.training.network import Network


def keras_model(architecture: Architecture) -> Any:
    """A `keras.Sequential` with our layer names and random weights; pixels in [0, 1] in, logits out."""
    layers = [MAKE[type(row.spec)](row.spec, row.name) for row in architecture.named_layers()]
    return keras.Sequential([keras.Input(architecture.input_shape), *layers])


def keras_file(network: Network) -> bytes:
    """The `.keras` file of a trained network."""
    model = keras_model(network.architecture)
    for layer in model.layers:
        layer.set_weights([variable.numpy() for name, variable in network.variables.items() if name.startswith(f"{layer.name}/")])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        model.save(path)
        return path.read_bytes()


def _convolution(make: Callable[..., Any]) -> Callable[[Conv2D | Conv2DTranspose, str], Any]:
    """The Keras layer `make` with our settings: both convolutions have the same ones."""

    def layer_of(layer: Conv2D | Conv2DTranspose, name: str) -> Any:
        return make(
            layer.filters,
            layer.kernel_size,
            strides=layer.stride,
            padding=layer.padding,
            activation=layer.activation,
            use_bias=layer.use_bias,
            name=name,
        )

    return layer_of


MAKE: dict[type, Callable[[Any, str], Any]] = {
    Conv2D: _convolution(keras.layers.Conv2D),
    Conv2DTranspose: _convolution(keras.layers.Conv2DTranspose),
    Dense: lambda layer, name: keras.layers.Dense(layer.units, activation=layer.activation, use_bias=layer.use_bias, name=name),
    MaxPooling2D: lambda layer, name: keras.layers.MaxPooling2D(layer.pool_size, layer.stride, padding=layer.padding, name=name),
    AveragePooling2D: lambda layer, name: keras.layers.AveragePooling2D(layer.pool_size, layer.stride, padding=layer.padding, name=name),
    GlobalAveragePooling2D: lambda layer, name: keras.layers.GlobalAveragePooling2D(name=name),
    Flatten: lambda layer, name: keras.layers.Flatten(name=name),
    Reshape: lambda layer, name: keras.layers.Reshape(layer.shape, name=name),
    BatchNormalization: lambda layer, name: keras.layers.BatchNormalization(momentum=layer.momentum, epsilon=layer.epsilon, name=name),
    Dropout: lambda layer, name: keras.layers.Dropout(layer.rate, name=name),
    ActivationLayer: lambda layer, name: keras.layers.Activation(layer.activation, name=name),
}
