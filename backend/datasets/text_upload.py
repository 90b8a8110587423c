"""Import of a text as a data set."""

from typing import BinaryIO

from backend.datasets import uploaded
from backend.datasets.dataset import Dataset
from backend.datasets.texts import read_text
from backend.datasets.uploaded import Saved
from backend.errors import InvalidInput, TooLarge
from backend.imaging.found_type import known_type
from backend.storage import Storage

MAX_BYTES = 32 << 20
MIN_WORDS = 10
DOCUMENTS = (b"{\\rtf", b"%PDF-")
MARKUP = ("<!doctype", "<html", "<?xml")
TAGS = "It is HTML or XML, so the names of its tags count as words, too; save it as plain text."
DAMAGED_SHARE = 0.05  # of the characters beyond ASCII
MARKS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\v\f\r\x1a\x1b")


def import_text(file: BinaryIO, title: str, uploads: Storage) -> Saved:
    """Imports a text as a data set; each line is a sentence.

    Args:
        title: shown in the catalogue, sanitized.

    Raises:
        InvalidInput: it is not a text, or has fewer than ten words, or only one distinct word.
        TooLarge: more than 32 MiB.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise TooLarge(f"The text has more than {MAX_BYTES:,} bytes.")
    decoded, notes = decode(content)
    text = read_text(decoded)
    if len(text.ids) < MIN_WORDS or len(text.words) < 2:
        found = f"{len(text.ids):,} words, {len(text.words):,} of them distinct"
        advice = f" {text.advice}" if text.advice else ""
        raise InvalidInput(f"The text has {found}; at least {MIN_WORDS} words, two of them distinct, are required.{advice}")
    dataset = Dataset(
        id=uploaded.id_of(text.fingerprint),
        title=title,
        type="text",
        shape=(len(text.ids), len(text.words)),
        classes=[],
        sizes={"train": len(text.ids)},
        availability="uploaded",
        licence="unknown (uploaded)",
        source="uploaded text",
        notes=[*notes, *([TAGS] if decoded.lstrip().lower().startswith(MARKUP) else []), *([text.advice] if text.advice else [])],
        fingerprint=text.fingerprint,
    )
    return uploaded.save_text(dataset, decoded, uploads)


def decode(content: bytes) -> tuple[str, list[str]]:
    """The text, and what was assumed of its encoding when it is not UTF-8.

    A byte order mark decides; what is not UTF-8 without one is read as Windows-1252, which any bytes of an old Western text are. UTF-8
    of which a few bytes are damaged stays UTF-8.

    Raises:
        InvalidInput: it is not a text.
    """
    if mark := next((name for beginning, name in MARKS.items() if content.startswith(beginning)), None):
        return _decoded_as(content, mark), [f"Read as {mark.upper()}, as its byte order mark says."]
    if content.startswith(DOCUMENTS):
        raise _no_text(content, "")
    if b"\0" in content:
        raise _no_text(content, "it holds NUL characters; UTF-16 without a byte order mark does, too")
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        if CONTROLS & set(content):
            raise _no_text(content, f"byte {error.start:,} is not UTF-8, and it holds control characters") from None
        mended = content.decode("utf-8-sig", errors="replace")
        damaged, foreign = mended.count("\ufffd"), sum(not letter.isascii() for letter in mended)
        if damaged <= DAMAGED_SHARE * foreign:
            return mended, [f"{damaged:,} of its characters are damaged, the first at byte {error.start:,}; the others are read as UTF-8."]
        note = f"Not UTF-8 (byte {error.start:,}), so it was read as Windows-1252 (Latin-1). If words look wrong, save it as UTF-8."
        return content.decode("cp1252", errors="replace"), [note]


def _no_text(content: bytes, why: str) -> InvalidInput:
    found = known_type(content)
    return InvalidInput(f"The file is not a text: it is {found}." if found else f"The file is not a text: {why}. Save it as UTF-8.")


def _decoded_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).replace("\0", " ")
    except UnicodeDecodeError as error:
        detail = f"byte {error.start:,} cannot be read"
        raise InvalidInput(f"The file begins as {encoding.upper()}, but {detail}. Save it as UTF-8.") from None
