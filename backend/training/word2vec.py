"""Trains word vectors by which word stands near which (§5.1)."""

import math
import time

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.datasets.catalogue import load_text
from backend.datasets.texts import Text
from backend.errors import Conflict, DatasetUnavailable, NotFound
from backend.settings import get_settings
from backend.storage import Storage
from backend.training import chance, device, state, word_results
from backend.training.events import Checkpoint, Failed, Reporter, Stopped, StopReason
from backend.training.kinds.word2vec import Word2VecParams
from backend.training.loop import StepLoop
from backend.training.text_blocks import LENGTH, SAMPLED, Blocks
from backend.training.vocabulary import corpus_of
from backend.training.word_objectives import Batch, Cbow, SkipGram, descend, negative_sampling, negative_sampling_cost, softmax, window_mask
from backend.training.word_watch import WordWatch

MAX_SOFTMAX_WORDS = 8000
LONGEST_WAY = 4.0  # α times the pairs of one word in one update: with more, the sum of their gradients overshoots
MEASURED = 8  # the cost is computed for every eighth update: the gradients do without it


def text_of(dataset: str) -> Text:
    """
    Raises:
        Failed: `dataset_unavailable`.
    """
    settings = get_settings()
    try:
        return load_text(dataset, settings.datasets, Storage(settings.artifacts))
    except (DatasetUnavailable, NotFound, Conflict) as error:
        raise Failed("dataset_unavailable", error.detail) from error


def run(params: Word2VecParams, reporter: Reporter) -> None:
    """Loads the text and trains.

    Raises:
        Failed: `dataset_unavailable`, `too_few_words`, `too_many_words`, `diverged`, `out_of_memory`.
        Stopped: the reporter wanted the run to end; what was reached is in its checkpoint.
    """
    train(text_of(params.dataset), params, reporter)


def train(text: Text, params: Word2VecParams, reporter: Reporter) -> None:
    """Trains on `text`, from the reporter's checkpoint on when it has one, and hands it the result. Raises as `run` does."""
    reporter.device(device.prepare(deterministic=params.deterministic))
    with device.memory_is_finite(params.batch_size):
        training = Word2VecTraining(text, params, reporter)
        try:
            training.train()
            training.finish()
        except Stopped as stop:
            if stop.reason is not StopReason.FENCED:
                training.save()
            raise


class Word2VecTraining:
    """One run. What it has reached is in `epoch` (complete ones), `step` (updates) and `variables`, and nowhere else."""

    def __init__(self, text: Text, params: Word2VecParams, reporter: Reporter) -> None:
        self.params, self.reporter = params, reporter
        self.corpus = corpus_of(text, params.min_count)
        self.vocabulary = self.corpus.vocabulary
        self.refuse_large_softmax()
        self.blocks = Blocks(self.corpus, params.seed, params.window, params.subsampling, params.batch_size)
        self.total_steps = params.epochs * self.blocks.steps
        size = len(self.vocabulary.words), params.dimensions
        self.rates = tf.constant(row_rates(params, self.blocks.appearances())[:, None])
        self.embeddings = tf.Variable(first_vectors(size, params.seed))
        self.theta = tf.Variable(tf.zeros(size))
        self.sums = tf.Variable(tf.zeros(2, tf.float64))  # of the epoch: cost, pairs
        self.variables = {"vectors": self.embeddings, "theta": self.theta, "sums": self.sums}
        self.words, self.sentences = tf.Variable(tf.zeros(self.blocks.shape, tf.int32)), tf.Variable(tf.zeros(self.blocks.shape, tf.int32))
        self.sampled = tf.Variable(tf.zeros((self.blocks.shape[0], SAMPLED), tf.int32))
        self.loop = StepLoop(self.update, self.sums)
        self.watch = WordWatch(self.vocabulary, params, reporter)
        self.epoch, self.step = 0, 0
        if checkpoint := reporter.checkpoint():
            self.restore(checkpoint)

    def refuse_large_softmax(self) -> None:
        count = len(self.vocabulary.words)
        if self.params.objective == "softmax" and count > MAX_SOFTMAX_WORDS:
            detail = (
                f"The softmax over {count:,} words is too long; at most {MAX_SOFTMAX_WORDS:,}. Raise the least count, or sample negatives."
            )
            raise Failed("too_many_words", detail)

    def restore(self, checkpoint: Checkpoint) -> None:
        state.restore(self.variables, checkpoint.tensors)
        self.epoch, self.step = checkpoint.epoch, checkpoint.step

    def save(self) -> None:
        self.reporter.save(Checkpoint(self.epoch, self.step, state.to_bytes(self.variables)))

    def update(self, step: tf.Tensor) -> None:
        """Update number `step`: one batch of blocks, and matrix ← matrix − α gradient in the rows that it touches."""
        batch = self.batch_of(step)
        side = (SkipGram if self.params.architecture == "skip-gram" else Cbow)(batch, self.embeddings)
        pairs = tf.reduce_sum(side.mask)
        if self.params.objective == "softmax":
            dh, changes, cost = softmax(side, self.theta)
        else:
            dh, changes, scores = negative_sampling(side, batch, self.theta, self.params.negatives)
            measured = step % MEASURED == 0
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
        seed = chance.fold(chance.root(self.params.seed), step)
        reach = chance.uniform_int((count, LENGTH), 1, self.params.window + 1, seed)
        return Batch(words, window_mask(sentences, reach, self.params.window), sampled)

    def train(self) -> None:
        self.report_progress()
        while self.epoch < self.params.epochs:
            self.train_epoch()
            self.finish_epoch()

    def train_epoch(self) -> None:
        number = self.epoch + 1
        epoch = self.blocks.epoch(number)
        self.words.assign(epoch.words)
        self.sentences.assign(epoch.sentences)
        self.sampled.assign(epoch.sampled)
        before, first, started = self.sums.numpy(), self.step, time.perf_counter()
        for step in self.loop.run(self.step, number * self.blocks.steps):
            self.step = step
            now = self.sums.numpy()
            self.refuse_divergence(now[0])
            self.report_progress()
            values = {"words_per_s": (step - first) * self.corpus.read / self.blocks.steps / (time.perf_counter() - started)}
            if now[1] > before[1]:
                values["loss"] = float((now - before)[0] / (now - before)[1])
            self.reporter.metric(values, split="train", scope="batch", epoch=number, step=step)
            before = now
            self.reporter.check()
            if self.reporter.checkpoint_due():
                self.save()

    def finish_epoch(self) -> None:
        """Reports the epoch's mean cost, the scores and the neighbours, and writes a checkpoint."""
        number, vectors = self.epoch + 1, self.embeddings.numpy()
        self.refuse_divergence(float(np.abs(vectors).sum()))
        self.reporter.metric(
            {"loss": self.loss(), **self.watch.scores(vectors)}, split="train", scope="epoch", epoch=number, step=self.step
        )
        self.watch.tell_neighbours(vectors, number)
        if number < self.params.epochs:
            self.sums.assign(tf.zeros_like(self.sums))
        self.epoch = number
        self.save()

    def loss(self) -> float:
        """Mean cost of a pair; 0 for a text whose words are all alone."""
        cost, pairs = self.sums.numpy()
        return float(cost / pairs) if pairs else 0.0

    def finish(self) -> None:
        vectors, theta = self.embeddings.numpy(), self.theta.numpy()
        metrics = {"loss": self.loss(), **self.watch.scores(vectors), "epochs": self.epoch, "steps": self.step}
        word_results.write("word2vec", self.vocabulary, vectors, theta, self.params, metrics, self.reporter)

    def report_progress(self) -> None:
        epoch = min(self.epoch + 1, self.params.epochs)
        self.reporter.progress(step=self.step, total_steps=self.total_steps, epoch=epoch, total_epochs=self.params.epochs)

    def refuse_divergence(self, value: float) -> None:
        if not math.isfinite(value):
            detail = (
                f"The loss became {value} in epoch {self.epoch + 1}, at update {self.step:,}. "
                f"Take a smaller learning rate than {self.params.learning_rate:g}, or a smaller batch size."
            )
            raise Failed("diverged", detail)


def row_rates(params: Word2VecParams, appearances: NDArray[np.float32]) -> NDArray[np.float32]:
    """α of each word, (|V|,): the learning rate, less for words that come so often in one update that its sum would go too far.

    Args:
        appearances: of each word in one update.
    """
    pairs = params.window + 1 if params.architecture == "skip-gram" else 1
    pulls = 1 + (params.negatives if params.objective == "negative_sampling" else 1)
    return np.asarray(np.minimum(params.learning_rate, LONGEST_WAY / (appearances * pairs * pulls)), np.float32)


def first_vectors(size: tuple[int, int], seed: int) -> NDArray[np.float32]:
    """Uniform in ±1/(2d), as word2vec's own program begins, float32, (|V|, d)."""
    return ((chance.generator(seed, "vectors").random(size, np.float32) - 0.5) / size[1]).astype(np.float32)
