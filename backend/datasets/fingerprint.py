"""The identity of a data set: a hash of all that a training sees of it, so that two copies under one name can be told apart."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def fingerprint_of(names: Sequence[str], *arrays: NDArray[Any]) -> str:
    """SHA-256, 64 hexadecimal digits, of names and arrays in their order; the order of examples is part of it, since indices point there.

    Args:
        names: class names, or the distinct words of a text.
        arrays: whole numbers, each hashed with its type and shape, little-endian, row by row.
    """
    digest = hashlib.sha256(json.dumps(list(names), ensure_ascii=False).encode("utf-8", "surrogatepass"))
    for array in arrays:
        rows = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        digest.update(f"{rows.dtype.str}{rows.shape}".encode())
        digest.update(rows.data if rows.size else b"")
    return digest.hexdigest()
