"""From a decoded image to the input of a network."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from backend.imaging.decoding import decode_image

__all__ = ["decode_image", "to_input"]


def to_input(image: Image.Image, input_shape: tuple[int, int, int]) -> NDArray[np.float32]:
    """Crops the centre to the aspect ratio of the network's input, resizes it, and scales the pixels to [0, 1].

    Args:
        image: RGB, as `decode_image` gives it.
        input_shape: (height, width, channels); with one channel the image becomes grey, 0.299 R + 0.587 G + 0.114 B.

    Returns:
        float32 in [0, 1], of `input_shape`.
    """
    height, width, channels = input_shape
    fitted = ImageOps.fit(image.convert("L" if channels == 1 else "RGB"), (width, height), Image.Resampling.LANCZOS)
    return np.asarray(fitted, dtype=np.float32).reshape(input_shape) / np.float32(255)
