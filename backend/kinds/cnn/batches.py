"""Which images a batch holds: the split into training and validation, and the order of an epoch, all pure functions of the seed."""

from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.datasets.images import ImageData
from backend.training.rng import generator


@dataclass(frozen=True)
class Examples:
    """Images on the device.

    Attributes:
        images: uint8, (n, height, width, channels).
        labels: int32, (n,).
    """

    images: tf.Tensor
    labels: tf.Tensor

    @staticmethod
    def of(images: NDArray[np.uint8], labels: NDArray[np.int64]) -> "Examples":
        return Examples(tf.constant(images), tf.constant(labels.astype(np.int32)))

    def __len__(self) -> int:
        return int(self.images.shape[0])

    def take(self, indices: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        """Pixels in [0, 1], float32, (k, height, width, channels), and labels, int32, (k,)."""
        return to_float(tf.gather(self.images, indices)), tf.gather(self.labels, indices)


def to_float(pixels: tf.Tensor) -> tf.Tensor:
    """uint8 0 ... 255 → float32 0 ... 1."""
    return tf.cast(pixels, tf.float32) / 255


def split(data: ImageData, fraction: float, seed: int) -> tuple[Examples, Examples]:
    """Training and validation examples.

    Args:
        fraction: share of the training images held out, by chance, for validation; with 0 the test images validate.
    """
    if fraction == 0:
        return Examples.of(data.x_train, data.y_train), Examples.of(data.x_test, data.y_test)
    order = generator(seed, "validation").permutation(len(data.x_train))
    held_out = max(1, round(fraction * len(order)))
    rest, validation = np.sort(order[held_out:]), np.sort(order[:held_out])
    return Examples.of(data.x_train[rest], data.y_train[rest]), Examples.of(data.x_train[validation], data.y_train[validation])


def epoch_order(n: int, seed: int, epoch: int) -> NDArray[np.int32]:
    """The order in which epoch `epoch`, counted from 1, sees n examples."""
    return generator(seed, "order", epoch).permutation(n).astype(np.int32)
