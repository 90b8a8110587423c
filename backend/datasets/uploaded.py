"""Uploaded data sets: `datasets/<id>/data.npz` or `text.txt`, and `dataset.json`, in the artifact store, where every worker finds them."""

import re
import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from backend.datasets.dataset import Dataset, DatasetType
from backend.datasets.images import ImageData
from backend.datasets.npz import parse_images, write_images
from backend.datasets.texts import Text, read_text
from backend.errors import DatasetUnavailable
from backend.storage import Storage


@dataclass(frozen=True)
class Saved:
    """A stored upload; `is_new` is False when the same content was there already."""

    dataset: Dataset
    is_new: bool


# One upload is written or deleted at a time: a folder must not vanish while a file is put into it.
_changing = threading.Lock()
ID = re.compile(r"uploaded-[0-9a-f]{12}")


def id_of(fingerprint: str) -> str:
    """The same content has the same id, so a second upload of it is the first again."""
    return f"uploaded-{fingerprint[:12]}"


def save(dataset: Dataset, data: ImageData, uploads: Storage) -> Saved:
    """Stores the images, then the row: a data set that is listed is complete."""
    content = BytesIO()
    write_images(content, data)
    return _save(dataset, "data.npz", content.getvalue(), uploads)


def save_text(dataset: Dataset, text: str, uploads: Storage) -> Saved:
    """Stores the text as UTF-8, then the row."""
    return _save(dataset, "text.txt", text.encode(), uploads)


def _save(dataset: Dataset, name: str, content: bytes, uploads: Storage) -> Saved:
    """What is there already keeps its title; what was skipped and assumed is that of this upload."""
    with _changing:
        if known := describe(dataset.id, uploads):
            return Saved(known.model_copy(update={"skipped": dataset.skipped, "notes": dataset.notes}), is_new=False)
        uploads.write(_key(dataset.id, name), content)
        uploads.write(_key(dataset.id, "dataset.json"), dataset.model_dump_json().encode())
        return Saved(dataset, is_new=True)


def delete(dataset_id: str, uploads: Storage) -> None:
    """Removes an upload: the row first, so that nothing is listed whose content is gone."""
    with _changing:
        uploads.delete(_key(dataset_id, "dataset.json"))
        uploads.delete(f"datasets/{dataset_id}")


def describe(dataset_id: str, uploads: Storage) -> Dataset | None:
    """The row of an upload; None when there is none of that id."""
    if not ID.fullmatch(dataset_id):
        return None
    try:
        return Dataset.model_validate_json(uploads.read(_key(dataset_id, "dataset.json")))
    except FileNotFoundError:
        return None


def describe_all(uploads: Storage) -> list[Dataset]:
    ids = [key.split("/")[1] for key in uploads.keys("datasets") if key.endswith("/dataset.json")]
    rows = [row for row in (describe(dataset_id, uploads) for dataset_id in ids) if row]  # one may be deleted in between
    return sorted(rows, key=lambda dataset: (dataset.title, dataset.id))


@lru_cache(maxsize=2)
def load(dataset_id: str, uploads: Storage) -> ImageData | Text:
    """The content of an upload that is described.

    Raises:
        DatasetUnavailable: its file is missing or damaged.
    """
    try:
        dataset = Dataset.model_validate_json(uploads.read(_key(dataset_id, "dataset.json")))
        return READ[dataset.type](dataset, uploads)
    except (FileNotFoundError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise DatasetUnavailable(f"The content of {dataset_id} is missing or damaged ({error}); upload it again.") from error


def _read_images(dataset: Dataset, uploads: Storage) -> ImageData:
    return parse_images(uploads.read(_key(dataset.id, "data.npz")), dataset.shape, tuple(dataset.classes))


def _read_words(dataset: Dataset, uploads: Storage) -> Text:
    return read_text(uploads.read(_key(dataset.id, "text.txt")).decode("utf-8-sig"))


READ: dict[DatasetType, Callable[[Dataset, Storage], ImageData | Text]] = {"image": _read_images, "text": _read_words}


def _key(dataset_id: str, name: str) -> str:
    return f"datasets/{dataset_id}/{name}"
