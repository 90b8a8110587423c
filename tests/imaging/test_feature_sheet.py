from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from backend.imaging.feature_sheet import GAP, HAIRLINE, PAPER, SCALE, colours, feature_sheet


def opened(values: np.ndarray) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(feature_sheet(values.astype(np.float32)))))


def test_the_scale_goes_from_orange_over_paper_to_blue() -> None:
    found = colours(np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), limit=1)
    assert found.tolist() == [SCALE[0].tolist(), SCALE[0].tolist(), SCALE[3].tolist(), SCALE[-1].tolist(), SCALE[-1].tolist()]
    orange, _, paper, _, blue = found.astype(int)
    assert orange[0] > orange[2]
    assert blue[2] > blue[0]
    assert paper.min() > 230


def test_larger_magnitudes_are_darker_on_both_sides() -> None:
    brightness = colours(np.linspace(-1, 1, 201), 1) @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(brightness[:101]) > 0).all()
    assert (np.diff(brightness[100:]) < 0).all()


def test_each_channel_has_its_tile_in_reading_order() -> None:
    values = np.zeros((8, 8, 5))
    for channel in range(5):
        values[..., channel] = channel / 4
    sheet = opened(values)
    assert sheet.shape == (2 * (64 + GAP) + GAP, 3 * (64 + GAP) + GAP, 3)
    for channel in range(5):
        x, y = GAP + channel % 3 * (64 + GAP), GAP + channel // 3 * (64 + GAP)
        assert (sheet[y : y + 64, x : x + 64] == colours(np.array(channel / 4), 1)).all()
        assert (sheet[y - 1, x - 1 : x + 65] == HAIRLINE).all()
    assert (sheet[-20:, -20:] == PAPER).all()


def test_pixels_are_enlarged_unsmoothed() -> None:
    values = np.random.default_rng(0).normal(size=(4, 4, 1))
    tile = opened(values)[GAP:-GAP, GAP:-GAP]
    np.testing.assert_array_equal(tile[8::16, 8::16], colours(values[..., 0].astype(np.float32), np.abs(values.astype(np.float32)).max()))
    assert (tile[:16, :16] == tile[0, 0]).all()


def test_units_are_cells_of_one_grid() -> None:
    sheet = opened(np.array([1.0, -1.0, 0.0]))
    cells = sheet[GAP + 16 : -GAP : 32, GAP + 16 : -GAP : 32]
    assert cells.tolist() == [[SCALE[-1].tolist(), SCALE[0].tolist()], [SCALE[3].tolist(), SCALE[3].tolist()]]


@pytest.mark.parametrize("shape", [(30, 30, 32), (1, 1, 512), (96, 96, 128), (64,), (1,), (3, 50, 2)])
def test_any_layer_gives_a_sheet_of_bounded_size(shape: tuple[int, ...]) -> None:
    sheet = opened(np.ones(shape))
    assert max(sheet.shape) <= 2500


def test_a_layer_of_zeros_is_paper() -> None:
    assert (opened(np.zeros((8, 8, 1)))[GAP:-GAP, GAP:-GAP] == SCALE[3]).all()
