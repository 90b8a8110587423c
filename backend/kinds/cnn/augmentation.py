"""Random changes of training images that leave the class what it is. Each is a pure function of a seed.

They act on places, not on pixels: which row and which column of an image a pixel is read from. So flip and shift together
cost one gather.
"""

from dataclasses import dataclass

import tensorflow as tf

from backend.training.rng import fold, uniform_int


@dataclass(frozen=True)
class Augmentation:
    """
    Attributes:
        flip: mirrors every second image, by chance, left to right.
        shift: moves each image by up to so many pixels in both directions; the border is filled by reflection.
        cutout: side in pixels of a square that is painted grey at a random place (DeVries and Taylor, arXiv:1708.04552); 0 = none.
    """

    flip: bool = False
    shift: int = 0
    cutout: int = 0

    def __call__(self, images: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        """
        Args:
            images: float32, (n, height, width, channels), in [0, 1].
            seed: int32, (2,).

        Returns:
            float32, the same shape.
        """
        if self.flip or self.shift:
            images = self._moved(images, fold(seed, 0))
        return _cut_out(images, self.cutout, fold(seed, 1)) if self.cutout else images

    def _moved(self, images: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        n = tf.shape(images)[0]
        _, height, width, channels = images.shape
        rows = reflect(tf.range(height) + self._offsets(n, fold(seed, 0)), height)
        columns = reflect(tf.range(width) + self._offsets(n, fold(seed, 1)), width)
        if self.flip:
            mirrored = uniform_int((n, 1), 0, 2, fold(seed, 2))
            columns = tf.where(mirrored == 1, width - 1 - columns, columns)
        places = tf.reshape(rows[:, :, None] * width + columns[:, None, :], (n, height * width))
        pixels = tf.reshape(images, (n, height * width, channels))
        return tf.reshape(tf.gather(pixels, places, batch_dims=1), (n, height, width, channels))

    def _offsets(self, n: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        return uniform_int((n, 1), -self.shift, self.shift + 1, seed)


def reflect(index: tf.Tensor, size: int) -> tf.Tensor:
    """Mirrors an index at 0 and at size − 1: −1 → 1, size → size − 2; held in [0, size − 1]."""
    inside = size - 1 - tf.abs(size - 1 - tf.abs(index))
    return tf.maximum(inside, 0)


def _cut_out(images: tf.Tensor, side: int, seed: tf.Tensor) -> tf.Tensor:
    n = tf.shape(images)[0]
    rows = _outside(n, images.shape[1], side, fold(seed, 0))
    columns = _outside(n, images.shape[2], side, fold(seed, 1))
    visible = tf.logical_or(rows[:, :, None], columns[:, None, :])[..., None]
    return tf.where(visible, images, tf.constant(0.5, images.dtype))


def _outside(n: tf.Tensor, size: int, side: int, seed: tf.Tensor) -> tf.Tensor:
    """Bool, (n, size): False on `side` places in a row, whose centre is anywhere."""
    first = uniform_int((n, 1), 0, size, seed) - side // 2
    place = tf.range(size)
    return tf.logical_or(place < first, place >= first + side)
