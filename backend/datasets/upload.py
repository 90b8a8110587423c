"""Import of a zip of class folders as a data set: each member is decoded, cropped to a square, resized, and stored as pixels only."""

import hashlib
import lzma
import unicodedata
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from backend.datasets import uploaded
from backend.datasets.dataset import Dataset
from backend.datasets.images import ImageData
from backend.datasets.zip_members import ClassMember, class_members, open_zip
from backend.errors import InvalidInput, PlaygroundError, TooLarge
from backend.imaging.decoding import decode_image
from backend.settings import Settings
from backend.storage import Storage

SIDES = (8, 96)
MAX_UNPACKED_BYTES = 1 << 30
MAX_RATIO = 100
MAX_TOTAL_PIXELS = 4_000_000_000
MAX_STORED_BYTES = 128 << 20
TEST_SHARE = 0.2
MAX_TITLE = 100


def import_zip(file: BinaryIO, title: str, uploads: Storage, limits: Settings, *, side: int = 32) -> Dataset:
    """Imports a zip with one folder of images per class as a data set.

    Nothing is unpacked to disk. Files that are not images, damaged, or duplicates are skipped and counted. The split depends on
    the images alone: in the order of their SHA-256, the first fifth of each class is the test set.

    Args:
        file: the zip, seekable.
        title: shown in the catalogue; control characters are removed.
        side: height and width of the stored images, 8..96 pixels, RGB.

    Raises:
        UnsupportedMedia: not a zip.
        InvalidInput: a damaged or unsafe zip, fewer than two classes, or a class with fewer than two distinct images.
        TooLarge: more files, bytes or pixels than allowed.
    """
    if not SIDES[0] <= side <= SIDES[1]:
        raise InvalidInput(f"side must be in {SIDES[0]}..{SIDES[1]} pixels, not {side}.")
    size = file.seek(0, 2)
    if size > limits.max_dataset_bytes:
        raise TooLarge(f"The zip has {size:,} bytes; {limits.max_dataset_bytes:,} are allowed.")
    with open_zip(file) as archive:
        members, others = class_members(archive)
        collection = _Collection(side)
        collection.add_all(members, _MemberReader(archive, size, limits.max_image_bytes), limits)
    collection.skipped["not an image"] += others
    data = _split(collection)
    dataset = _describe(data, clean_title(title), dict(+collection.skipped))
    uploaded.save(dataset, data, uploads)
    return dataset


def clean_title(title: str) -> str:
    """NFC, without control and bidirectional characters, at most 100 characters, never empty."""
    visible = "".join(letter for letter in unicodedata.normalize("NFC", title) if unicodedata.category(letter)[0] != "C")
    return visible.strip()[:MAX_TITLE].strip() or "Uploaded images"


def _describe(data: ImageData, title: str, skipped: dict[str, int]) -> Dataset:
    return Dataset(
        id=uploaded.new_id(),
        title=title,
        shape=data.input_shape,
        classes=list(data.labels),
        sizes={"train": len(data.x_train), "test": len(data.x_test)},
        availability="uploaded",
        licence="unknown (uploaded)",
        source="uploaded zip",
        skipped=skipped,
    )


@dataclass
class _MemberReader:
    """Unpacks members one at a time and counts the bytes that really come out, whatever sizes the zip claims."""

    archive: zipfile.ZipFile
    zip_bytes: int
    max_image_bytes: int
    unpacked: int = 0

    def read(self, info: zipfile.ZipInfo) -> bytes:
        allowed = min(MAX_UNPACKED_BYTES, MAX_RATIO * self.zip_bytes)
        content = self._unpack(info, min(self.max_image_bytes, allowed - self.unpacked) + 1)
        self.unpacked += len(content)
        if self.unpacked > allowed:
            raise TooLarge(f"The zip of {self.zip_bytes:,} bytes unpacks to more than {allowed:,} bytes.")
        if len(content) > self.max_image_bytes:
            raise TooLarge(f"{info.filename[:80]!r} in the zip has more than {self.max_image_bytes:,} bytes.")
        return content

    def _unpack(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        try:
            with self.archive.open(info) as stream:
                return stream.read(limit)
        # Each compression has its own error; ValueError: a name that is not in the declared encoding.
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError) as error:
            raise InvalidInput(f"{info.filename[:80]!r} in the zip is damaged: {error}.") from error


@dataclass
class _Collection:
    """The images read so far: the hash of each file's bytes, its pixels, its class; and why others were skipped."""

    side: int
    hashes: list[bytes] = field(default_factory=list)
    pixels: list[NDArray[np.uint8]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)

    def add_all(self, members: list[ClassMember], reader: _MemberReader, limits: Settings) -> None:
        stored = len(members) * 3 * self.side**2
        if stored > MAX_STORED_BYTES:
            raise TooLarge(f"{len(members):,} images take {stored:,} bytes; {MAX_STORED_BYTES:,} are allowed. Use a smaller side.")
        seen, pixels = set[bytes](), 0
        for member in members:
            content = reader.read(member.info)
            digest = hashlib.sha256(content).digest()
            if digest in seen:
                self.skipped["duplicate"] += 1
                continue
            seen.add(digest)
            pixels += self._add(content, digest, member.label, limits)
            if pixels > MAX_TOTAL_PIXELS:
                raise TooLarge(f"The images have more than {MAX_TOTAL_PIXELS:,} pixels in total; reduce their size before zipping them.")

    def _add(self, content: bytes, digest: bytes, label: str, limits: Settings) -> int:
        """Keeps one image; returns how many pixels had to be decoded."""
        try:
            image = decode_image(content, limits)
        except PlaygroundError:
            self.skipped["damaged"] += 1
            return 0
        self.hashes.append(digest)
        self.pixels.append(np.asarray(ImageOps.fit(image, (self.side, self.side), Image.Resampling.LANCZOS)))
        self.labels.append(label)
        return image.width * image.height


def _split(collection: _Collection) -> ImageData:
    """The first fifth of each class, at least one image, is the test set; in the order of the hashes, so that the classes are mixed."""
    names = sorted(set(collection.labels))
    if len(names) < 2:
        raise InvalidInput(f"The zip holds {len(names)} class with readable images; at least two are required.")
    order = sorted(range(len(collection.hashes)), key=collection.hashes.__getitem__)
    test = {index for name in names for index in _test_part(name, [index for index in order if collection.labels[index] == name])}
    train_order, test_order = [index for index in order if index not in test], [index for index in order if index in test]
    return ImageData(*_arrays(collection, train_order, names), *_arrays(collection, test_order, names), tuple(names))


def _test_part(name: str, members: list[int]) -> list[int]:
    if len(members) < 2:
        raise InvalidInput(f"The class {name!r} has one readable image; at least two distinct ones are required, to train and to test.")
    return members[: max(1, round(TEST_SHARE * len(members)))]


def _arrays(collection: _Collection, order: list[int], names: list[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    labels = np.array([names.index(collection.labels[index]) for index in order], dtype=np.int64)
    return np.stack([collection.pixels[index] for index in order]), labels
