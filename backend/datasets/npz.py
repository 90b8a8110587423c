"""Image data as `.npz` files: `x_train`, `y_train`, `x_test`, `y_test`. Never a pickle.

An uncompressed file is memory-mapped, so that the API can show 25 images of CIFAR-10 without reading all 60,000.
"""

import os
import struct
import uuid
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from backend.datasets.images import ImageData
from backend.errors import DatasetUnavailable

KEYS = ("x_train", "y_train", "x_test", "y_test")
# A zip's local file header: 26 bytes that the central directory repeats, then the lengths of the name and of the extra field.
LOCAL_HEADER = struct.Struct("<26xHH")


def read_images(path: Path, shape: tuple[int, ...], labels: tuple[str, ...]) -> ImageData:
    """Opens a file of the data-set folder.

    Images of one channel may lack the channel axis, and labels may be (n, 1): Keras' own arrays are like that.

    Args:
        shape: (height, width, channels) that the images must have.
        labels: class names; the numbers in the file must be below their count.

    Raises:
        DatasetUnavailable: the file is malformed; the detail says how.
    """
    try:
        arrays = _open_arrays(path)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, zlib.error, struct.error, EOFError) as error:
        raise DatasetUnavailable(f"{path} cannot be read: {error}. It must be an .npz file with {', '.join(KEYS)}.") from error
    try:
        return as_image_data(arrays, shape, labels)
    except ValueError as error:
        raise DatasetUnavailable(f"{path} is not as expected: {error}.") from error


def as_image_data(arrays: dict[str, NDArray[Any]], shape: tuple[int, ...], labels: tuple[str, ...]) -> ImageData:
    """Checks shapes, types and label numbers.

    Raises:
        ValueError: what is wrong, with the name of the array.
    """
    x_train = _checked_pixels("x_train", arrays["x_train"], shape)
    x_test = _checked_pixels("x_test", arrays["x_test"], shape)
    y_train = _checked_labels("y_train", arrays["y_train"], len(x_train), len(labels))
    y_test = _checked_labels("y_test", arrays["y_test"], len(x_test), len(labels))
    return ImageData(x_train, y_train, x_test, y_test, labels)


def _checked_pixels(name: str, x: NDArray[Any], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    if x.dtype != np.uint8:
        raise ValueError(f"{name} must be uint8, not {x.dtype}")
    if x.ndim == 3 and shape[-1] == 1:
        x = x[..., np.newaxis]
    if x.shape[1:] != shape or len(x) == 0:
        raise ValueError(f"{name} must have the shape (n, {', '.join(map(str, shape))}), not {x.shape}")
    return x


def _checked_labels(name: str, y: NDArray[Any], count: int, classes: int) -> NDArray[np.int64]:
    if y.dtype.kind not in "iu" or y.shape not in ((count,), (count, 1)):
        raise ValueError(f"{name} must be {count} whole numbers, not {y.dtype} of shape {y.shape}")
    y = y.reshape(-1).astype(np.int64)
    if y.min() < 0 or y.max() >= classes:
        raise ValueError(f"{name} must be in 0..{classes - 1}; it holds {y.min()}..{y.max()}")
    return y


def save_images(path: Path, data: ImageData) -> None:
    """Writes an uncompressed file, atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            write_images(file, data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_images(file: BinaryIO, data: ImageData) -> None:
    np.savez(file, x_train=data.x_train, y_train=data.y_train, x_test=data.x_test, y_test=data.y_test)


def parse_images(content: bytes, shape: tuple[int, ...], labels: tuple[str, ...]) -> ImageData:
    """The same as `read_images` for a file that is in memory already.

    Raises:
        ValueError: it is malformed.
    """
    with np.load(BytesIO(content), allow_pickle=False) as file:
        return as_image_data({key: file[key] for key in KEYS}, shape, labels)


def _open_arrays(path: Path) -> dict[str, NDArray[Any]]:
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        members = {key: archive.getinfo(f"{key}.npy") for key in KEYS}
        return {key: _open_array(archive, member, file, path) for key, member in members.items()}


def _open_array(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: BinaryIO, path: Path) -> NDArray[Any]:
    if member.compress_type != zipfile.ZIP_STORED:
        with archive.open(member) as stream:
            array: NDArray[Any] = npy.read_array(stream, allow_pickle=False)
            return array
    file.seek(member.header_offset)
    name_length, extra_length = LOCAL_HEADER.unpack(file.read(LOCAL_HEADER.size))
    file.seek(name_length + extra_length, os.SEEK_CUR)
    version = npy.read_magic(file)
    read_header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, fortran_order, dtype = read_header(file)
    if dtype.hasobject:
        raise ValueError(f"{member.filename} holds Python objects")
    return np.memmap(path, dtype=dtype, mode="r", offset=file.tell(), shape=shape, order="F" if fortran_order else "C")
