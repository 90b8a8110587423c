"""Checks the members of a zip of class folders before any of them is unpacked, and rejects unsafe archives."""

import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Literal

from backend.datasets.visible import folded, visible
from backend.errors import InvalidInput, TooLarge, UnsupportedMedia
from backend.imaging.found_type import HEAD_BYTES, known_type

MAX_MEMBERS = 20_000
MAX_DIRECTORY_BYTES = 300 * MAX_MEMBERS
MAX_DEPTH = 4
MAX_CLASSES = 200
MAX_LABEL = 40
END_OF_DIRECTORY = b"PK\x05\x06"
ZIP64_LOCATOR = b"PK\x06\x07"  # 20 bytes, right before the end of the directory
ZIP64_END = b"PK\x06\x06"  # 56 bytes, right before the locator, where `zipfile` looks
MAX_END_BYTES = 56 + 20 + 22 + 65_535  # the zip64 record and its locator, the record, and the longest comment after it
LOCAL_HEADER_BYTES = 30
ENCRYPTED = 0x1
ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")
NO_IMAGES = (".txt", ".md", ".csv", ".json", ".html", ".xml", ".pdf", ".py", ".yaml", ".yml", ".h5")
UTF_8 = 0x800
UNICODE_PATH = 0x7075
Split = Literal["train", "test", "validation"]
SPLITS: dict[str, Split] = {
    **dict.fromkeys(("train", "training"), "train"),
    **dict.fromkeys(("test", "testing"), "test"),
    **dict.fromkeys(("val", "valid", "validation"), "validation"),
}
JUNK = re.compile(r"(__MACOSX|\..*|thumbs\.db|desktop\.ini)", re.IGNORECASE)


@dataclass(frozen=True)
class ClassMember:
    """A file in a class folder.

    Attributes:
        path: its name in the zip.
        folder, label: the name of the class folder as it is, and as the class is called.
        split: what the folder around the class folder says; None where there is no such folder.
    """

    info: zipfile.ZipInfo
    path: str
    folder: str
    label: str
    split: Split | None


@dataclass(frozen=True)
class Members:
    """
    Attributes:
        loose: names of the files that are in no class folder.
        notes: what was assumed of the names.
    """

    members: list[ClassMember]
    loose: list[str]
    notes: list[str]


@dataclass(frozen=True)
class _File:
    info: zipfile.ZipInfo
    path: PurePosixPath
    is_guessed: bool


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """Opens the archive when its list of members is small enough to be read.

    Raises:
        UnsupportedMedia: not a zip.
        InvalidInput: empty or damaged.
        TooLarge: more than 20,000 members.
    """
    file.seek(0)
    magic = file.read(HEAD_BYTES)
    if not magic:
        raise InvalidInput("The file is empty (0 bytes).")
    if not magic.startswith(b"PK"):
        found = known_type(magic)
        what = f"The file is {found}, not a zip archive" if found else "The file is not a zip archive"
        raise UnsupportedMedia(f"{what}; upload a zip with one folder of images per class, or a text (.txt).")
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
    if before[-20:].startswith(ZIP64_LOCATOR):
        zip64 = before[-76:-20]
        if not zip64.startswith(ZIP64_END):
            raise InvalidInput("The zip is damaged: its list of members is not where its end says.")
        members, directory_bytes = int.from_bytes(zip64[32:40], "little"), int.from_bytes(zip64[40:48], "little")
    if members > MAX_MEMBERS or directory_bytes > MAX_DIRECTORY_BYTES:
        raise TooLarge(f"The zip has too many files ({members:,}, in a list of {directory_bytes:,} bytes); {MAX_MEMBERS:,} are allowed.")


def class_members(archive: zipfile.ZipFile) -> Members:
    """The files of each class folder that may be images, and those in no class folder.

    Folders around the class folders are passed through: `pets/cat/1.png` is of class `cat` when all class folders are in `pets`.
    Folders named train and test (or val) around the class folders keep their split.

    Raises:
        InvalidInput: a name, link, or folder that is not allowed; two folders that would be one class.
        TooLarge: too many files or classes.
    """
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise TooLarge(f"The zip has {len(infos):,} files; {MAX_MEMBERS:,} are allowed.")
    _reject_overlap(infos)
    files = [_file(info) for info in infos if not info.is_dir()]
    for file in files:
        _reject_unsafe(file)
    found = [file for file in files if not any(JUNK.fullmatch(part) for part in file.path.parts)]
    level = _level_of_classes([file.path.parts for file in found if _may_be_image(file)])
    loose = [str(file.path) for file in found if len(file.path.parts) < level + 2]
    members = [_member(file, level) for file in found if len(file.path.parts) >= level + 2]
    _reject_merged(members)
    return Members(members, loose, _notes(files, members))


def _file(info: zipfile.ZipInfo) -> _File:
    """A member with its name as its author saw it: UTF-8 where the bytes are, whether the zip says so or not, else the old code page."""
    name, is_guessed = info.filename, False
    if not info.flag_bits & UTF_8 and not info.orig_filename.isascii():
        raw = info.orig_filename.encode("cp437")
        try:
            name = _unicode_path(info.extra, raw) or raw.decode("utf-8")
        except UnicodeError:
            is_guessed = True
    return _File(info, PurePosixPath(name.replace("\\", "/")), is_guessed)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in UTF-8 that some programs add to the one in a code page (Info-ZIP, 0x7075); None where there is none of this name."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        content, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and content[:5] == b"\1" + zlib.crc32(raw).to_bytes(4, "little"):
            return content[5:].decode("utf-8")
    return None


def _notes(files: list[_File], members: list[ClassMember]) -> list[str]:
    """What should be checked of the class names: nothing in a zip says which code page its old names are in."""
    guessed = {id(file.info) for file in files if file.is_guessed}
    labels = sorted({member.label for member in members if id(member.info) in guessed and not member.label.isascii()})
    if not labels:
        return []
    shown = ", ".join(labels[:3]) + (", …" if len(labels) > 3 else "")
    return [
        f"The zip does not say how its names are encoded; they were read as CP437: {shown}. If they look wrong, zip it with UTF-8 names."
    ]


def _may_be_image(file: "_File") -> bool:
    return file.path.suffix.lower() not in NO_IMAGES


def _level_of_classes(paths: list[tuple[str, ...]]) -> int:
    """How many folders lie around the class folders, those of a split counted.

    Raises:
        InvalidInput: the folders are splits without class folders in them.
    """
    level = 0
    while folders := {parts[level] for parts in paths if len(parts) > level + 1}:
        inner = {parts[level + 1] for parts in paths if len(parts) > level + 2}
        direct = sum(len(parts) == level + 2 for parts in paths)
        nested = sum(len(parts) > level + 2 for parts in paths)
        if len(folders) == 1 and inner and (direct == 0 or (len(inner) > 1 and direct < nested)):
            level += 1
        elif len(folders) > 1 and {folder.casefold() for folder in folders} <= SPLITS.keys():
            if not inner or direct > nested:
                raise InvalidInput(
                    f"The folders {', '.join(sorted(folders))} are splits, not classes; put a folder for each class into each of them, "
                    "or leave the split to the playground."
                )
            return level + 1
        else:
            return level
    return level


def _member(file: "_File", level: int) -> ClassMember:
    parts, shown = file.path.parts, repr(str(file.path)[:80])
    if len(parts) - level > MAX_DEPTH:
        raise InvalidInput(f"{shown} lies too deep in the zip; {MAX_DEPTH - 1} folders are allowed.")
    split = SPLITS.get(parts[level - 1].casefold()) if level else None
    return ClassMember(file.info, str(file.path), parts[level], clean_label(parts[level]), split)


def _reject_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Overlapping members let a small zip unpack to petabytes (zip bomb)."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise InvalidInput(f"The zip is malformed: the bytes of {info.filename[:80]!r} overlap with another file's.")
        end = info.header_offset + LOCAL_HEADER_BYTES + info.compress_size


def _reject_unsafe(file: "_File") -> None:
    path, shown = file.path, repr(str(file.path)[:80])
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", str(path)):
        raise InvalidInput(f"The zip holds {shown}; a path must stay inside the zip.")
    if stat.S_ISLNK(file.info.external_attr >> 16):
        raise InvalidInput(f"The zip holds a link, {shown}; only plain files are allowed.")
    if file.info.flag_bits & ENCRYPTED:
        raise InvalidInput(f"{shown} in the zip is encrypted; upload it without a password.")
    if path.suffix.lower() in ARCHIVES:
        raise InvalidInput(f"The zip holds another archive, {shown}; put its images in class folders instead.")


def clean_label(name: str) -> str:
    """NFC, without control and bidirectional characters, one space where there are several, at most 40 characters.

    Raises:
        InvalidInput: nothing is left.
    """
    label = " ".join(visible(name).split())[:MAX_LABEL].strip()
    if not label:
        raise InvalidInput(f"The folder {name[:80]!a} gives no class name; use letters, digits or other visible characters.")
    return label


def _reject_merged(members: list[ClassMember]) -> None:
    """Two folders become one class only when they have the same name, in two splits."""
    folders: dict[str, str] = {}
    for member in members:
        other = folders.setdefault(folded(member.label), member.folder)
        if other != member.folder:
            # What looks the same is told apart by its codes.
            first, second = (ascii(name) if clean_label(other) == member.label else repr(name) for name in (other, member.folder))
            raise InvalidInput(
                f"The folders {first} and {second} would be one class, since they differ only by case, invisible "
                f"characters, the form of an accent, or after {MAX_LABEL} characters; rename one, or put their images together."
            )
    if len(folders) > MAX_CLASSES:
        raise TooLarge(f"The zip holds {len(folders):,} classes; {MAX_CLASSES} are allowed.")
