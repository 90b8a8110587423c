"""The variables of a run as safetensors bytes, and back: what a checkpoint holds, and `weights.safetensors`."""

from collections.abc import Mapping

import numpy as np
import tensorflow as tf
from safetensors.numpy import load, save


def to_bytes(variables: Mapping[str, tf.Variable]) -> bytes:
    """Name, dtype, shape and values of each variable."""
    return bytes(save({name: np.asarray(variable.numpy()) for name, variable in variables.items()}))


def restore(variables: Mapping[str, tf.Variable], data: bytes) -> None:
    """Gives each variable the value that it had in `to_bytes`.

    Raises:
        KeyError: a variable is not in `data`.
    """
    tensors = load(data)
    for name, variable in variables.items():
        variable.assign(tensors[name])
