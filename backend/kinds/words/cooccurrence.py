"""X: how often words stand together (§5.1). Only the pairs that do are kept."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.kinds.words.vocabulary import Corpus


@dataclass(frozen=True)
class Pairs:
    """
    Attributes:
        rows, columns: int32, (n,), target i and context j; every pair once, ordered.
        x: float32, (n,), X_ij > 0.
    """

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    x: NDArray[np.float32]


def cooccurrence(corpus: Corpus, window: int, check: Callable[[], None]) -> Pairs:
    """Counts the pairs of a text: words d places apart in one sentence add 1/d, to both sides (Pennington et al., 2014).

    Args:
        check: asked between the distances; what it raises goes through.
    """
    size = len(corpus.vocabulary.words)
    keys, sums = np.empty(0, np.int64), np.empty(0, np.float64)
    for distance in range(1, window + 1):
        check()
        together = corpus.sentences[distance:] == corpus.sentences[:-distance]
        first, second = corpus.ids[:-distance][together].astype(np.int64), corpus.ids[distance:][together].astype(np.int64)
        new, counts = np.unique(np.concatenate((first * size + second, second * size + first)), return_counts=True)
        keys, sums = _added(keys, sums, new, counts / distance)
    return Pairs((keys // size).astype(np.int32), (keys % size).astype(np.int32), sums.astype(np.float32))


def _added(
    keys: NDArray[np.int64], sums: NDArray[np.float64], new: NDArray[np.int64], values: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    joined, place = np.unique(np.concatenate((keys, new)), return_inverse=True)
    return joined, np.asarray(np.bincount(place, np.concatenate((sums, values))), np.float64)
