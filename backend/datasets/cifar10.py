"""`cifar10`: 60,000 photos in ten classes, 32×32 pixels (Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009)."""

import tarfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.datasets.dataset import Dataset
from backend.datasets.images import ImageData

DATASET = Dataset(
    id="cifar10",
    title="CIFAR-10",
    shape=(32, 32, 3),
    classes=["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
    sizes={"train": 50_000, "test": 10_000},
    availability="download",
    licence="free for research with citation; no licence is stated by the authors",
    source="https://www.cs.toronto.edu/~kriz/cifar.html",
)
FOLDER = "cifar-10-batches-bin"
TRAIN_FILES = tuple(f"{FOLDER}/data_batch_{number}.bin" for number in range(1, 6))
TEST_FILES = (f"{FOLDER}/test_batch.bin",)
RECORD_BYTES = 1 + 3 * 32 * 32


def parse_download(path: Path) -> ImageData:
    """Reads the authors' binary version, `cifar-10-binary.tar.gz`.

    A record is one byte of label, then 1,024 bytes each of red, green and blue, rows first.
    """
    with tarfile.open(path, "r:gz") as archive:
        x_train, y_train = _read_records(archive, TRAIN_FILES)
        x_test, y_test = _read_records(archive, TEST_FILES)
    return ImageData(x_train, y_train, x_test, y_test, tuple(DATASET.classes))


def _read_records(archive: tarfile.TarFile, names: tuple[str, ...]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    contents = []
    for name in names:
        member = archive.extractfile(name)
        if member is None:
            raise ValueError(f"{name} is not a file")
        contents.append(np.frombuffer(member.read(), dtype=np.uint8))
    records = np.concatenate(contents).reshape(-1, RECORD_BYTES)
    pixels = records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    return np.ascontiguousarray(pixels), records[:, 0].astype(np.int64)
