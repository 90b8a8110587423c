"""The model of the kind `nearest-mean`: one mean image per class."""

import io
import json

import numpy as np
from numpy.typing import NDArray

from backend.kinds.kind import Description, Read


def open(read: Read) -> NDArray[np.float64]:
    """(classes, values)."""
    return np.asarray(np.load(io.BytesIO(read("means.npy"))))


def describe(read: Read) -> Description:
    return Description(labels=tuple(json.loads(read("labels.json"))), total_parameters=open(read).size)
