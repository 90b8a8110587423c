"""The text of one epoch, cut into blocks of consecutive words: what word2vec computes at once.

A block is L words with w words to each side. The score of every word of a block with every word of its surroundings is one product of
matrices; a mask keeps the pairs that stand within a window. See docs/decisions/0007-word2vec-in-blocks.md.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backend.concepts.word_scores import noise_distribution
from backend.kinds.words.vocabulary import Corpus
from backend.reporter import Failed
from backend.training import rng

LENGTH = 32  # L, words a block
FEWEST_UPDATES = 32  # an epoch: a short text would be learned in too few steps, so its batches are smaller
SAMPLED = 48  # M, words that are sampled for a block


@dataclass(frozen=True)
class Epoch:
    """
    Attributes:
        words: int32, (blocks, L + 2w); 0 where there is no word.
        sentences: int32, the same shape; −1 where there is no word.
        sampled: int32, (blocks, M), the negative samples of each block.
    """

    words: NDArray[np.int32]
    sentences: NDArray[np.int32]
    sampled: NDArray[np.int32]


class Blocks:
    """Deals the blocks of each epoch; an epoch depends on (seed, number) alone. Raises `Failed` when subsampling leaves nothing of a text.

    Attributes:
        steps: updates per epoch, the same in each.
        batch: blocks per update.
    """

    def __init__(self, corpus: Corpus, seed: int, window: int, subsampling: float, batch_size: int) -> None:
        self._corpus, self._seed, self._window = corpus, seed, window
        self._kept = kept_probability(corpus.vocabulary.counts, subsampling)
        expected = float((self._kept * corpus.vocabulary.counts).sum())
        self.batch = max(1, int(min(batch_size, expected / FEWEST_UPDATES)) // LENGTH)
        if expected < 2:
            raise Failed(
                "too_few_words", f"Subsampling at {subsampling:g} leaves no two words of the text; take a larger value, or 0 for none."
            )
        self._noise = np.cumsum(noise_distribution(corpus.vocabulary.counts))
        self.steps = math.ceil(self._most_words() / (LENGTH * self.batch))

    @property
    def shape(self) -> tuple[int, int]:
        return self.steps * self.batch, LENGTH + 2 * self._window

    def _most_words(self) -> int:
        """Words of an epoch that it has not more of than once in thirty thousand: the mean and four standard deviations."""
        p = self._kept[self._corpus.ids].astype(np.float64)
        return max(1, min(len(p), math.ceil(float(p.sum()) + 4 * math.sqrt(float((p * (1 - p)).sum())))))

    def epoch(self, number: int) -> Epoch:
        """Epoch `number`, from 1: frequent words thinned out, the blocks in random order, so that one update sees many places."""
        random = rng.generator(self._seed, "text", number)
        count, width = self.shape
        kept = self._kept_places(random)
        places = random.permutation(count)[:, None] * LENGTH + np.arange(width)
        words = self._padded(self._corpus.ids[kept], 0)[places]
        sentences = self._padded(self._corpus.sentences[kept], -1)[places]
        return Epoch(words, sentences, self._sampled_words(random, count))

    def thinned(self, number: int) -> Corpus:
        """The text of epoch `number`: what subsampling leaves of it."""
        kept = self._kept_places(rng.generator(self._seed, "text", number))
        return replace(self._corpus, ids=self._corpus.ids[kept], sentences=self._corpus.sentences[kept])

    def _kept_places(self, random: np.random.Generator) -> NDArray[np.intp]:
        kept = np.flatnonzero(random.random(len(self._corpus.ids), np.float32) < self._kept[self._corpus.ids])
        return kept[: self.shape[0] * LENGTH]

    def _sampled_words(self, random: np.random.Generator, count: int) -> NDArray[np.int32]:
        """M words for each block: one from each of count·M equal parts of the noise distribution, shuffled, int32, (count, M)."""
        parts = count * SAMPLED
        places = (np.arange(parts) + random.random(parts)) / parts
        words = np.minimum(np.searchsorted(self._noise, places), len(self._noise) - 1).astype(np.int32)
        return random.permutation(words).reshape(count, SAMPLED)

    def appearances(self) -> NDArray[np.float32]:
        """How often each word is expected to stand in the blocks of one update, float32, (|V|,)."""
        kept = self._corpus.vocabulary.counts * self._kept
        return np.asarray(self.batch * LENGTH * kept / kept.sum(), np.float32)

    def _padded(self, values: NDArray[np.int32], filler: int) -> NDArray[np.int32]:
        padded = np.full(self.shape[0] * LENGTH + 2 * self._window, filler, np.int32)
        padded[self._window : self._window + len(values)] = values
        return padded


def kept_probability(counts: NDArray[np.int64], threshold: float) -> NDArray[np.float32]:
    """√(t/f) + t/f, at most 1, where f is a word's share of the text and t the threshold, float32, (|V|,); 1 for t = 0.

    As word2vec's own program does it; the paper (Mikolov et al., 2013) prints √(t/f).
    """
    if threshold == 0:
        return np.ones(len(counts), np.float32)
    ratio = threshold * counts.sum() / counts
    return np.asarray(np.minimum(1, np.sqrt(ratio) + ratio), np.float32)
