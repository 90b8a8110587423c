"""`digits`: 1,797 handwritten digits of 8×8 pixels, inside scikit-learn."""

from functools import lru_cache

import numpy as np

from backend.datasets.bundled import package_file
from backend.datasets.dataset import Dataset
from backend.datasets.images import ImageData
from backend.datasets.split import stratified_split

TEST_SIZE = 360
DATASET = Dataset(
    id="digits",
    title="Digits 8×8",
    shape=(8, 8, 1),
    classes=[str(digit) for digit in range(10)],
    sizes={"train": 1797 - TEST_SIZE, "test": TEST_SIZE},
    availability="bundled",
    licence="CC BY 4.0",
    source="https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits (in scikit-learn)",
)


@lru_cache(maxsize=1)
def load() -> ImageData:
    """All digits; their 17 grey levels 0..16 become 0..255."""
    rows = np.loadtxt(package_file("sklearn", "datasets/data/digits.csv.gz"), delimiter=",", dtype=np.uint8)
    pixels = np.round(rows[:, :-1] * (255 / 16)).astype(np.uint8).reshape(-1, 8, 8, 1)
    return stratified_split(pixels, rows[:, -1].astype(np.int64), TEST_SIZE, tuple(DATASET.classes))
