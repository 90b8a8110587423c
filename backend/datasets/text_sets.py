"""The texts of the catalogue: two inside an installed package, and one that the user may place in the data-set folder."""

from functools import lru_cache
from pathlib import Path

from backend.datasets.bundled import package_file
from backend.datasets.dataset import Dataset
from backend.datasets.texts import Text, read_text
from backend.errors import DatasetUnavailable


def _bundled(id: str, title: str, shape: tuple[int, int], source: str) -> Dataset:
    return Dataset(
        id=id,
        title=title,
        type="text",
        shape=shape,
        classes=[],
        sizes={"train": shape[0]},
        availability="bundled",
        licence="LGPL-2.1 (gensim); the text under the licence of its source",
        source=source,
    )


BUNDLED = {
    "lee-background": _bundled("lee-background", "Lee background news", (60_005, 7_577), "gensim, lee_background.cor (Lee et al., 2005)"),
    "head500": _bundled("head500", "Web pages, stemmed", (331_365, 29_673), "gensim, head500.noblanks.cor"),
}
FILES = {"head500": "test/test_data/head500.noblanks.cor", "lee-background": "test/test_data/lee_background.cor"}
BROWN = "brown"


def describe_all(folder: Path) -> list[Dataset]:
    """The bundled texts, and the Brown corpus where it is in the folder."""
    return [*BUNDLED.values(), *([describe_brown(folder)] if brown_path(folder).is_file() else [])]


def describe(dataset_id: str, folder: Path) -> Dataset | None:
    """The row of a text; None when there is none of that id."""
    return next((row for row in describe_all(folder) if row.id == dataset_id), None)


def load(dataset_id: str, folder: Path) -> Text:
    """The words of a text that is described.

    Raises:
        DatasetUnavailable: its file is missing or not a text.
    """
    if dataset_id in FILES:
        return _open(package_file("gensim", FILES[dataset_id]), 0)
    return _brown(folder)


def brown_path(folder: Path) -> Path:
    return folder / "brown.txt"


def describe_brown(folder: Path) -> Dataset:
    try:
        text = _brown(folder)
        size = len(text.ids), len(text.words)
    except DatasetUnavailable:
        size = 0, 0
    return Dataset(
        id=BROWN,
        title="Brown corpus",
        type="text",
        shape=size,
        classes=[],
        sizes={"train": size[0]},
        availability="cached",
        licence="free for non-commercial use (Francis and Kučera, 1979)",
        source="brown.txt in the data-set folder: one sentence per line",
    )


def _brown(folder: Path) -> Text:
    path = brown_path(folder)
    try:
        return _open(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise DatasetUnavailable(f"Put brown.txt, UTF-8 with one sentence per line, into {folder}.") from None


@lru_cache(maxsize=1)
def _open(path: Path, modified_ns: int) -> Text:
    try:
        return read_text(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise DatasetUnavailable(f"{path} is not UTF-8: {error}.") from error
