import dataclasses
import subprocess
import sys

import jsonschema
import numpy as np
import pytest
from pydantic import ValidationError

from backend import kinds
from backend.errors import InvalidInput, NotFound
from backend.kinds import KINDS, Kind, get_kind
from backend.kinds.cnn.params import IMPROVED_LAYERS, PRESETS, CnnParams
from backend.kinds.gan.params import GanParams, discriminator, generator
from backend.kinds.parameters import Preset


def test_the_tutorial_network_has_the_tutorials_number_of_parameters() -> None:
    network = CnnParams(dataset="cifar10").architecture((32, 32, 3), tuple("0123456789"))
    assert network.parameter_count() == 122_570
    base = network.model_copy(update={"layers": network.layers[:5]})
    assert base.parameter_count() == 56_320


def test_the_modern_network_fits_in_five_megabytes() -> None:
    network = CnnParams(dataset="cifar10", preset="improved").architecture((32, 32, 3), tuple("0123456789"))
    assert network.layers[:-1] == IMPROVED_LAYERS
    assert 4 * network.parameter_count() <= 5_000_000


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)
def test_a_preset_gives_the_same_by_name_and_by_values(preset: Preset) -> None:
    by_name = CnnParams(dataset="cifar10", preset=preset.id)
    assert by_name == CnnParams.model_validate({"dataset": "cifar10", **preset.params})
    assert by_name.model_dump(mode="json")["preset"] == preset.id


def test_a_given_value_goes_before_the_presets() -> None:
    params = CnnParams(dataset="cifar10", preset="improved", epochs=3)
    assert (params.epochs, params.flip) == (3, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"epochs": 0},
        {"epochs": 501},
        {"batch_size": 0},
        {"learning_rate": 0},
        {"learning_rate": float("nan")},
        {"optimizer": "adagrad"},
        {"preset": "best"},
        {"preset": ["improved"]},
        {"layers": []},
        {"layers": [{"type": "lambda"}]},
        {"shift": 9},
        {"colour": 1},
    ],
    ids=str,
)
def test_a_value_that_is_not_allowed_is_rejected(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        CnnParams.model_validate({"dataset": "cifar10"} | wrong)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_the_schema_of_a_kind_says_all_that_a_form_needs(kind: Kind) -> None:
    schema = kind.params.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for name, field in schema["properties"].items():
        assert field.get("title") and field.get("description") and field.get("x-group"), name
        if field.get("type") in ("integer", "number"):
            assert {"minimum", "exclusiveMinimum"} & field.keys(), name
            assert {"maximum", "exclusiveMaximum"} & field.keys(), name


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_presets_are_valid_and_json(kind: Kind) -> None:
    schema = kind.params.model_json_schema()
    assert len({preset.id for preset in kind.presets}) == len(kind.presets) > 0
    for preset in kind.presets:
        values = {"dataset": "any", **preset.params}
        jsonschema.validate(values, schema)
        kind.params.model_validate(values)


def test_an_unknown_kind_is_not_found() -> None:
    with pytest.raises(NotFound, match="cnn"):
        get_kind("perceptron")


def test_kinds_are_known_without_tensorflow() -> None:
    code = "import sys, backend.kinds; sys.exit('tensorflow' in sys.modules or 'keras' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_tutorials_gan_have_the_tutorials_numbers_of_parameters() -> None:
    assert generator("tutorial", (28, 28, 1)).parameter_count() == 1_493_520
    assert discriminator("tutorial", (28, 28, 1)).parameter_count() == 533_505


@pytest.mark.parametrize("preset", ["tutorial", "dcgan"])
@pytest.mark.parametrize("shape", [(8, 8, 1), (28, 28, 1), (32, 32, 3)], ids=str)
def test_a_generator_makes_what_the_discriminator_takes(preset: str, shape: tuple[int, int, int]) -> None:
    assert np.prod(generator(preset, shape).named_layers()[-1].output_shape) == np.prod(shape)
    assert discriminator(preset, shape).named_layers()[-1].output_shape == (1,)
    GanParams(dataset="any", preset=preset).check_data(shape, ())


@pytest.mark.parametrize(
    ("params", "shape", "pointer"),
    [
        ({"preset": "tutorial"}, (96, 96, 3), "/params/preset"),
        ({"preset": "dcgan"}, (30, 30, 1), "/params/preset"),
        ({"preset": "dcgan"}, (28, 32, 1), "/params/preset"),
        ({"iterations": 5000, "sample_interval": 1}, (28, 28, 1), "/params/sample_interval"),
    ],
    ids=str,
)
def test_what_a_gan_cannot_train_on_is_said_before_it_starts(params: dict[str, object], shape: tuple[int, ...], pointer: str) -> None:
    with pytest.raises(InvalidInput) as error:
        GanParams.model_validate({"dataset": "any"} | params).check_data(shape, ())
    assert [one.pointer for one in error.value.errors] == [pointer]


def test_a_kind_that_cannot_be_imported_keeps_no_other_from_training(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = dataclasses.replace(KINDS["cnn"], id="broken", runner="no.such.module:run")
    monkeypatch.setattr(kinds, "KINDS", {"broken": broken, **KINDS})
    assert kinds.warm_up()


def test_a_package_cannot_replace_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "PACKAGES", ("backend.kinds.cnn", "backend.kinds.cnn"))
    with pytest.raises(ValueError, match="a kind 'cnn', which is there already"):
        kinds._registered()
