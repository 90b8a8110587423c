"""Data sets kept as `<id>.npz` in the data-set folder: placed there by the user, or downloaded when first used."""

import tarfile
import zipfile
from functools import lru_cache
from pathlib import Path

from backend.datasets import cifar10, mnist
from backend.datasets.dataset import Dataset, DownloadSource
from backend.datasets.downloads import DOWNLOADS, fetched, why_unreachable
from backend.datasets.images import ImageData
from backend.datasets.npz import KEYS, read_images, save_images
from backend.errors import DatasetUnavailable

SOURCES: dict[str, DownloadSource] = {"cifar10": cifar10, "mnist": mnist}


def describe(dataset_id: str, folder: Path) -> Dataset:
    """The row of the catalogue; sizes are those of the file when it is present."""
    dataset = SOURCES[dataset_id].DATASET
    path = _path(dataset_id, folder)
    if not path.is_file():
        return dataset
    try:
        data = _open(dataset_id, folder)
    except DatasetUnavailable:
        return dataset.model_copy(update={"availability": "cached"})
    return dataset.model_copy(update={"availability": "cached", "sizes": {"train": len(data.x_train), "test": len(data.x_test)}})


def ensure_available(dataset_id: str, folder: Path) -> None:
    """Checks the file if it is present, else that the source can be reached (within four seconds).

    Raises:
        DatasetUnavailable: with what to do about it.
    """
    if _path(dataset_id, folder).is_file():
        _open(dataset_id, folder)
    elif reason := why_unreachable(DOWNLOADS[dataset_id]):
        raise DatasetUnavailable(_what_to_do(dataset_id, folder, reason))


def load(dataset_id: str, folder: Path) -> ImageData:
    """Opens `<folder>/<id>.npz`; downloads it first if it is missing.

    Raises:
        DatasetUnavailable: with what to do about it.
    """
    if not _path(dataset_id, folder).is_file():
        _download(dataset_id, folder)
    return _open(dataset_id, folder)


def _path(dataset_id: str, folder: Path) -> Path:
    return folder / f"{dataset_id}.npz"


def _open(dataset_id: str, folder: Path) -> ImageData:
    path = _path(dataset_id, folder)
    status = path.stat()
    return _open_version(dataset_id, path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=2)
def _open_version(dataset_id: str, path: Path, modified_ns: int, size: int) -> ImageData:
    dataset = SOURCES[dataset_id].DATASET
    return read_images(path, dataset.shape, tuple(dataset.classes))


def _download(dataset_id: str, folder: Path) -> None:
    try:
        with fetched(DOWNLOADS[dataset_id], folder) as archive:
            save_images(_path(dataset_id, folder), SOURCES[dataset_id].parse_download(archive))
    except DatasetUnavailable as error:
        raise DatasetUnavailable(_what_to_do(dataset_id, folder, error.detail)) from error
    except (OSError, ValueError, KeyError, tarfile.TarError, zipfile.BadZipFile) as error:
        raise DatasetUnavailable(_what_to_do(dataset_id, folder, f"the download could not be stored: {error}")) from error


def _what_to_do(dataset_id: str, folder: Path, reason: str) -> str:
    title = SOURCES[dataset_id].DATASET.title
    return (
        f"{title} is not on this machine and cannot be downloaded: {reason.rstrip('.')}. "
        f"Put {dataset_id}.npz (arrays {', '.join(KEYS)}) into {folder}, or upload a zip of class folders, "
        "or choose a data set that is bundled, such as photo-patches."
    )
