"""Stratified split of labelled images into a training and a test set."""

import numpy as np
from numpy.typing import NDArray

from backend.datasets.images import ImageData


def stratified_split(
    pixels: NDArray[np.uint8], labels: NDArray[np.int64], test_size: int, names: tuple[str, ...], seed: int = 0
) -> ImageData:
    """Shuffles the images and splits off `test_size` of them, stratified by class.

    Proportional selection: image k of the n of a class, in shuffled order, has the rank (k + ½)/n, and the
    `test_size` lowest ranks of all classes are the test images.

    Args:
        pixels: uint8, (n, height, width, channels).
        labels: int64, (n,).
        seed: the same seed gives the same split.
    """
    random = np.random.default_rng(seed)
    order = random.permutation(len(labels))
    rank = np.empty(len(labels))
    for label in np.unique(labels):
        members = order[labels[order] == label]
        rank[members] = (np.arange(len(members)) + 0.5) / len(members)
    test = np.zeros(len(labels), dtype=bool)
    test[np.argsort(rank, kind="stable")[:test_size]] = True
    train_order, test_order = random.permutation(np.flatnonzero(~test)), random.permutation(np.flatnonzero(test))
    return ImageData(pixels[train_order], labels[train_order], pixels[test_order], labels[test_order], names)
