"""The device that trains: how it is set up, what it is called, and what happens when its memory is full."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import tensorflow as tf

from backend.reporter import Failed


def prepare(*, deterministic: bool) -> str:
    """Sets TensorFlow up for one run, and names the device: `CPU, 2 cores` or the GPU's own name.

    Args:
        deterministic: the same operations in the same order each time; it holds for the rest of the process.
    """
    gpus = tf.config.list_physical_devices("GPU")
    for gpu in gpus:
        tf.config.experimental.set_memory_growth(gpu, True)
    if deterministic:
        tf.config.experimental.enable_op_determinism()
    if not gpus:
        return f"CPU, {os.cpu_count()} cores"
    return str(tf.config.experimental.get_device_details(gpus[0]).get("device_name", "GPU"))


@contextmanager
def oom_as_failure(batch_size: int) -> Iterator[None]:
    """Turns a full memory of the device or the machine into a failure that says what to change.

    Raises:
        Failed: `out_of_memory`.
    """
    try:
        yield
    except (tf.errors.ResourceExhaustedError, MemoryError) as error:
        detail = f"Out of memory with {batch_size} examples per update. Use a smaller batch size, or fewer or smaller layers."
        raise Failed("out_of_memory", detail) from error
