"""The words that are trained, and the text written in them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.datasets.texts import Text
from backend.kinds.words.params import MAX_VOCABULARY
from backend.reporter import Failed


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
        Failed: `too_few_words`: fewer than two words stand `min_count` times, or no two of them in one sentence.
    """
    counts = np.bincount(text.ids, minlength=len(text.words))
    order = np.argsort(-counts, kind="stable")
    kept = order[: min(int((counts >= min_count).sum()), MAX_VOCABULARY)]
    if len(kept) < 2:
        detail = f"Words of the text that stand {min_count:,} times or more: {len(kept)}. Two are needed; take a smaller minimum count."
        raise Failed("too_few_words", detail)
    place = np.full(len(text.words), -1, np.int32)
    place[kept] = np.arange(len(kept))
    ids = place[text.ids]
    known = ids >= 0
    if not (np.diff(text.sentences[known]) == 0).any():
        detail = f"No line has two words that stand {min_count:,} times or more, and a window never reaches beyond its line."
        raise Failed("too_few_words", detail)
    vocabulary = Vocabulary(tuple(text.words[i] for i in kept), counts[kept].astype(np.int64))
    return Corpus(vocabulary, ids[known], text.sentences[known], len(text.ids))
