"""The images of class folders, split into training and test."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.datasets.images import ImageData
from backend.datasets.zip_members import Split
from backend.errors import InvalidInput

TEST_SHARE = 0.2


@dataclass(frozen=True)
class ClassImage:
    """
    Attributes:
        digest: SHA-256 of its file.
        pixels: uint8, (side, side, 3).
        split: what the folders of the zip say; None where they say nothing.
    """

    digest: bytes
    pixels: NDArray[np.uint8]
    label: str
    split: Split | None


def split_of(images: list[ClassImage], check: Callable[[], None]) -> tuple[ImageData, list[str]]:
    """Training and test images in the order of the hashes of their files, so that the classes are mixed; and what was assumed.

    Args:
        check: raises what is wrong with the collection as a whole.

    Raises:
        InvalidInput: a class without an image to train or to test with.
    """
    check()
    names = sorted({image.label for image in images})
    ordered = sorted(images, key=lambda image: image.digest)
    kinds = {image.split for image in images} - {None}
    held_out: Split | None = next((kind for kind in ("test", "validation") if kind in kinds), None)
    if "train" in kinds and held_out:
        test, notes = [image for image in ordered if image.split == held_out], _notes(kinds, held_out)
    else:
        test, notes = [image for name in names for image in _first_fifth(name, [one for one in ordered if one.label == name])], []
    chosen = {id(image) for image in test}
    train, test = [one for one in ordered if id(one) not in chosen], [one for one in ordered if id(one) in chosen]
    for name in names:
        if not any(image.label == name for image in train):
            raise InvalidInput(f"The class {name!r} has no readable image in the training folder.")
    return ImageData(*_arrays(train, names), *_arrays(test, names), tuple(names)), notes


def _notes(kinds: set[Split | None], held_out: Split) -> list[str]:
    if held_out == "validation":
        return ["The split of the zip is kept: the images of its validation folder are the test images."]
    if "validation" in kinds:
        return ["The split of the zip is kept; the images of its validation folder are added to the training images."]
    return ["The split of the zip is kept: its training and its test images."]


def _first_fifth(name: str, members: list[ClassImage]) -> list[ClassImage]:
    """At least one image; it depends on the images alone."""
    if len(members) < 2:
        raise InvalidInput(f"The class {name!r} has one readable image; at least two distinct ones are required, to train and to test.")
    return members[: max(1, round(TEST_SHARE * len(members)))]


def _arrays(images: list[ClassImage], names: list[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    labels = np.array([names.index(image.label) for image in images], dtype=np.int64)
    return np.stack([image.pixels for image in images]), labels
