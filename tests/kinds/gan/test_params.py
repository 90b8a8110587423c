"""Which images the networks of a preset can generate."""

import re

import pytest

from backend.errors import InvalidInput
from backend.kinds.gan.params import PRESETS, GanParams, PresetId, Size, discriminator, generator


@pytest.mark.parametrize(
    ("preset", "shape"),
    [("tutorial", (28, 28, 1)), ("tutorial", (9, 7, 3)), ("tutorial", (64, 64, 1)), ("dcgan", (28, 28, 1)), ("dcgan", (64, 64, 3))],
)
def test_images_of_an_admitted_shape_are_generated_and_discriminated(preset: PresetId, shape: Size) -> None:
    GanParams(dataset="any", preset=preset).check_data(shape, ())
    made = generator(preset, shape).named_layers()[-1].output_shape
    assert made == shape or made == (shape[0] * shape[1] * shape[2],)
    assert discriminator(preset, shape).named_layers()[-1].output_shape == (1,)


@pytest.mark.parametrize(
    ("preset", "shape"), [("tutorial", (64, 65, 1)), ("dcgan", (30, 30, 1)), ("dcgan", (28, 32, 1)), ("dcgan", (260, 260, 1))]
)
def test_an_image_that_the_networks_cannot_generate_is_rejected(preset: PresetId, shape: Size) -> None:
    with pytest.raises(InvalidInput, match="×".join(map(str, shape))) as error:
        GanParams(dataset="any", preset=preset).check_data(shape, ())
    assert error.value.errors[0].pointer == "/params/preset"


@pytest.mark.parametrize(("iterations", "grids"), [(1000, 500), (1001, 501)])
def test_at_most_five_hundred_grids_are_kept(iterations: int, grids: int) -> None:
    params = GanParams(dataset="any", iterations=iterations, sample_interval=2)
    assert params.grids == grids
    if grids <= 500:
        params.check_data((28, 28, 1), ())
        return
    with pytest.raises(InvalidInput) as error:
        params.check_data((28, 28, 1), ())
    assert error.value.errors[0].pointer == "/params/sample_interval"


def test_the_preset_says_of_which_images_its_numbers_of_parameters_are() -> None:
    description = PRESETS[0].description
    shape = tuple(int(side) for side in re.findall(r"(\d+)×(\d+)", description)[0])
    networks = GanParams(dataset="mnist-5k").networks((*shape, 1), ())
    said = [int(count.replace(",", "")) for count in re.findall(r"\d[\d,]*,\d{3}(?= parameters|\))", description)]
    assert said == [networks[name].parameter_count() for name in ("generator", "discriminator")]
