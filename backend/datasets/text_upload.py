"""Import of a UTF-8 text as a data set."""

from typing import BinaryIO

from backend.datasets import uploaded
from backend.datasets.dataset import Dataset
from backend.datasets.texts import read_text
from backend.errors import InvalidInput, TooLarge
from backend.storage import Storage

MAX_BYTES = 32 << 20
MIN_WORDS = 10


def import_text(file: BinaryIO, title: str, uploads: Storage) -> Dataset:
    """Imports a text as a data set; each line is a sentence.

    Args:
        title: shown in the catalogue, sanitized.

    Raises:
        InvalidInput: it is not UTF-8, or has fewer than ten words, or only one distinct word.
        TooLarge: more than 32 MiB.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise TooLarge(f"The text has more than {MAX_BYTES:,} bytes.")
    text = read_text(_decoded(content))
    if len(text.ids) < MIN_WORDS or len(text.words) < 2:
        found = f"{len(text.ids):,} words, {len(text.words):,} of them distinct"
        raise InvalidInput(f"The text has {found}; at least {MIN_WORDS} words, two of them distinct, are required.")
    dataset = Dataset(
        id=uploaded.new_id(),
        title=title,
        type="text",
        shape=(len(text.ids), len(text.words)),
        classes=[],
        sizes={"train": len(text.ids)},
        availability="uploaded",
        licence="unknown (uploaded)",
        source="uploaded text",
    )
    uploaded.save_text(dataset, content, uploads)
    return dataset


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"The file is not a UTF-8 text: byte {error.start:,} cannot be read. Save it as UTF-8.") from None
    if "\0" in text:
        raise InvalidInput("The file holds NUL characters, so it is not a text. Save it as UTF-8.")
    return text
