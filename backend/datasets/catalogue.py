"""The catalogue: which data sets there are, what is known of them, and what is in them."""

import threading
from pathlib import Path

from backend.datasets import digits, mnist_5k, photo_patches, text_sets, uploaded
from backend.datasets import folder as folder_sets
from backend.datasets.dataset import BundledSource, Dataset
from backend.datasets.images import ImageData
from backend.datasets.texts import Text
from backend.errors import Conflict, NotFound
from backend.storage import Storage

__all__ = ["Dataset", "catalogue", "describe", "ensure_available", "load", "load_text"]

_BUNDLED_SOURCES: tuple[BundledSource, ...] = (photo_patches, mnist_5k, digits)
BUNDLED = {source.DATASET.id: source for source in _BUNDLED_SOURCES}

# A page asks for many pictures at once: the first request loads the set, the others wait for it instead of loading it too.
_loading = threading.Lock()


def catalogue(folder: Path, uploads: Storage) -> list[Dataset]:
    """All data sets: the bundled images first, then those of the folder, the texts, then the uploads by title.

    Args:
        folder: where `cifar10.npz` and `mnist.npz` are looked for.
        uploads: where uploaded data sets are.
    """
    bundled = [source.DATASET for source in BUNDLED.values()]
    in_folder = [folder_sets.describe(dataset_id, folder) for dataset_id in folder_sets.SOURCES]
    return bundled + in_folder + text_sets.describe_all(folder) + uploaded.describe_all(uploads)


def describe(dataset_id: str, folder: Path, uploads: Storage) -> Dataset:
    """One row of the catalogue.

    Raises:
        NotFound: there is no such data set.
    """
    if dataset_id in BUNDLED:
        return BUNDLED[dataset_id].DATASET
    if dataset_id in folder_sets.SOURCES:
        return folder_sets.describe(dataset_id, folder)
    if dataset := text_sets.describe(dataset_id, folder) or uploaded.describe(dataset_id, uploads):
        return dataset
    if dataset_id == text_sets.BROWN:
        raise NotFound(f"The Brown corpus is not here: put brown.txt, one sentence a line, into {folder}.")
    names = (*BUNDLED, *folder_sets.SOURCES, *text_sets.BUNDLED)
    raise NotFound(f"There is no data set {dataset_id[:80]!r}; there is {', '.join(names)}, or an upload.")


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
        Conflict: it has no images.
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
    dataset = describe(dataset_id, folder, uploads)
    if dataset.type != "image":
        raise Conflict(f"{dataset.title} is of type {dataset.type}: it has no images.")
    return uploaded.load(dataset.id, uploads)


def load_text(dataset_id: str, folder: Path, uploads: Storage) -> Text:
    """The words of a text.

    Raises:
        NotFound: there is no such data set.
        Conflict: it is no text.
        DatasetUnavailable: its file is gone or damaged.
    """
    dataset = describe(dataset_id, folder, uploads)
    if dataset.type != "text":
        raise Conflict(f"{dataset.title} is of type {dataset.type}: it is no text.")
    with _loading:
        return text_sets.load(dataset_id, folder) if text_sets.describe(dataset_id, folder) else uploaded.load_text(dataset_id, uploads)
