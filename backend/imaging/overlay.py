"""A class activation map over its image (§4.3, Grad-CAM)."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE = 256  # smallest side of the image, pixels
HEAT = np.array((0xD9, 0x7A, 0x1C), dtype=np.float64)
STRENGTH = 0.75  # opacity of the colour where the map is 1


def overlay_png(image: NDArray[np.float32], heat: NDArray[np.float32]) -> bytes:
    """PNG of the image in grey with the map in orange; pixels unsmoothed, the map interpolated.

    Args:
        image: float32 in [0, 1], (height, width, channels), channels 1 or 3.
        heat: 0..1, (map height, map width), of any size.
    """
    height, width, channels = image.shape
    factor = max(1, -(-SIDE // min(height, width)))
    size = (width * factor, height * factor)
    bytes_ = np.round(image * 255).astype(np.uint8)
    grey = Image.fromarray(bytes_ if channels == 3 else bytes_[..., 0]).convert("L").resize(size, Image.Resampling.NEAREST)
    warmth = np.asarray(Image.fromarray(heat.astype(np.float32)).resize(size, Image.Resampling.BICUBIC)).clip(0, 1)[..., np.newaxis]
    mixed = np.asarray(grey, dtype=np.float64)[..., np.newaxis] * (1 - STRENGTH * warmth) + HEAT * STRENGTH * warmth
    file = BytesIO()
    Image.fromarray(np.round(mixed).astype(np.uint8)).save(file, "PNG")
    return file.getvalue()
