import subprocess
import sys

import jsonschema
import pytest
from pydantic import ValidationError

from backend.errors import NotFound
from backend.training.kinds import KINDS, Kind, Preset, get_kind
from backend.training.kinds.cnn import MODERN_LAYERS, PRESETS, CnnParams


def test_the_tutorial_network_has_the_tutorials_number_of_parameters() -> None:
    network = CnnParams(dataset="cifar10").architecture((32, 32, 3), tuple("0123456789"))
    assert network.parameter_count() == 122_570
    base = network.model_copy(update={"layers": network.layers[:5]})
    assert base.parameter_count() == 56_320


def test_the_modern_network_fits_in_five_megabytes() -> None:
    network = CnnParams(dataset="cifar10", preset="modern").architecture((32, 32, 3), tuple("0123456789"))
    assert network.layers[:-1] == MODERN_LAYERS
    assert 4 * network.parameter_count() <= 5_000_000


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)
def test_a_preset_gives_the_same_by_name_and_by_values(preset: Preset) -> None:
    by_name = CnnParams(dataset="cifar10", preset=preset.id)
    assert by_name == CnnParams.model_validate({"dataset": "cifar10", **preset.params})
    assert by_name.model_dump(mode="json")["preset"] == preset.id


def test_a_given_value_goes_before_the_presets() -> None:
    params = CnnParams(dataset="cifar10", preset="modern", epochs=3)
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
        {"preset": ["modern"]},
        {"layers": []},
        {"layers": [{"type": "lambda"}]},
        {"shift": 9},
        {"colour": 1},
    ],
    ids=str,
)
def test_a_value_that_is_not_allowed_is_refused(wrong: dict[str, object]) -> None:
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
    code = "import sys, backend.training.kinds; sys.exit('tensorflow' in sys.modules or 'keras' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
