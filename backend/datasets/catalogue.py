"""The catalogue: which data sets there are, what is known of them, and what is in them."""

import threading
from pathlib import Path
from typing import Self, TypeVar, cast

from backend.datasets import digits, mnist_5k, photo_patches, text_sets, uploaded
from backend.datasets import folder as folder_sets
from backend.datasets.dataset import BundledSource, Dataset, DatasetType
from backend.datasets.images import ImageData
from backend.datasets.texts import Text
from backend.errors import Conflict, DatasetUnavailable, NotFound
from backend.settings import Settings
from backend.storage import Storage

Data = TypeVar("Data", ImageData, Text)
TYPES: dict[DatasetType, type[ImageData] | type[Text]] = {"image": ImageData, "text": Text}

_BUNDLED_SOURCES: tuple[BundledSource, ...] = (photo_patches, mnist_5k, digits)
BUNDLED = {source.DATASET.id: source for source in _BUNDLED_SOURCES}

# A page asks for many images at once: the first request loads the set, the others wait for it instead of loading it too.
_loading = threading.Lock()


class Catalogue:
    """All data sets of one installation.

    Args:
        folder: where `cifar10.npz`, `mnist.npz` and `brown.txt` are looked for.
        uploads: where uploaded data sets are.
    """

    def __init__(self, folder: Path, uploads: Storage) -> None:
        self.folder, self.uploads = folder, uploads

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(settings.datasets, Storage(settings.artifacts))

    def all(self) -> list[Dataset]:
        """The bundled images first, then those of the folder, the texts, then the uploads by title."""
        bundled = [source.DATASET for source in BUNDLED.values()]
        in_folder = [folder_sets.describe(dataset_id, self.folder) for dataset_id in folder_sets.SOURCES]
        return bundled + in_folder + text_sets.describe_all(self.folder) + uploaded.describe_all(self.uploads)

    def describe(self, dataset_id: str) -> Dataset:
        """One row of the catalogue.

        Raises:
            NotFound: there is no such data set.
        """
        if dataset_id in BUNDLED:
            return BUNDLED[dataset_id].DATASET
        if dataset_id in folder_sets.SOURCES:
            return folder_sets.describe(dataset_id, self.folder)
        if dataset := text_sets.describe(dataset_id, self.folder) or uploaded.describe(dataset_id, self.uploads):
            return dataset
        if dataset_id == text_sets.BROWN:
            raise NotFound(f"The Brown corpus is not here: put brown.txt, one sentence per line, into {self.folder}.")
        names = (*BUNDLED, *folder_sets.SOURCES, *text_sets.BUNDLED)
        raise NotFound(f"There is no data set {dataset_id[:80]!r}; there is {', '.join(names)}, or an upload.")

    def ensure_available(self, dataset_id: str) -> None:
        """Says within four seconds whether a job can have the data.

        Raises:
            NotFound: there is no such data set.
            DatasetUnavailable: it is not here and cannot be fetched; the detail says what to do.
        """
        self.describe(dataset_id)
        if dataset_id in folder_sets.SOURCES:
            folder_sets.ensure_available(dataset_id, self.folder)

    def identify(self, dataset_id: str) -> Dataset:
        """The row of the catalogue with its fingerprint, where the data is on this machine and can be read.

        Raises:
            NotFound: there is no such data set.
        """
        dataset = self.describe(dataset_id)
        if dataset.fingerprint or dataset.availability == "download":
            return dataset
        try:
            return dataset.model_copy(update={"fingerprint": self._opened(dataset_id).fingerprint})
        except DatasetUnavailable:
            return dataset

    def load(self, dataset_id: str, type: type[Data]) -> Data:
        """What is in it, downloaded first when its row says `download`, which may take minutes. Arrays are shared and read-only.

        Args:
            type: `ImageData` or `Text`.

        Raises:
            NotFound: there is no such data set.
            Conflict: it holds data of another type.
            DatasetUnavailable: it is not here and cannot be fetched, or is damaged; the detail says what to do.
        """
        dataset = self.describe(dataset_id)
        if TYPES[dataset.type] is not type:
            needed = next(name for name, known in TYPES.items() if known is type)
            raise Conflict(f"{dataset.title} is of type {dataset.type}; a data set of type {needed} is needed.")
        return cast(Data, self._opened(dataset_id))

    def _opened(self, dataset_id: str) -> ImageData | Text:
        with _loading:
            data = self._load(dataset_id)
        data.freeze()
        return data

    def _load(self, dataset_id: str) -> ImageData | Text:
        if dataset_id in BUNDLED:
            return BUNDLED[dataset_id].load()
        if dataset_id in folder_sets.SOURCES:
            return folder_sets.load(dataset_id, self.folder)
        if text_sets.describe(dataset_id, self.folder):
            return text_sets.load(dataset_id, self.folder)
        return uploaded.load(dataset_id, self.uploads)
