import keras
import numpy as np
import pytest
import tensorflow as tf
from safetensors.numpy import load

from backend.concepts.architecture import Activation, ActivationLayer, Architecture, BatchNormalization, Dense, Flatten
from backend.concepts.layer_network import logits as served_logits
from backend.training import rng as chance
from backend.training import state
from backend.training.keras_model import keras_model
from backend.training.network import Network
from tests.kinds.image_data import SIZE, bright_squares, params

IMAGES = (bright_squares().x_train[:9] / 255).astype("float32")
ACTIVATIONS = Activation.__args__


def every_layer(seed: int = 0) -> Network:
    """With weights and moving averages that are not the initial ones."""
    network = Network(params().architecture((SIZE, SIZE, 3), ("a", "b", "c", "d")), seed)
    rng = np.random.default_rng(seed)
    for variable in network.variables.values():
        variable.assign(variable + rng.uniform(0, 0.3, variable.shape).astype("float32"))
    return network


def same_in_keras(network: Network) -> keras.Model:
    model = keras_model(network.architecture)
    model.set_weights([variable.numpy() for variable in network.variables.values()])
    return model


def test_served_it_is_the_keras_model() -> None:
    network = every_layer()
    np.testing.assert_allclose(network.logits(IMAGES), same_in_keras(network)(IMAGES, training=False), rtol=1e-5, atol=1e-5)


def test_served_it_is_the_numpy_network() -> None:
    network = every_layer()
    tensors = load(state.to_bytes(network.variables))
    np.testing.assert_allclose(network.logits(IMAGES), served_logits(network.architecture, tensors, IMAGES), rtol=1e-4, atol=1e-5)


def test_while_training_normalization_and_its_moving_averages_are_those_of_keras() -> None:
    network = every_layer()
    layers = [layer.model_copy(update={"rate": 0.0}) if layer.type == "dropout" else layer for layer in network.architecture.layers]
    network = Network(network.architecture.model_copy(update={"layers": tuple(layers)}), 1)
    model = same_in_keras(network)
    ours, theirs = network.logits(IMAGES, dropout_seed=chance.root(0)), model(IMAGES, training=True)
    np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-4)
    for (name, variable), expected in zip(network.variables.items(), model.get_weights(), strict=True):
        np.testing.assert_allclose(variable, expected, rtol=1e-4, atol=1e-5, err_msg=name)


@pytest.mark.parametrize(
    "layers", [(BatchNormalization(momentum=0.5), Flatten()), (Flatten(), BatchNormalization(momentum=0.5))], ids=["images", "rows"]
)
def test_a_batch_is_normalized_by_its_variance_divided_by_n_and_so_is_the_moving_average(
    layers: tuple[BatchNormalization, Flatten],
) -> None:
    network = Network(Architecture(input_shape=(1, 1, 2), labels=("a", "b"), layers=(*layers, Dense(units=2))), 0)
    x = np.array([[1, 10], [2, 40], [6, 10]], "float32").reshape(3, 1, 1, 2)
    normalized = network.logits(tf.constant(x), dropout_seed=chance.root(0)).numpy() @ np.linalg.inv(
        network.variables["dense/kernel"].numpy()
    )
    mean, variance = np.array([3, 20]), np.array([14 / 3, 200])  # Σ(x − μ)² = 14 and 600, n = 3
    np.testing.assert_allclose(normalized, (x.reshape(3, 2) - mean) / np.sqrt(variance + 1e-3), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(network.variables["batch_normalization/moving_mean"], 0.5 * mean, rtol=1e-6)
    np.testing.assert_allclose(network.variables["batch_normalization/moving_variance"], 0.5 * 1 + 0.5 * variance, rtol=1e-6)


def test_dropout_is_a_function_of_its_seed() -> None:
    network = every_layer()
    first, again, other = (network.logits(IMAGES, dropout_seed=chance.root(seed)).numpy() for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def test_dropout_drops_its_share_and_keeps_the_mean() -> None:
    architecture = params(layers=[{"type": "flatten"}, {"type": "dropout", "rate": 0.3}]).architecture((SIZE, SIZE, 3), ("a", "b"))
    network = Network(architecture, 0)
    network.variables["dense/kernel"].assign(tf.ones((SIZE * SIZE * 3, 2)) / (SIZE * SIZE * 3))
    out = network.logits(tf.ones((200, SIZE, SIZE, 3)), dropout_seed=chance.root(4)).numpy()
    assert out.mean() == pytest.approx(1.0, abs=0.01)
    assert out.std() > 0.01


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_each_activation_is_that_of_keras_and_of_numpy(activation: Activation) -> None:
    layers = (ActivationLayer(activation=activation), Flatten(), Dense(units=2))
    architecture = Architecture(input_shape=(1, 1, 3), labels=("a", "b"), layers=layers)
    network = Network(architecture, 0)
    x = np.linspace(-3, 3, 30, dtype="float32").reshape(10, 1, 1, 3)
    expected = same_in_keras(network)(x)
    np.testing.assert_allclose(network.logits(x), expected, rtol=1e-5, atol=1e-6)
    tensors = load(state.to_bytes(network.variables))
    np.testing.assert_allclose(served_logits(architecture, tensors, x), expected, rtol=1e-4, atol=1e-5)


def test_initial_kernels_fill_the_glorot_interval() -> None:
    network = Network(params(layers=[{"type": "flatten"}, {"type": "dense", "units": 500}]).architecture((SIZE, SIZE, 3), ("a", "b")), 0)
    kernel = network.variables["dense/kernel"].numpy()
    limit = np.sqrt(6 / (300 + 500))
    assert np.abs(kernel).max() <= limit
    assert kernel.std() == pytest.approx(limit / np.sqrt(3), rel=0.01)
    assert not network.variables["dense/bias"].numpy().any()


def test_layers_of_one_shape_begin_with_different_numbers() -> None:
    layers = (Dense(units=4), Dense(units=4), Dense(units=2))
    network = Network(Architecture(input_shape=(4,), labels=("a", "b"), layers=layers), 0)
    first, second = (network.variables[f"{name}/kernel"].numpy() for name in ("dense", "dense_1"))
    assert first.shape == second.shape and not np.isclose(first, second).any()


def test_the_seed_gives_the_start() -> None:
    first, same, other = (
        Network(params().architecture((SIZE, SIZE, 3), ("a", "b")), seed).variables["conv2d/kernel"] for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, same)
    assert not np.array_equal(first, other)
