from io import BytesIO

import numpy as np
from PIL import Image

from backend.imaging.overlay import HEAT, STRENGTH, overlay_png


def opened(image: np.ndarray, heat: np.ndarray) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(overlay_png(image.astype(np.float32), heat.astype(np.float32))))).astype(int)


def test_without_heat_the_image_is_grey() -> None:
    image = opened(np.full((32, 32, 3), (1.0, 0.0, 0.0)), np.zeros((4, 4)))
    assert image.shape == (256, 256, 3)
    assert (image == round(0.299 * 255)).all()


def test_heat_colours_the_place_that_it_is_at() -> None:
    heat = np.zeros((4, 4))
    heat[0, 3] = 1
    image = opened(np.zeros((32, 32, 1)), heat)
    assert np.abs(image[:20, -20:] - HEAT * STRENGTH).max() < 12
    assert image[-100:, :100].max() == 0
