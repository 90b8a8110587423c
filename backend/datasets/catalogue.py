"""The catalogue: which data sets there are, what is known of them, and their images."""

import threading
from pathlib import Path

from backend.datasets import digits, mnist_5k, photo_patches, uploaded
from backend.datasets import folder as folder_sets
from backend.datasets.dataset import BundledSource, Dataset
from backend.datasets.images import ImageData
from backend.errors import NotFound
from backend.storage import Storage

__all__ = ["Dataset", "catalogue", "describe", "ensure_available", "load"]

_BUNDLED_SOURCES: tuple[BundledSource, ...] = (photo_patches, mnist_5k, digits)
BUNDLED = {source.DATASET.id: source for source in _BUNDLED_SOURCES}

# A page asks for many pictures at once: the first request loads the set, the others wait for it instead of loading it too.
_loading = threading.Lock()


def catalogue(folder: Path, uploads: Storage) -> list[Dataset]:
    """All data sets: the bundled ones first, then those of the folder, then the uploads by title.

    Args:
        folder: where `cifar10.npz` and `mnist.npz` are looked for.
        uploads: where uploaded data sets are.
    """
    bundled = [source.DATASET for source in BUNDLED.values()]
    in_folder = [folder_sets.describe(dataset_id, folder) for dataset_id in folder_sets.SOURCES]
    return bundled + in_folder + uploaded.describe_all(uploads)


def describe(dataset_id: str, folder: Path, uploads: Storage) -> Dataset:
    """One row of the catalogue.

    Raises:
        NotFound: there is no such data set.
    """
    if dataset_id in BUNDLED:
        return BUNDLED[dataset_id].DATASET
    if dataset_id in folder_sets.SOURCES:
        return folder_sets.describe(dataset_id, folder)
    if dataset := uploaded.describe(dataset_id, uploads):
        return dataset
    raise NotFound(f"There is no data set {dataset_id[:80]!r}; there is {', '.join((*BUNDLED, *folder_sets.SOURCES))}, or an upload.")


def ensure_available(dataset_id: str, folder: Path, uploads: Storage) -> None:
    """Says within four seconds whether a job can have the data.

    Raises:
        NotFound: there is no such data set.
        DatasetUnavailable: it is not here and cannot be fetched; the detail says what to do.
    """
    describe(dataset_id, folder, uploads)
    if dataset_id in folder_sets.SOURCES:
        folder_sets.ensure_available(dataset_id, folder)


def load(dataset_id: str, folder: Path, uploads: Storage) -> ImageData:
    """The images, downloaded first when the row says `download`, which may take minutes. The arrays are shared and read-only.

    Raises:
        NotFound: there is no such data set.
        DatasetUnavailable: it is not here and cannot be fetched; the detail says what to do.
    """
    with _loading:
        data = _load(dataset_id, folder, uploads)
    for array in (data.x_train, data.y_train, data.x_test, data.y_test):
        array.flags.writeable = False
    return data


def _load(dataset_id: str, folder: Path, uploads: Storage) -> ImageData:
    if dataset_id in BUNDLED:
        return BUNDLED[dataset_id].load()
    if dataset_id in folder_sets.SOURCES:
        return folder_sets.load(dataset_id, folder)
    return uploaded.load(describe(dataset_id, folder, uploads).id, uploads)
