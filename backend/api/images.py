"""Images in the requests and answers of filtering and pooling."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import File, Form, UploadFile
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue
from backend.imaging.decoding import decode_image
from backend.imaging.found_type import READ_HERE
from backend.settings import Settings

Pixels = NDArray[Any]  # uint8 of a colour image, float64 of a grey one
Values = NDArray[np.floating[Any]]
Channels = Annotated[Literal["rgb", "grey"], Form(description="grey is 0.299 R + 0.587 G + 0.114 B")]
ImageFile = Annotated[UploadFile, File(description=f"{READ_HERE}; by content, whatever its name")]
ModelInput = Annotated[UploadFile, File(description=f"{READ_HERE}; resized to the network's input")]
# Up to so many values are sent as JSON; a larger image as PNG only.
MAX_VALUES = 3 * 64 * 64
# Filtering floats takes some 80 bytes per pixel: larger images are filtered one at a time, which bounds the memory.
LARGE_PIXELS = 2_000_000
_large_images = threading.BoundedSemaphore(1)
PNG_RESPONSE: dict[str, Any] = {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}, "description": "A PNG"}
PNG_OR_JSON: dict[str, Any] = {
    "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
    "description": "The image; or its size and values, with `Accept: application/json`",
}


def read_pixels(image: UploadFile, channels: str, settings: Settings) -> Pixels:
    """(height, width, 3), uint8; or in grey (height, width, 1), float64, not rounded: only a result is, once.

    Raises:
        UnsupportedMedia, TooLarge, InvalidInput: as for `decode_image`.
    """
    decoded = decode_image(image.file.read(), settings)
    pixels = np.asarray(decoded)
    return luma(pixels) if channels == "grey" else pixels


def as_values(pixels: Pixels) -> Values:
    """Floats to calculate with: float32 of 8-bit pixels, which it holds exactly; those of a grey image as they are."""
    return pixels.astype(np.float32) if pixels.dtype == np.uint8 else pixels


def luma(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), (height, width, 1); in thousandths first, which integers hold exactly."""
    thousandths: NDArray[np.int32] = pixels.astype(np.int32) @ np.array([[299], [587], [114]], np.int32)
    return thousandths / 1000


@contextmanager
def one_large_at_a_time(pixels: Pixels) -> Iterator[None]:
    """Small images at any time, large ones one at a time."""
    if pixels.shape[0] * pixels.shape[1] <= LARGE_PIXELS:
        yield
        return
    with _large_images:
        yield


def to_png(pixels: Pixels) -> bytes:
    """A PNG of (height, width, 1 or 3), compressed fast rather than well."""
    from backend.imaging.png import pack  # noqa: PLC0415 - OpenCV is large, and loaded with the first image

    return pack(pixels)


def json_field(field: str, text: str) -> Any:
    """The value of a form field that holds JSON.

    Raises:
        InvalidValue: it is not JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        example = '[{"kernel": "sharpen"}]' if field == "chain" else "[[0, 1, 0], [1, -4, 1], [0, 1, 0]]"
        raise InvalidValue(field, f"{field} must be JSON, such as {example}; received {text[:80]!r}") from error
