"""Every layer of random networks of every layer type, against Keras."""

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backend.api.layer_table import LayerTable
from backend.concepts import layer_network
from backend.concepts.architecture import Architecture
from backend.concepts.model_summary import model_summary
from tests.concepts.keras_twin import architectures, every_layer, keras_layer, keras_outputs, random_tensors

TOLERANCE = 1e-4


@given(architecture=architectures(), seed=st.integers(0, 2**32 - 1))
@example(architecture=every_layer(), seed=0)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_layer_equals_keras(architecture: Architecture, seed: int) -> None:
    tensors = random_tensors(architecture, seed)
    images = np.random.default_rng(seed).random((2, *architecture.input_shape), dtype=np.float32)
    expected = keras_outputs(architecture, tensors, images)
    for row, output in layer_network.run(architecture, tensors, images):
        assert output.shape == (2, *row.output_shape), row
        assert output.dtype == np.float32, row
        np.testing.assert_allclose(output, expected[row.name], rtol=TOLERANCE, atol=TOLERANCE, err_msg=str(row))


def test_the_parameters_are_counted_as_keras_counts_them() -> None:
    architecture = every_layer()
    model = keras.Sequential([keras.Input(architecture.input_shape)])
    for row in architecture.named_layers():
        model.add(keras_layer(row.spec, row.name))
        assert model.output_shape[1:] == row.output_shape
    assert architecture.parameter_count() == model.count_params()


@given(architecture=architectures())
@example(architecture=every_layer())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_summary_splits_parameters_and_bytes_as_keras_does(architecture: Architecture) -> None:
    model = keras.Sequential([keras.Input(architecture.input_shape)])
    rows = model_summary(architecture)
    for layer, row in zip(architecture.named_layers(), rows, strict=True):
        twin = keras_layer(layer.spec, layer.name)
        model.add(twin)
        assert row.trainable_parameters == sum(int(np.prod(weight.shape)) for weight in twin.trainable_weights), row.name
        assert row.non_trainable_parameters == sum(int(np.prod(weight.shape)) for weight in twin.non_trainable_weights), row.name
        assert row.parameters == row.trainable_parameters + row.non_trainable_parameters == twin.count_params()
        assert row.bytes == sum(weight.numpy().nbytes for weight in twin.weights), row.name
    table = LayerTable.of(architecture)
    printed: list[str] = []
    model.summary(print_fn=lambda text, line_break=False: printed.append(text))
    for title, count in (
        ("Total params", table.total_parameters),
        ("Trainable params", table.trainable_parameters),
        ("Non-trainable params", table.non_trainable_parameters),
    ):
        assert f"{title}: {count:,} " in "\n".join(printed)
    assert table.bytes == sum(row.bytes for row in rows)


def test_logits_are_the_last_layers_output() -> None:
    architecture = every_layer()
    tensors = random_tensors(architecture, 1)
    images = np.zeros((2, *architecture.input_shape), np.float32)
    *_, (row, last) = layer_network.run(architecture, tensors, images)
    assert row.name == "dense_1"
    np.testing.assert_array_equal(layer_network.logits(architecture, tensors, images), last)


def test_tensors_that_do_not_fit_are_named() -> None:
    architecture = every_layer()
    tensors = random_tensors(architecture, 1)
    layer_network.check_tensors(architecture, tensors)
    with pytest.raises(ValueError, match=r"dense/kernel is None, expected \(243, 7\)"):
        layer_network.check_tensors(architecture, {name: tensor for name, tensor in tensors.items() if name != "dense/kernel"})
    with pytest.raises(ValueError, match=r"dense/bias is \(1, 7\), expected \(7,\)"):
        layer_network.check_tensors(architecture, tensors | {"dense/bias": tensors["dense/bias"][None]})
    with pytest.raises(ValueError, match="surplus"):
        layer_network.check_tensors(architecture, tensors | {"surplus": tensors["dense/bias"]})
