"""The words that are learnt, and the text written in them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.datasets.texts import Text
from backend.training.events import Failed
from backend.training.kinds.words import MAX_VOCABULARY


@dataclass(frozen=True)
class Vocabulary:
    """
    Attributes:
        words: the most frequent first; words that are equally frequent in the order of the text.
        counts: int64, (|V|,), how often each stands in the text.
    """

    words: tuple[str, ...]
    counts: NDArray[np.int64]

    def index(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.words)}


@dataclass(frozen=True)
class Corpus:
    """A text in the words of a vocabulary; the other words are left out, as if they had not been there.

    Attributes:
        ids: int32, (n,), an index into the vocabulary.
        sentences: int32, (n,), never decreasing.
        read: words of the text before rare ones were left out.
    """

    vocabulary: Vocabulary
    ids: NDArray[np.int32]
    sentences: NDArray[np.int32]
    read: int


def corpus_of(text: Text, min_count: int) -> Corpus:
    """
    Raises:
        Failed: `too_few_words`: fewer than two words stand `min_count` times.
    """
    counts = np.bincount(text.ids, minlength=len(text.words))
    order = np.argsort(-counts, kind="stable")
    kept = order[: min(int((counts >= min_count).sum()), MAX_VOCABULARY)]
    if len(kept) < 2:
        raise Failed("too_few_words", f"{len(kept)} word of the text stands {min_count} times or more; take a smaller least count.")
    place = np.full(len(text.words), -1, np.int32)
    place[kept] = np.arange(len(kept))
    ids = place[text.ids]
    known = ids >= 0
    vocabulary = Vocabulary(tuple(text.words[i] for i in kept), counts[kept].astype(np.int64))
    return Corpus(vocabulary, ids[known], text.sentences[known], len(text.ids))
