"""One row of the catalogue."""

from pathlib import Path
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, field_validator

from backend.datasets.images import ImageData

DatasetType = Literal["image", "text"]
Availability = Literal["bundled", "cached", "download", "uploaded"]


class Skipped(BaseModel):
    """Files of an upload that were skipped for one reason; `names` are the first few."""

    model_config = ConfigDict(frozen=True)

    reason: str
    count: int
    names: list[str]


class Dataset(BaseModel):
    """Metadata of a data set.

    Attributes:
        shape: (height, width, channels) of one image; (words, distinct words) of a text.
        classes: class names, in the order of the label indices; empty for a text.
        sizes: number of examples in `train` and `test`; of words in `train` for a text.
        availability: `bundled` inside an installed package, `cached` in the data-set folder, `download` from its source when first
            used, or `uploaded`.
        skipped: files of an upload that were skipped, by reason.
        notes: what was assumed when an upload was read, such as its encoding.
        fingerprint: SHA-256 of the content (`fingerprint_of`). None where the data would have to be read for it: ask for the one data set.
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
    skipped: list[Skipped] = []
    notes: list[str] = []
    fingerprint: str | None = None

    @field_validator("skipped", mode="before")
    @classmethod
    def _of_earlier_versions(cls, value: Any) -> Any:
        """Rows of uploads used to say reason and number alone."""
        return [{"reason": reason, "count": count, "names": []} for reason, count in value.items()] if isinstance(value, dict) else value


class BundledSource(Protocol):
    """A module whose data set is inside an installed package."""

    DATASET: Dataset

    def load(self) -> ImageData: ...


class DownloadSource(Protocol):
    """A module whose data set is downloaded once."""

    DATASET: Dataset

    def parse_download(self, path: Path) -> ImageData:
        """Reads the file as its authors distribute it."""
