"""`mnist`: 70,000 handwritten digits, 28×28 grey pixels (LeCun, Cortes)."""

from pathlib import Path

from backend.datasets.dataset import Dataset
from backend.datasets.images import ImageData
from backend.datasets.npz import read_images

DATASET = Dataset(
    id="mnist",
    title="MNIST",
    shape=(28, 28, 1),
    classes=[str(digit) for digit in range(10)],
    sizes={"train": 60_000, "test": 10_000},
    availability="download",
    licence="CC BY-SA 3.0, Yann LeCun and Corinna Cortes",
    source="https://yann.lecun.com/exdb/mnist/",
)


def parse_download(path: Path) -> ImageData:
    """Reads `mnist.npz` as distributed by Keras."""
    return read_images(path, DATASET.shape, tuple(DATASET.classes))
