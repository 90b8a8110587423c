"""Trains word vectors by which word stands near which (§5.1)."""

import math

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.kinds.words.cooccurrence import Pairs, training_pairs
from backend.kinds.words.objectives import Batch, Cbow, SkipGram, descend, negative_sampling, negative_sampling_cost, softmax, window_mask
from backend.kinds.words.params import Word2VecParams
from backend.kinds.words.text_blocks import LENGTH, SAMPLED, Blocks
from backend.kinds.words.train import WordTraining
from backend.kinds.words.vocabulary import corpus_of
from backend.reporter import Failed, Reporter
from backend.training import rng
from backend.training.training_run import run_training

MAX_SOFTMAX_WORDS = 8000
MAX_STEP = 4.0  # α times the pairs of one word in one update: with more, the sum of their gradients overshoots
MAX_COUNTED_WORDS = 2_000_000
# The cost is computed for every eighth update at most, because the gradients do without it, and 16 times an epoch at least.
MEASURED_EVERY, MEASURED_TIMES = 8, 16


def run(params: Word2VecParams, reporter: Reporter) -> None:
    """
    Raises:
        Failed: `dataset_unavailable`, `too_few_words`, `too_many_words`, `diverged`, `out_of_memory`.
        Stopped: the reporter wanted the run to end; what was reached is in its checkpoint.
    """
    run_training(lambda: Word2VecTraining(params, reporter), params, reporter)


class Word2VecTraining(WordTraining):
    """One run."""

    kind, rate_name = "word2vec", "words_per_s"
    params: Word2VecParams

    def __init__(self, params: Word2VecParams, reporter: Reporter) -> None:
        super().__init__(params, reporter)
        self.params = params
        self.corpus = corpus_of(self.text, params.min_count)
        self.vocabulary = self.corpus.vocabulary
        self.require_small_softmax()
        self.blocks = Blocks(self.corpus, params.seed, params.window, params.subsampling, params.batch_size)
        self.interval_steps = self.blocks.steps
        self.measured_every = max(1, min(MEASURED_EVERY, self.blocks.steps // MEASURED_TIMES))
        size = len(self.vocabulary.words), params.dimensions
        self.rates = tf.constant(row_rates(params, self.blocks.appearances())[:, None])
        self.embeddings = tf.Variable(first_vectors(size, params.seed))
        self.theta = tf.Variable(tf.zeros(size))
        self.words, self.sentences = tf.Variable(tf.zeros(self.blocks.shape, tf.int32)), tf.Variable(tf.zeros(self.blocks.shape, tf.int32))
        self.sampled = tf.Variable(tf.zeros((self.blocks.shape[0], SAMPLED), tf.int32))
        self.start_words({"vectors": self.embeddings, "theta": self.theta})

    def require_small_softmax(self) -> None:
        count = len(self.vocabulary.words)
        if self.params.objective == "softmax" and count > MAX_SOFTMAX_WORDS:
            detail = (
                f"A softmax over {count:,} words would take too long; at most {MAX_SOFTMAX_WORDS:,} are allowed. "
                "Raise the minimum count, or use negative sampling."
            )
            raise Failed("too_many_words", detail)

    def update(self, step: tf.Tensor) -> None:
        """Update number `step`: one batch of blocks, and matrix ← matrix − α gradient in the rows that it touches."""
        batch = self.batch_of(step)
        side = (SkipGram if self.params.architecture == "skip-gram" else Cbow)(batch, self.embeddings)
        pairs = tf.reduce_sum(side.mask)
        if self.params.objective == "softmax":
            dh, changes, cost = softmax(side, self.theta)
        else:
            dh, changes, scores = negative_sampling(side, batch, self.theta, self.params.negatives)
            measured = step % self.blocks.steps % self.measured_every == 0
            cost = tf.cond(measured, lambda: negative_sampling_cost(*scores), lambda: 0.0)
            pairs = tf.where(measured, pairs, 0.0)
        rates = self.rates * (1 - tf.cast(step / self.total_steps, tf.float32))
        descend(self.embeddings, side.change(dh), rates)
        for change in changes:
            descend(self.theta, change, rates)
        self.sums.assign_add(tf.cast(tf.stack([cost, pairs]), tf.float64))

    def batch_of(self, step: tf.Tensor) -> Batch:
        count = self.blocks.batch
        first = tf.cast(step % self.blocks.steps, tf.int32) * count
        words, sentences, sampled = (
            tf.ensure_shape(rows[first : first + count], (count, rows.shape[1])) for rows in (self.words, self.sentences, self.sampled)
        )
        seed = rng.fold(rng.root(self.params.seed), step)
        reach = rng.uniform_int((count, LENGTH), 1, self.params.window + 1, seed)
        return Batch(words, window_mask(sentences, reach, self.params.window), sampled)

    def prepare_interval(self) -> None:
        epoch = self.blocks.epoch(self.number)
        self.words.assign(epoch.words)
        self.sentences.assign(epoch.sentences)
        self.sampled.assign(epoch.sampled)

    def read(self, steps: int) -> float:
        return steps * self.corpus.read / self.blocks.steps

    def vectors(self) -> NDArray[np.float32]:
        return np.asarray(self.embeddings.numpy())

    def untrained_loss(self) -> float:
        """With θ = 0 each of the 1 + k scores costs ln 2, and the softmax ln |V|."""
        if self.params.objective == "softmax":
            return math.log(len(self.vocabulary.words))
        return (1 + self.params.negatives) * math.log(2)

    def tensors(self) -> dict[str, NDArray[np.float32]]:
        return {"vectors": self.embeddings.numpy(), "theta": self.theta.numpy()}

    def counted_pairs(self) -> Pairs:
        """Of the first epochs, as many as are quickly counted."""
        count = max(1, min(self.params.epochs, MAX_COUNTED_WORDS // max(1, len(self.corpus.ids))))
        return training_pairs(map(self.blocks.thinned, range(1, count + 1)), self.params.window, self.reporter.check)


def row_rates(params: Word2VecParams, appearances: NDArray[np.float32]) -> NDArray[np.float32]:
    """α of each word, (|V|,): the learning rate, less for words that come so often in one update that its sum would go too far.

    Args:
        appearances: of each word in one update.
    """
    pairs = params.window + 1 if params.architecture == "skip-gram" else 1
    pulls = 1 + (params.negatives if params.objective == "negative_sampling" else 1)
    return np.asarray(np.minimum(params.learning_rate, MAX_STEP / (appearances * pairs * pulls)), np.float32)


def first_vectors(size: tuple[int, int], seed: int) -> NDArray[np.float32]:
    """Uniform in ±1/(2d), as word2vec's own program begins, float32, (|V|, d)."""
    return ((rng.generator(seed, "vectors").random(size, np.float32) - 0.5) / size[1]).astype(np.float32)
