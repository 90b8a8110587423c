"""Feature maps as one image: a tile per channel (§4.1)."""

from io import BytesIO
from math import ceil, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Array = NDArray[np.floating[Any]]

# Diverging: orange below zero, neutral at zero, blue above; distinguishable with colour blindness, and the same on every page.
SCALE = np.array(
    [
        (0x8F, 0x3F, 0x04),
        (0xD9, 0x7A, 0x1C),
        (0xF2, 0xC5, 0x96),
        (0xFA, 0xF6, 0xEE),
        (0xA5, 0xC8, 0xE4),
        (0x3F, 0x87, 0xC0),
        (0x0B, 0x3F, 0x74),
    ],
    dtype=np.float64,
)
GAP = 6
PAPER = (0xFB, 0xF8, 0xF2)
HAIRLINE = (0xE2, 0xDB, 0xCD)
TILE = 64  # smallest side of a tile, pixels
MAX_SIDE = 2048


def colours(values: Array, limit: float) -> NDArray[np.uint8]:
    """The diverging scale: −limit is dark orange, 0 neutral, limit dark blue. Values that are never negative use its blue half.

    Args:
        values: any shape.
        limit: positive; larger values are clipped.

    Returns:
        uint8, (*shape, 3).
    """
    place = (np.clip(values / limit, -1, 1) + 1) / 2 * (len(SCALE) - 1)
    stops = np.arange(len(SCALE))
    channels = [np.interp(place, stops, SCALE[:, channel]) for channel in range(3)]
    return np.round(np.stack(channels, axis=-1)).astype(np.uint8)


def feature_sheet(values: Array) -> bytes:
    """PNG with a tile per channel, in a grid as square as possible, first channel at the upper left, unsmoothed.

    The colours are comparable within a sheet: the largest |value| of the layer is the end of the scale.

    Args:
        values: (height, width, channels), or (units,): then each unit is a cell of one grid.
    """
    maps = values if values.ndim == 3 else _units_as_map(values)
    limit = float(np.nanmax(np.abs(maps), initial=0)) or 1.0
    return _png(_tiled(colours(np.moveaxis(maps, -1, 0), limit)))


def _units_as_map(values: Array) -> Array:
    """(units,) → (rows, columns, 1); remaining cells are 0."""
    columns = ceil(sqrt(len(values)))
    cells = np.zeros(ceil(len(values) / columns) * columns, dtype=values.dtype)
    cells[: len(values)] = values
    return cells.reshape(-1, columns, 1)


def _tiled(tiles: NDArray[np.uint8]) -> Image.Image:
    """(channels, height, width, 3) side by side, each enlarged by a whole factor."""
    count, height, width, _ = tiles.shape
    columns = ceil(sqrt(count))
    rows = ceil(count / columns)
    wanted = ceil(TILE / max(height, width))
    factor = max(1, min(wanted, MAX_SIDE // (columns * width), MAX_SIDE // (rows * height)))
    sheet = Image.new("RGB", (columns * (width * factor + GAP) + GAP, rows * (height * factor + GAP) + GAP), PAPER)
    pen = ImageDraw.Draw(sheet)
    for index, tile in enumerate(tiles):
        x = GAP + index % columns * (width * factor + GAP)
        y = GAP + index // columns * (height * factor + GAP)
        image = Image.fromarray(tile).resize((width * factor, height * factor), Image.Resampling.NEAREST)
        pen.rectangle((x - 1, y - 1, x + image.width, y + image.height), outline=HAIRLINE)
        sheet.paste(image, (x, y))
    return sheet


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
