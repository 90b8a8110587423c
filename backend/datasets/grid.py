"""Images of a data set: single images as PNG, and the labelled grid of §4.3."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from backend.datasets.images import ImageData
from backend.errors import InvalidInput, NotFound

Split = Literal["train", "test"]
MAX_COUNT = 100
CELL = 96
CAPTION = 20
GAP = 6
PAPER, INK = (252, 250, 245), (40, 38, 35)


@dataclass(frozen=True)
class Sample:
    index: int
    label: str


def samples(data: ImageData, count: int = 25, split: Split = "train") -> list[Sample]:
    """The first `count` images of a split, as in §4.3, with their labels.

    Raises:
        InvalidInput: the count is not in 1..100.
    """
    if not 1 <= count <= MAX_COUNT:
        raise InvalidInput(f"count must be in 1..{MAX_COUNT}, not {count}.")
    labels = data.y_train if split == "train" else data.y_test
    return [Sample(index, data.labels[label]) for index, label in enumerate(labels[:count])]


def image_at(data: ImageData, split: Split, index: int) -> NDArray[np.uint8]:
    """One image, uint8 (height, width, channels).

    Raises:
        NotFound: the split has no image of that index.
    """
    images = data.x_train if split == "train" else data.x_test
    if not 0 <= index < len(images):
        raise NotFound(f"There is no image {index} in {split}; it has {len(images):,}, counted from 0.")
    image: NDArray[np.uint8] = np.asarray(images[index])
    return image


def image_png(image: NDArray[np.uint8]) -> bytes:
    """PNG of one image in its own size. `image` is (height, width, channels), channels 1 or 3."""
    return _png(_to_pillow(image))


def grid_png(data: ImageData, count: int = 25, split: Split = "train") -> bytes:
    """The first `count` images, unsmoothed, in a square grid with their labels below them (§4.3).

    Raises:
        InvalidInput: the count is not in 1..100.
    """
    chosen = samples(data, count, split)
    return labelled_grid([image_at(data, split, sample.index) for sample in chosen], [sample.label for sample in chosen])


def labelled_grid(images: Sequence[NDArray[np.uint8]], captions: Sequence[str]) -> bytes:
    """PNG of images in a grid as square as possible, a caption below each."""
    columns = ceil(sqrt(len(images)))
    rows = ceil(len(images) / columns)
    sheet = Image.new("RGB", (columns * (CELL + GAP) + GAP, rows * (CELL + CAPTION + GAP) + GAP), PAPER)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(12)
    for index, (image, caption) in enumerate(zip(images, captions, strict=True)):
        x = GAP + (index % columns) * (CELL + GAP)
        y = GAP + (index // columns) * (CELL + CAPTION + GAP)
        sheet.paste(_to_pillow(image).resize((CELL, CELL), Image.Resampling.NEAREST), (x, y))
        pen.text((x + CELL / 2, y + CELL + 3), _shortened(caption, font), INK, font, anchor="ma")
    return _png(sheet)


def _shortened(caption: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> str:
    if font.getlength(caption) <= CELL:
        return caption
    while caption and font.getlength(caption + "…") > CELL:
        caption = caption[:-1]
    return caption + "…"


def _to_pillow(pixels: NDArray[np.uint8]) -> Image.Image:
    return Image.fromarray(pixels[..., 0] if pixels.shape[-1] == 1 else pixels)


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
