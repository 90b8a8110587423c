from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from backend.imaging.png import pack


@pytest.mark.parametrize("channels", [1, 3])
def test_every_pixel_is_kept(channels: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (31, 17, channels), dtype=np.uint8)
    image = Image.open(BytesIO(pack(pixels)))
    assert image.mode == ("RGB" if channels == 3 else "L")
    np.testing.assert_array_equal(np.asarray(image).reshape(pixels.shape), pixels)
