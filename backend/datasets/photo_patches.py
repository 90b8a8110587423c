"""`photo-patches`: small crops of the photos inside scikit-image and scikit-learn, named by the photo that they come from.

Real images of CIFAR-10's shape that are available offline. Every photo is cut in two by a straight line; training crops
come from one side, test crops from the other, so no pixel is in both.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from backend.datasets.bundled import package_file
from backend.datasets.dataset import Dataset
from backend.datasets.images import ImageData

SIDE = 32
TRAIN_CROPS = 500
TEST_CROPS = 100
TEST_SHARE = 0.28
SCALES = (1 / 10, 1 / 7, 1 / 5, 1 / 4)
SEED = 0

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Photo:
    """A bundled photo.

    Attributes:
        box: left, top, right, bottom of the part that shows the subject, pixels.
        cut: `columns` tests on the right side of the box, `rows` on its lower side.
    """

    label: str
    package: str
    path: str
    box: Box
    cut: Literal["columns", "rows"] = "columns"


PHOTOS = (
    Photo("cat", "skimage", "data/chelsea.png", (20, 0, 400, 300)),
    Photo("coffee", "skimage", "data/coffee.png", (60, 0, 540, 400), "rows"),
    Photo("rocket", "skimage", "data/rocket.jpg", (0, 120, 640, 427)),
    Photo("grass", "skimage", "data/grass.png", (0, 0, 512, 512)),
    Photo("gravel", "skimage", "data/gravel.png", (0, 0, 512, 512)),
    Photo("brick", "skimage", "data/brick.png", (0, 0, 512, 512)),
    Photo("retina", "skimage", "data/retina.jpg", (200, 200, 1200, 1200), "rows"),
    Photo("galaxies", "skimage", "data/hubble_deep_field.jpg", (0, 0, 1000, 872)),
    Photo("tissue", "skimage", "data/ihc.png", (0, 0, 512, 512), "rows"),
    Photo("dahlia", "sklearn", "datasets/images/flower.jpg", (190, 105, 430, 340)),
)

DATASET = Dataset(
    id="photo-patches",
    title="Photo patches",
    shape=(SIDE, SIDE, 3),
    classes=[photo.label for photo in PHOTOS],
    sizes={"train": TRAIN_CROPS * len(PHOTOS), "test": TEST_CROPS * len(PHOTOS)},
    availability="bundled",
    licence="CC0 and public domain (scikit-image), CC BY 2.0 (dahlia: vultilion, Flickr)",
    source="https://scikit-image.org/docs/stable/api/skimage.data.html, https://scikit-learn.org (sample images)",
)


def regions(photo: Photo) -> tuple[Box, Box]:
    """The disjoint training and test regions of a photo."""
    left, top, right, bottom = photo.box
    if photo.cut == "columns":
        edge = round(right - TEST_SHARE * (right - left))
        return (left, top, edge, bottom), (edge, top, right, bottom)
    edge = round(bottom - TEST_SHARE * (bottom - top))
    return (left, top, right, edge), (left, edge, right, bottom)


def crops(image: Image.Image, region: Box, scale_unit: int, count: int, random: np.random.Generator) -> NDArray[np.uint8]:
    """Square crops at random places and scales, resized to 32×32.

    Args:
        scale_unit: the length, in pixels, that `SCALES` are shares of.

    Returns:
        uint8, (count, 32, 32, 3).
    """
    left, top, right, bottom = region
    patches = np.empty((count, SIDE, SIDE, 3), dtype=np.uint8)
    for index in range(count):
        side = int(min(scale_unit * random.choice(SCALES), right - left, bottom - top))
        x = left + int(random.integers(right - left - side + 1))
        y = top + int(random.integers(bottom - top - side + 1))
        patches[index] = np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX, box=(x, y, x + side, y + side)))
    return patches


@lru_cache(maxsize=1)
def load() -> ImageData:
    """The crops of all photos in shuffled order; the same in every run."""
    random = np.random.default_rng(SEED)
    parts: tuple[list[NDArray[np.uint8]], list[NDArray[np.uint8]]] = ([], [])
    for photo in PHOTOS:
        left, top, right, bottom = photo.box
        with Image.open(package_file(photo.package, photo.path)) as file:
            image = file.convert("RGB")
        for part, region, count in zip(parts, regions(photo), (TRAIN_CROPS, TEST_CROPS), strict=True):
            part.append(crops(image, region, min(right - left, bottom - top), count, random))
    x_train, y_train = _shuffled(parts[0], random)
    x_test, y_test = _shuffled(parts[1], random)
    return ImageData(x_train, y_train, x_test, y_test, tuple(DATASET.classes))


def _shuffled(by_class: list[NDArray[np.uint8]], random: np.random.Generator) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    labels = np.repeat(np.arange(len(by_class)), [len(images) for images in by_class]).astype(np.int64)
    order = random.permutation(len(labels))
    return np.concatenate(by_class)[order], labels[order]
