"""One row of the catalogue."""

from pathlib import Path
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

from backend.datasets.images import ImageData

DatasetType = Literal["image", "text"]
Availability = Literal["bundled", "cached", "download", "uploaded"]


class Dataset(BaseModel):
    """Metadata of a data set.

    Attributes:
        shape: (height, width, channels) of one image; (words, distinct words) of a text.
        classes: class names, in the order of the label indices; empty for a text.
        sizes: number of examples in `train` and `test`; of words in `train` for a text.
        availability: `bundled` inside an installed package, `cached` in the data-set folder, `download` from its source when first
            used, or `uploaded`.
        skipped: files of an upload that were skipped: reason and number.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    type: DatasetType = "image"
    shape: tuple[int, ...]
    classes: list[str]
    sizes: dict[str, int]
    availability: Availability
    licence: str
    source: str
    skipped: dict[str, int] = {}


class BundledSource(Protocol):
    """A module whose data set is inside an installed package."""

    DATASET: Dataset

    def load(self) -> ImageData: ...


class DownloadSource(Protocol):
    """A module whose data set is downloaded once."""

    DATASET: Dataset

    def parse_download(self, path: Path) -> ImageData:
        """Reads the file as its authors distribute it."""
