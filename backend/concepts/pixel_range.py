"""Output mapping: the values of a filtered image to pixels, 0 to 255."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activation_table import curve
from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]
Normalization = Literal["clip", "absolute", "centre", "stretch"]
NORMALIZATIONS: tuple[Normalization, ...] = ("clip", "absolute", "centre", "stretch")


def to_pixels(values: Array, normalization: Normalization = "clip", extremes: tuple[float, float] | None = None) -> NDArray[np.uint8]:
    """Values to pixels, rounded to the nearest (a half to the even one) and clipped to 0…255; the same shape.

    Args:
        normalization: `clip` unchanged; `absolute` |v|, so that edges of both signs are bright; `centre` 128 + v/2, so that 0 is grey;
            `stretch` from the smallest to the largest value.
        extremes: the smallest and the largest value of the image, where `values` are a part of it.

    Raises:
        InvalidValue: an unknown normalization.
    """
    if normalization not in NORMALIZATIONS:
        raise InvalidValue("normalization", f"normalization is {normalization!r}; allowed are {', '.join(NORMALIZATIONS)}")
    if normalization == "absolute":
        values = np.abs(values)
    elif normalization == "centre":
        values = 128 + values / 2
    elif normalization == "stretch":
        low, high = extremes or (values.min(), values.max())
        values = (values - low) * (255 / (high - low)) if high > low else np.zeros_like(values)
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def activate_image(values: Array, activation: str) -> Array:
    """255 · f(v/255), elementwise: the non-linearity that follows a convolution (§4.1), where white is 1.

    Raises:
        InvalidValue: no such activation.
    """
    return 255 * curve(activation, values / 255)[0]
