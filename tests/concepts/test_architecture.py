"""The arithmetic of shapes and parameters, with the tutorial's numbers (§4.3)."""

import pytest
from pydantic import ValidationError

from backend.concepts.architecture import Architecture, ArchitectureError, Conv2D, Dense, Flatten, MaxPooling2D

TUTORIAL = Architecture(
    input_shape=(32, 32, 3),
    labels=tuple("0123456789"),
    layers=(
        Conv2D(filters=32, kernel_size=3, activation="relu"),
        MaxPooling2D(),
        Conv2D(filters=64, kernel_size=3, activation="relu"),
        MaxPooling2D(),
        Conv2D(filters=64, kernel_size=3, activation="relu"),
        Flatten(),
        Dense(units=64, activation="relu"),
        Dense(units=10),
    ),
)


def test_the_tutorials_network_has_the_tutorials_parameters() -> None:
    assert [row.spec.trainable(row.input_shape) for row in TUTORIAL.named_layers()] == [896, 0, 18_496, 0, 36_928, 0, 65_600, 650]
    assert TUTORIAL.parameter_count() == 122_570


def test_the_tutorials_network_has_the_tutorials_names_and_shapes() -> None:
    assert {row.name: row.output_shape for row in TUTORIAL.named_layers()} == {
        "conv2d": (30, 30, 32),
        "max_pooling2d": (15, 15, 32),
        "conv2d_1": (13, 13, 64),
        "max_pooling2d_1": (6, 6, 64),
        "conv2d_2": (4, 4, 64),
        "flatten": (1024,),
        "dense": (64,),
        "dense_1": (10,),
    }


def test_the_arithmetic_is_written_with_its_numbers() -> None:
    first = TUTORIAL.named_layers()[0]
    assert first.spec.parameter_formula(first.input_shape) == "(3·3·3 + 1)·32 = 896"
    assert first.spec.parameter_arithmetic(first.input_shape) == "(3·3·3 + 1)·32"
    assert first.spec.shape_arithmetic(first.input_shape) == "⌊(32 + 2·0 − 3)/1 + 1⌋"
    assert first.spec.shape_formula(first.input_shape) == "⌊(32 + 2·0 − 3)/1 + 1⌋ = 30"
    assert first.spec.flops(first.input_shape) == 2 * 27 * 30 * 30 * 32


def test_a_layer_that_does_not_fit_is_named_by_its_index() -> None:
    with pytest.raises(ArchitectureError, match="a window of 9×9 does not fit on 4×4") as raised:
        Architecture(input_shape=(8, 8, 1), labels=(), layers=(MaxPooling2D(), Conv2D(kernel_size=9))).named_layers()
    assert raised.value.layer == 1
    with pytest.raises(ArchitectureError, match="dense needs a flat input"):
        Architecture(input_shape=(8, 8, 1), labels=(), layers=(Dense(),)).named_layers()


def test_an_architecture_survives_json() -> None:
    assert Architecture.model_validate_json(TUTORIAL.model_dump_json()) == TUTORIAL


def test_unknown_layers_and_fields_are_rejected() -> None:
    with pytest.raises(ValidationError):
        Architecture.model_validate({"input_shape": [8, 8, 1], "labels": [], "layers": [{"type": "lambda"}]})
    with pytest.raises(ValidationError):
        Conv2D.model_validate({"filters": 1, "code": "x"})
