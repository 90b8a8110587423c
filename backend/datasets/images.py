"""The result of every loader of an image data set."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from backend.datasets.fingerprint import fingerprint_of


@dataclass(frozen=True)
class ImageData:
    """Labelled images, split into disjoint training and test sets.

    Attributes:
        x_train, x_test: uint8, (n, height, width, channels), channels 1 or 3.
        y_train, y_test: int64, (n,), an index into `labels`.
        labels: class names.
    """

    x_train: NDArray[np.uint8]
    y_train: NDArray[np.int64]
    x_test: NDArray[np.uint8]
    y_test: NDArray[np.int64]
    labels: tuple[str, ...]

    def freeze(self) -> None:
        """Makes the arrays read-only."""
        for array in (self.x_train, self.y_train, self.x_test, self.y_test):
            array.flags.writeable = False

    @property
    def input_shape(self) -> tuple[int, int, int]:
        height, width, channels = self.x_train.shape[1:]
        return height, width, channels

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the class names, images and labels, in their order."""
        return fingerprint_of(self.labels, self.x_train, self.y_train, self.x_test, self.y_test)
