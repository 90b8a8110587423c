"""Pictures on their way into the filters and out again."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import File, Form, UploadFile
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue
from backend.imaging.model_input import decode_image
from backend.settings import Settings

Pixels = NDArray[np.uint8]
Channels = Annotated[Literal["rgb", "grey"], Form(description="grey is 0.299 R + 0.587 G + 0.114 B")]
Picture = Annotated[UploadFile, File(description="PNG, JPEG, WebP, BMP or GIF")]
# JSON has the values themselves up to so many; a larger picture is asked for as PNG.
MAX_VALUES = 3 * 64 * 64
# A filter over floats takes some 80 bytes a pixel. Larger pictures wait for each other, so that many at once do not use up the memory.
LARGE_PIXELS = 2_000_000
_large_pictures = threading.BoundedSemaphore(1)
PNG_OR_JSON: dict[str, Any] = {
    "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
    "description": "The picture; or its sizes and values, with `Accept: application/json`",
}


def read_pixels(image: UploadFile, channels: str, settings: Settings) -> Pixels:
    """(height, width, 3), or (height, width, 1) in grey.

    Raises:
        UnsupportedMedia, TooLarge, InvalidInput: as for `decode_image`.
    """
    picture = decode_image(image.file.read(), settings)
    pixels = np.asarray(picture.convert("L") if channels == "grey" else picture)
    return pixels.reshape(*pixels.shape[:2], -1)


@contextmanager
def one_large_at_a_time(pixels: Pixels) -> Iterator[None]:
    """Lets small pictures through, and large ones one after the other."""
    if pixels.shape[0] * pixels.shape[1] <= LARGE_PIXELS:
        yield
        return
    with _large_pictures:
        yield


def to_png(pixels: Pixels) -> bytes:
    """A PNG of (height, width, 1 or 3), packed quickly rather than tightly."""
    from backend.imaging.png import pack  # noqa: PLC0415 - OpenCV is large, and loaded when the first picture comes

    return pack(pixels)


def json_field(field: str, text: str) -> Any:
    """The value of a form field that holds JSON.

    Raises:
        InvalidValue: it does not.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidValue(field, f"{field} must be JSON, such as [[0, 1, 0], [1, -4, 1], [0, 1, 0]]; received {text[:80]!r}") from error
