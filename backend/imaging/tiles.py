"""Pictures of one size side by side, without gaps: tile i of a sheet of c columns begins at column i mod c, row ⌊i/c⌋."""

import numpy as np
from numpy.typing import NDArray


def to_bytes(pictures: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Values in [0, 1] as 0 ... 255."""
    return np.asarray(np.round(np.clip(pictures, 0, 1) * 255), np.uint8)


def sheet(pictures: NDArray[np.uint8], columns: int) -> NDArray[np.uint8]:
    """
    Args:
        pictures: (n, height, width, channels).

    Returns:
        (rows · height, columns · width, channels), rows = ⌈n/columns⌉; black where no picture is left.
    """
    n, height, width, channels = pictures.shape
    rows = -(-n // columns)
    cells = np.zeros((rows * columns, height, width, channels), np.uint8)
    cells[:n] = pictures
    return cells.reshape(rows, columns, height, width, channels).swapaxes(1, 2).reshape(rows * height, columns * width, channels)
