"""Uploaded data sets: `datasets/<id>/data.npz` or `text.txt`, and `dataset.json`, in the artifact store, where every worker finds them."""

import re
import uuid
import zipfile
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO

from backend.datasets.dataset import Dataset, DatasetType
from backend.datasets.images import ImageData
from backend.datasets.npz import parse_images, write_images
from backend.datasets.texts import Text, read_text
from backend.errors import DatasetUnavailable
from backend.storage import Storage

ID = re.compile(r"uploaded-[0-9a-f]{12}")


def new_id() -> str:
    return f"uploaded-{uuid.uuid4().hex[:12]}"


def save(dataset: Dataset, data: ImageData, uploads: Storage) -> None:
    """Stores the images, then the row: a data set that is listed is complete."""
    content = BytesIO()
    write_images(content, data)
    uploads.write(_key(dataset.id, "data.npz"), content.getvalue())
    uploads.write(_key(dataset.id, "dataset.json"), dataset.model_dump_json().encode())


def save_text(dataset: Dataset, content: bytes, uploads: Storage) -> None:
    """Stores a UTF-8 text, then the row."""
    uploads.write(_key(dataset.id, "text.txt"), content)
    uploads.write(_key(dataset.id, "dataset.json"), dataset.model_dump_json().encode())


def describe(dataset_id: str, uploads: Storage) -> Dataset | None:
    """The row of an upload; None when there is none of that id."""
    if not ID.fullmatch(dataset_id):
        return None
    try:
        return Dataset.model_validate_json(uploads.read(_key(dataset_id, "dataset.json")))
    except FileNotFoundError:
        return None


def describe_all(uploads: Storage) -> list[Dataset]:
    rows = [uploads.read(key) for key in uploads.keys("datasets") if key.endswith("/dataset.json")]
    return sorted((Dataset.model_validate_json(row) for row in rows), key=lambda dataset: (dataset.title, dataset.id))


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
