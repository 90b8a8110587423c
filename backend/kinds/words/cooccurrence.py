"""X: how often words stand together (§5.1). Only the pairs that do are kept."""

from collections.abc import Callable, Iterable, Sequence
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
    return count_pairs([corpus], [1 / distance for distance in range(1, window + 1)], check)


def training_pairs(epochs: Iterable[Corpus], window: int, check: Callable[[], None]) -> Pairs:
    """The pairs that word2vec trains on: a window reaches 1 to w words far, each as often, so that d places apart add (w − d + 1)/w.

    Args:
        epochs: the text of each epoch, after subsampling.
    """
    return count_pairs(epochs, [(window - distance + 1) / window for distance in range(1, window + 1)], check)


def count_pairs(texts: Iterable[Corpus], weights: Sequence[float], check: Callable[[], None]) -> Pairs:
    """Σ over all pairs in one sentence of the weight of their distance, to both sides.

    Args:
        texts: of the same vocabulary.
        weights: of the distances 1, 2, …
    """
    size, keys, sums = 0, np.empty(0, np.int64), np.empty(0, np.float64)
    for text in texts:
        size = len(text.vocabulary.words)
        for distance, weight in enumerate(weights, start=1):
            check()
            together = text.sentences[distance:] == text.sentences[:-distance]
            first, second = text.ids[:-distance][together].astype(np.int64), text.ids[distance:][together].astype(np.int64)
            new, counts = np.unique(np.concatenate((first * size + second, second * size + first)), return_counts=True)
            keys, sums = _added(keys, sums, new, np.asarray(counts * weight, np.float64))
    return Pairs((keys // size).astype(np.int32), (keys % size).astype(np.int32), sums.astype(np.float32))


def _added(
    keys: NDArray[np.int64], sums: NDArray[np.float64], new: NDArray[np.int64], values: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    joined, place = np.unique(np.concatenate((keys, new)), return_inverse=True)
    return joined, np.asarray(np.bincount(place, np.concatenate((sums, values))), np.float64)
