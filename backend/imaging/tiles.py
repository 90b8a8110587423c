"""Images of one size side by side, without gaps: tile i of a sheet of c columns begins at column i mod c, row ⌊i/c⌋."""

import numpy as np
from numpy.typing import NDArray


def to_bytes(images: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Values in [0, 1] as 0 ... 255."""
    return np.asarray(np.round(np.clip(images, 0, 1) * 255), np.uint8)


def sheet(images: NDArray[np.uint8], columns: int) -> NDArray[np.uint8]:
    """
    Args:
        images: (n, height, width, channels).

    Returns:
        (rows · height, columns · width, channels), rows = ⌈n/columns⌉; black in the remaining cells.
    """
    n, height, width, channels = images.shape
    rows = -(-n // columns)
    cells = np.zeros((rows * columns, height, width, channels), np.uint8)
    cells[:n] = images
    return cells.reshape(rows, columns, height, width, channels).swapaxes(1, 2).reshape(rows * height, columns * width, channels)
