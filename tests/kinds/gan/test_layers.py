"""The model summaries of both networks against Keras: the tutorial's own code, and the convolutional preset written with Keras layers."""

from collections.abc import Callable

import keras
import numpy as np
import pytest
from keras import layers

from backend.api.layer_table import NetworkTables
from backend.kinds.gan.params import GanParams, Size

Peer = Callable[[Size], keras.Model]


def tutorials_generator(shape: Size) -> keras.Model:
    """As §6.1 prints it."""
    model = keras.Sequential([keras.Input((100,))])
    for units in (256, 512, 1024):
        model.add(layers.Dense(units))
        model.add(layers.LeakyReLU(negative_slope=0.2))
        model.add(layers.BatchNormalization(momentum=0.8))
    model.add(layers.Dense(int(np.prod(shape)), activation="tanh"))
    model.add(layers.Reshape(shape))
    return model


def tutorials_discriminator(shape: Size) -> keras.Model:
    """As §6.1 prints it."""
    model = keras.Sequential([keras.Input(shape), layers.Flatten()])
    for units in (512, 256):
        model.add(layers.Dense(units))
        model.add(layers.LeakyReLU(negative_slope=0.2))
    model.add(layers.Dense(1, activation="sigmoid"))
    return model


def convolutional_generator(shape: Size) -> keras.Model:
    model = keras.Sequential([keras.Input((100,)), layers.Reshape((1, 1, 100))])
    for filters, kernel, stride, padding in ((128, shape[0] // 4, 1, "valid"), (32, 4, 2, "same")):
        model.add(layers.Conv2DTranspose(filters, kernel, strides=stride, padding=padding, use_bias=False))
        model.add(layers.BatchNormalization(momentum=0.8))
        model.add(layers.ReLU())
    model.add(layers.Conv2DTranspose(shape[2], 4, strides=2, padding="same", activation="tanh"))
    return model


def convolutional_discriminator(shape: Size) -> keras.Model:
    model = keras.Sequential([keras.Input(shape)])
    for filters in (32, 64):
        model.add(layers.Conv2D(filters, 4, strides=2, padding="same", activation="leaky_relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(1))
    return model


def counted(weights: list[keras.Variable]) -> int:
    return sum(int(np.prod(weight.shape)) for weight in weights)


@pytest.mark.parametrize("shape", [(28, 28, 1), (8, 8, 1), (32, 32, 3)])
@pytest.mark.parametrize(
    ("preset", "peers"),
    [("tutorial", (tutorials_generator, tutorials_discriminator)), ("dcgan", (convolutional_generator, convolutional_discriminator))],
)
def test_the_summaries_are_those_of_keras(preset: str, peers: tuple[Peer, Peer], shape: Size) -> None:
    tables = NetworkTables.of(GanParams.model_validate({"dataset": "any", "preset": preset}).networks(shape, ()))
    assert [table.name for table in tables.networks] == ["generator", "discriminator"]
    for table, peer in zip(tables.networks, peers, strict=True):
        model = peer(shape)
        assert table.total_parameters == model.count_params()
        assert table.trainable_parameters == counted(model.trainable_weights)
        assert table.non_trainable_parameters == counted(model.non_trainable_weights)
        ours = [row.parameters for row in table.layers if row.parameters]
        assert ours == [layer.count_params() for layer in model.layers if layer.count_params()]
        assert table.bytes == 4 * table.total_parameters and table.input_shape == list(model.input_shape[1:])


def test_the_tutorials_networks_have_the_printed_numbers_of_parameters() -> None:
    tables = NetworkTables.of(GanParams(dataset="any").networks((28, 28, 1), ()))
    assert [table.total_parameters for table in tables.networks] == [1_493_520, 533_505]
