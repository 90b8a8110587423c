"""The text of an epoch and the words sampled against it, counted."""

import numpy as np
import pytest

from backend.datasets.texts import read_text
from backend.kinds.words.text_blocks import Blocks
from backend.kinds.words.vocabulary import Corpus, corpus_of

COUNTS = {"a": 256, "b": 81, "c": 16, "d": 1}  # to the power of 3/4: 64, 27, 8 and 1, together 100


def corpus(repeated: int = 1) -> Corpus:
    words = [word for word, count in COUNTS.items() for _ in range(count * repeated)]
    return corpus_of(read_text(" ".join(np.random.default_rng(0).permutation(words))), 1)


def test_wrong_words_are_sampled_by_their_counts_to_the_power_of_three_quarters() -> None:
    sampled = Blocks(corpus(), 0, 2, 0.0, 64).epoch(1).sampled
    shares = np.bincount(sampled.ravel(), minlength=4) / sampled.size
    np.testing.assert_allclose(shares, [0.64, 0.27, 0.08, 0.01], atol=2 / sampled.size)  # one draw in each of so many equal parts


def test_without_subsampling_an_epoch_reads_each_word_of_the_text_once() -> None:
    blocks = Blocks(corpus(), 0, 2, 0.0, 64)
    epoch = blocks.epoch(1)
    inside = np.s_[:, 2:-2]  # the words of the blocks, without their surroundings
    read = epoch.words[inside][epoch.sentences[inside] >= 0]
    assert np.bincount(read).tolist() == list(COUNTS.values())
    assert blocks.appearances() == pytest.approx(32 * np.array(list(COUNTS.values())) / 354)


@pytest.mark.parametrize(
    ("repeated", "batch_size", "blocks"), [(1, 64, 1), (40, 8192, 13), (40, 128, 4), (400, 8192, 138), (400, 1024, 32)]
)
def test_a_short_text_has_smaller_batches_so_that_an_epoch_has_32_updates(repeated: int, batch_size: int, blocks: int) -> None:
    """354 words a repetition, 32 words a block."""
    made = Blocks(corpus(repeated), 0, 2, 0.0, batch_size)
    assert made.batch == blocks
    assert made.steps >= 32 or made.batch == 1


def test_a_frequent_word_is_kept_with_the_probability_of_word2vecs_program() -> None:
    blocks = Blocks(corpus(repeated=20), 0, 2, 0.01, 64)
    epochs = [blocks.epoch(number) for number in range(1, 6)]
    read = np.concatenate([epoch.words[:, 2:-2][epoch.sentences[:, 2:-2] >= 0] for epoch in epochs])
    share = np.array([256, 81, 16]) / 354
    kept = np.sqrt(0.01 / share) + 0.01 / share
    n = 5 * 20 * np.array([256, 81, 16])
    assert np.all(np.abs(np.bincount(read)[:3] - n * kept) < 5 * np.sqrt(n * kept * (1 - kept)))  # five standard deviations
    assert np.bincount(read)[3] == 5 * 20  # rarer than 0.01: all are kept
