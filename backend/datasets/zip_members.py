"""Checks the members of a zip of class folders before any of them is unpacked, and rejects unsafe archives."""

import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from backend.errors import InvalidInput, TooLarge, UnsupportedMedia

MAX_MEMBERS = 20_000
MAX_DIRECTORY_BYTES = 300 * MAX_MEMBERS
MAX_DEPTH = 4
MAX_CLASSES = 200
MAX_LABEL = 40
END_OF_DIRECTORY = b"PK\x05\x06"
ZIP64_LOCATOR = b"PK\x06\x07"  # 20 bytes, right before the end of the directory
MAX_END_BYTES = 22 + 65_535  # the record and the longest comment after it
LOCAL_HEADER_BYTES = 30
ENCRYPTED = 0x1
ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")
IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif")
SPLITS = {"train", "training", "test", "testing", "val", "valid", "validation"}
JUNK = re.compile(r"(__MACOSX|\..*|thumbs\.db|desktop\.ini)", re.IGNORECASE)
NOT_IN_LABEL = re.compile(r"[^\w -]+")


@dataclass(frozen=True)
class ClassMember:
    """A file of the zip that may be an image, and the class that its folder names."""

    info: zipfile.ZipInfo
    label: str


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """Opens the archive when its list of members is small enough to be read.

    Raises:
        UnsupportedMedia: not a zip.
        InvalidInput: empty or damaged.
        TooLarge: more than 20,000 members.
    """
    file.seek(0)
    magic = file.read(4)
    if not magic:
        raise InvalidInput("The file is empty (0 bytes).")
    if not magic.startswith(b"PK"):
        raise UnsupportedMedia("The file is not a zip archive; upload a zip with one folder of images per class.")
    _reject_long_directory(file)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InvalidInput(f"The zip is damaged: {error}.") from error


def _reject_long_directory(file: BinaryIO) -> None:
    """`zipfile` reads the whole list of members at once, so its length is looked up before."""
    size = file.seek(0, 2)
    file.seek(max(0, size - MAX_END_BYTES))
    before, found, end = file.read().rpartition(END_OF_DIRECTORY)
    if not found or len(end) < 18:
        raise InvalidInput("The zip is damaged or cut off: it has no list of members at its end.")
    members, directory_bytes = int.from_bytes(end[6:8], "little"), int.from_bytes(end[8:12], "little")
    is_zip64 = before[-20:].startswith(ZIP64_LOCATOR)
    if is_zip64 or members > MAX_MEMBERS or directory_bytes > MAX_DIRECTORY_BYTES:
        raise TooLarge(f"The zip has too many files ({members:,}, in a list of {directory_bytes:,} bytes); {MAX_MEMBERS:,} are allowed.")


def class_members(archive: zipfile.ZipFile) -> tuple[list[ClassMember], int]:
    """The images of each class, by file name, and the number of other files.

    A common top-level folder is ignored: `pets/cat/1.png` is of class `cat` when all files are in `pets`.

    Raises:
        InvalidInput: a name, link, or folder that is not allowed; fewer than two classes.
        TooLarge: too many files or classes.
    """
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise TooLarge(f"The zip has {len(infos):,} files; {MAX_MEMBERS:,} are allowed.")
    _reject_overlap(infos)
    files = [info for info in infos if not info.is_dir()]
    for info in files:
        _reject_unsafe(info)
    wanted = [info for info in files if _is_wanted(info)]
    members = list(_with_labels(wanted))
    _check_labels({member.label for member in members})
    return members, len(files) - len(wanted)


def _reject_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Overlapping members let a small zip unpack to petabytes (zip bomb)."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise InvalidInput(f"The zip is malformed: the bytes of {info.filename[:80]!r} overlap with another file's.")
        end = info.header_offset + LOCAL_HEADER_BYTES + info.compress_size


def _reject_unsafe(info: zipfile.ZipInfo) -> None:
    name, shown = info.filename.replace("\\", "/"), repr(info.filename[:80])
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name):
        raise InvalidInput(f"The zip holds {shown}; a path must stay inside the zip.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise InvalidInput(f"The zip holds a link, {shown}; only plain files are allowed.")
    if info.flag_bits & ENCRYPTED:
        raise InvalidInput(f"{shown} in the zip is encrypted; upload it without a password.")
    if path.suffix.lower() in ARCHIVES:
        raise InvalidInput(f"The zip holds another archive, {shown}; put its images in class folders instead.")


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    return path.suffix.lower() in IMAGES and not any(JUNK.fullmatch(part) for part in path.parts)


def _with_labels(infos: list[zipfile.ZipInfo]) -> Iterator[ClassMember]:
    paths = [PurePosixPath(info.filename.replace("\\", "/")).parts for info in infos]
    common = 0
    while paths and all(len(parts) > common + 2 and parts[common] == paths[0][common] for parts in paths):
        common += 1
    for info, parts in zip(infos, paths, strict=True):
        if len(parts) - common > MAX_DEPTH:
            raise InvalidInput(f"{info.filename[:80]!r} lies too deep in the zip; {MAX_DEPTH - 1} folders are allowed.")
        if len(parts) - common < 2:
            raise InvalidInput(f"{info.filename[:80]!r} is in no class folder; the folder's name is the class, such as cat/1.png.")
        yield ClassMember(info, clean_label(parts[common]))


def clean_label(name: str) -> str:
    """Letters, digits, space, `_` and `-`, at most 40 characters.

    Raises:
        InvalidInput: nothing is left.
    """
    label = NOT_IN_LABEL.sub("", unicodedata.normalize("NFC", name)).strip()[:MAX_LABEL].strip()
    if not label:
        raise InvalidInput(f"The folder {name[:80]!r} gives no class name; use letters, digits, space, _ or -.")
    return label


def _check_labels(labels: set[str]) -> None:
    if len(labels) < 2:
        found = f"one class, {next(iter(labels))!r}" if labels else "no images"
        raise InvalidInput(f"The zip holds {found}; at least two class folders with images are required, such as cat/1.png and dog/1.png.")
    if {label.casefold() for label in labels} <= SPLITS:
        raise InvalidInput(
            f"The folders {', '.join(sorted(labels))} are splits, not classes; put the class folders in one folder: the split is done here."
        )
    if len(labels) > MAX_CLASSES:
        raise TooLarge(f"The zip holds {len(labels):,} classes; {MAX_CLASSES} are allowed.")
    seen: dict[str, str] = {}
    for label in sorted(labels):
        if twin := seen.get(label.casefold()):
            raise InvalidInput(f"The classes {twin!r} and {label!r} differ only by upper and lower case; rename one.")
        seen[label.casefold()] = label
