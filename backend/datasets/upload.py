"""Import of a zip of class folders as a data set: each member is decoded, cropped to a square, resized, and stored as pixels only."""

import hashlib
import lzma
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageOps

from backend.datasets import uploaded
from backend.datasets.class_split import ClassImage, split_of
from backend.datasets.dataset import Dataset, Skipped
from backend.datasets.images import ImageData
from backend.datasets.uploaded import Saved
from backend.datasets.visible import visible
from backend.datasets.zip_members import ClassMember, class_members, open_zip
from backend.errors import InvalidInput, PlaygroundError, TooLarge, UnsupportedMedia
from backend.imaging.decoding import REDUCED_BYTES, decode_reduced
from backend.imaging.found_type import HEAD_BYTES, READ_HERE, is_image, known_type, short_type
from backend.settings import Settings
from backend.storage import Storage

SIDES = (8, 96)
MAX_UNPACKED_BYTES = 1 << 30
MAX_RATIO = 100
MAX_TOTAL_PIXELS = 4_000_000_000
MAX_STORED_BYTES = 128 << 20
MAX_TITLE = 100
MAX_NAME = 100
SHOWN_NAMES = 5
COMPRESSIONS = {9: "Deflate64", 93: "Zstandard", 98: "PPMd"}
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".jfif", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".ppm", ".avif", ".heic", ".heif")


def import_zip(file: BinaryIO, title: str, uploads: Storage, limits: Settings, *, side: int = 32) -> Saved:
    """Imports a zip with one folder of images per class as a data set.

    Nothing is unpacked to disk. What a file is, its content says. Files that are no images, too large, damaged, duplicates or in no
    class folder are skipped, and counted by reason. The same images give the same data set, which is then kept once.

    Args:
        file: the zip, seekable.
        title: shown in the catalogue; control characters are removed.
        side: height and width of the stored images, 8..96 pixels, RGB.

    Raises:
        UnsupportedMedia: not a zip.
        InvalidInput: a damaged or unsafe zip, no class, or a class with fewer than two distinct images.
        TooLarge: more files, bytes or pixels than allowed.
    """
    if not SIDES[0] <= side <= SIDES[1]:
        raise InvalidInput(f"side must be in {SIDES[0]}..{SIDES[1]} pixels, not {side}.")
    size = file.seek(0, 2)
    if size > limits.max_dataset_bytes:
        raise TooLarge(f"The zip has {size:,} bytes; {limits.max_dataset_bytes:,} are allowed.")
    with open_zip(file) as archive:
        found = class_members(archive)
        collection = _Collection(side)
        for path in found.loose:
            collection.skip("in no class folder", path)
        collection.add_all(found.members, _MemberReader(archive, size), limits)
    data, notes = split_of(collection.images, collection.reject_or_explain)
    return uploaded.save(_describe(data, clean_title(title), collection.skipped, [*found.notes, *notes]), data, uploads)


def clean_title(title: str) -> str:
    """NFC, without control and bidirectional characters, at most 100 characters, never empty."""
    return visible(title)[:MAX_TITLE].strip() or "Uploaded images"


def _describe(data: ImageData, title: str, skipped: dict[str, list[str]], notes: list[str]) -> Dataset:
    return Dataset(
        id=uploaded.id_of(data.fingerprint),
        title=title,
        shape=data.input_shape,
        classes=list(data.labels),
        sizes={"train": len(data.x_train), "test": len(data.x_test)},
        availability="uploaded",
        licence="unknown (uploaded)",
        source="uploaded zip",
        skipped=[Skipped(reason=reason, count=len(names), names=names[:SHOWN_NAMES]) for reason, names in skipped.items()],
        notes=notes,
        fingerprint=data.fingerprint,
    )


@dataclass
class _MemberReader:
    """Unpacks members one at a time and counts the bytes that really come out, whatever sizes the zip claims."""

    archive: zipfile.ZipFile
    zip_bytes: int
    unpacked: int = 0

    def read(self, member: ClassMember, limit: int) -> bytes:
        """The first `limit` bytes of a member."""
        allowed = min(MAX_UNPACKED_BYTES, MAX_RATIO * self.zip_bytes)
        content = self._unpack(member, min(limit, allowed - self.unpacked + 1))
        self.unpacked += len(content)
        if self.unpacked > allowed:
            raise TooLarge(f"The zip of {self.zip_bytes:,} bytes unpacks to more than {allowed:,} bytes.")
        return content

    def _unpack(self, member: ClassMember, limit: int) -> bytes:
        try:
            with self.archive.open(member.info) as stream:
                return stream.read(limit)
        except NotImplementedError as error:
            method = COMPRESSIONS.get(member.info.compress_type, f"method {member.info.compress_type}")
            raise InvalidInput(
                f"{member.path[:80]!r} in the zip is packed with {method}, which is not read; zip it with Deflate."
            ) from error
        # Each compression has its own error; ValueError: a name that is not in the declared encoding.
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError) as error:
            raise InvalidInput(f"{member.path[:80]!r} in the zip is damaged: {error}.") from error


@dataclass
class _Collection:
    """The images read so far, and the names of the files that were skipped, by reason."""

    side: int
    images: list[ClassImage] = field(default_factory=list)
    skipped: dict[str, list[str]] = field(default_factory=dict)
    unreadable: dict[str, Counter[str]] = field(default_factory=dict)  # by class: files that look like images

    def skip(self, reason: str, path: str) -> None:
        self.skipped.setdefault(reason, []).append(path[-MAX_NAME:])

    def add_all(self, members: list[ClassMember], reader: _MemberReader, limits: Settings) -> None:
        seen, pixels = dict[bytes, str](), 0  # the class of each file
        for member in members:
            found = known_type(reader.read(member, HEAD_BYTES))
            if found is None and PurePosixPath(member.path).suffix.lower() not in IMAGE_SUFFIXES:
                self.skip("not an image", member.path)
                continue
            content = reader.read(member, REDUCED_BYTES + 1)
            digest = hashlib.sha256(content).digest()
            if digest in seen:
                self.skip("duplicate" if seen[digest] == member.label else "duplicate of an image of another class", member.path)
                continue
            seen[digest] = member.label
            pixels += self._add(content, digest, member, limits)
            if pixels > MAX_TOTAL_PIXELS:
                raise TooLarge(f"The images have more than {MAX_TOTAL_PIXELS:,} pixels in total; reduce their size before zipping them.")
            stored = len(self.images) * 3 * self.side**2
            if stored > MAX_STORED_BYTES:
                raise TooLarge(
                    f"{len(self.images):,} images and more take over {MAX_STORED_BYTES:,} bytes, which are allowed. Use a smaller side."
                )

    def _add(self, content: bytes, digest: bytes, member: ClassMember, limits: Settings) -> int:
        """Keeps one image; returns how many pixels had to be decoded."""
        try:
            image = decode_reduced(content, limits, self.side)
        except PlaygroundError as error:
            reason = _reason(error, content)
            self.skip(reason, member.path)
            self.unreadable.setdefault(member.label, Counter())[reason] += 1
            return 0
        pixels = np.asarray(ImageOps.fit(image, (self.side, self.side), Image.Resampling.LANCZOS))
        self.images.append(ClassImage(digest, pixels, member.label, member.split))
        return image.width * image.height

    def reject_or_explain(self) -> None:
        """
        Raises:
            InvalidInput: no image was read, or none of a class folder that has files which look like images.
        """
        read = {image.label for image in self.images}
        for label, reasons in self.unreadable.items():
            if label not in read:
                raise InvalidInput(f"Of the class {label!r} no image could be read ({_counts(reasons)}). {READ_HERE} images are read.")
        if not read:
            found = _counts(Counter({reason: len(names) for reason, names in self.skipped.items()}))
            raise InvalidInput(
                f"The zip holds no images in class folders, such as cat/1.png{f' ({found})' if found else ''}. {READ_HERE} images are read."
            )


def _reason(error: PlaygroundError, content: bytes) -> str:
    if isinstance(error, TooLarge):
        return "too large"
    if isinstance(error, UnsupportedMedia):
        found = short_type(content[:HEAD_BYTES])
        if is_image(content):
            return "neither 8 nor 16 bits per channel"
        return f"{found} is not read" if found else "damaged"
    return "damaged"


def _counts(reasons: Counter[str]) -> str:
    return ", ".join(f"{count:,} × {reason}" for reason, count in reasons.items())
