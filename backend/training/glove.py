"""Trains word vectors on how often words stand together: GloVe (§5.1)."""

import math
import time

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.datasets.texts import Text
from backend.training import chance, device, state, word_results
from backend.training.cooccurrence import cooccurrence
from backend.training.events import Checkpoint, Failed, Reporter, Stopped, StopReason
from backend.training.kinds.glove import GloveParams
from backend.training.loop import StepLoop
from backend.training.vocabulary import corpus_of
from backend.training.word2vec import text_of
from backend.training.word_watch import WordWatch

NAMES = ("theta", "vectors", "bias_theta", "bias_vectors")
# GloVe's own program begins with 1, which in a text of a million words keeps AdaGrad from adapting: all vectors stay alike.
FIRST_SQUARE = 1e-4


def run(params: GloveParams, reporter: Reporter) -> None:
    """Loads the text, counts and trains.

    Raises:
        Failed: `dataset_unavailable`, `too_few_words`, `diverged`, `out_of_memory`.
        Stopped: the reporter wanted the run to end; what was reached is in its checkpoint.
    """
    train(text_of(params.dataset), params, reporter)


def train(text: Text, params: GloveParams, reporter: Reporter) -> None:
    """Trains on `text`, from the reporter's checkpoint on when it has one, and hands it the result. Raises as `run` does."""
    reporter.device(device.prepare(deterministic=params.deterministic))
    with device.memory_is_finite(params.batch_size):
        training = GloveTraining(text, params, reporter)
        try:
            training.train()
            training.finish()
        except Stopped as stop:
            if stop.reason is not StopReason.FENCED:
                training.save()
            raise


class GloveTraining:
    """One run. What it has reached is in `epoch` (complete ones), `step` (updates) and `variables`, and nowhere else.

    θᵢ and bᵢ belong to a word as target, eⱼ and b′ⱼ to a word as context; AdaGrad remembers the squared gradients of each.
    """

    def __init__(self, text: Text, params: GloveParams, reporter: Reporter) -> None:
        self.params, self.reporter = params, reporter
        corpus = corpus_of(text, params.min_count)
        self.vocabulary = corpus.vocabulary
        self.pairs = cooccurrence(corpus, params.window, reporter.check)
        self.steps_per_epoch = math.ceil(len(self.pairs.x) / params.batch_size)
        self.total_steps = params.epochs * self.steps_per_epoch
        self.weights = [tf.Variable(first) for first in first_weights(len(self.vocabulary.words), params.dimensions, params.seed)]
        self.squares = [tf.Variable(tf.fill(weight.shape, FIRST_SQUARE)) for weight in self.weights]
        self.sums = tf.Variable(tf.zeros(2, tf.float64))  # of the epoch: cost, pairs
        self.variables = {**dict(zip(NAMES, self.weights, strict=True)), "sums": self.sums}
        self.variables |= {f"adagrad/{name}": square for name, square in zip(NAMES, self.squares, strict=True)}
        self.rows, self.columns = tf.Variable(self.pairs.rows), tf.Variable(self.pairs.columns)
        self.x = tf.Variable(self.pairs.x)
        self.loop = StepLoop(self.update, self.sums)
        self.watch = WordWatch(self.vocabulary, params, reporter)
        self.epoch, self.step = 0, 0
        if checkpoint := reporter.checkpoint():
            self.restore(checkpoint)

    def restore(self, checkpoint: Checkpoint) -> None:
        state.restore(self.variables, checkpoint.tensors)
        self.epoch, self.step = checkpoint.epoch, checkpoint.step

    def save(self) -> None:
        self.reporter.save(Checkpoint(self.epoch, self.step, state.to_bytes(self.variables)))

    def update(self, step: tf.Tensor) -> None:
        """Update number `step`: a batch of pairs, each of whose rows AdaGrad moves."""
        first = tf.cast(step % self.steps_per_epoch, tf.int32) * self.params.batch_size
        last = first + self.params.batch_size
        i, j, x = self.rows[first:last], self.columns[first:last], self.x[first:last]
        theta, e, b, b_prime = (tf.gather(w, at) for w, at in zip(self.weights, (i, j, i, j), strict=True))
        cost, gradients = pair_gradients(theta, e, b, b_prime, x, self.params)
        for weight, square, gradient, at in zip(self.weights, self.squares, gradients, (i, j, i, j), strict=True):
            adagrad(weight, square, gradient, at, self.params.learning_rate)
        self.sums.assign_add(tf.stack([tf.cast(cost, tf.float64), tf.cast(tf.size(i), tf.float64)]))

    def train(self) -> None:
        self.report_progress()
        while self.epoch < self.params.epochs:
            self.train_epoch()
            self.finish_epoch()

    def train_epoch(self) -> None:
        number = self.epoch + 1
        order = chance.generator(self.params.seed, "order", number).permutation(len(self.pairs.x))
        self.rows.assign(self.pairs.rows[order])
        self.columns.assign(self.pairs.columns[order])
        self.x.assign(self.pairs.x[order])
        before, first, started = self.sums.numpy(), self.step, time.perf_counter()
        for step in self.loop.run(self.step, number * self.steps_per_epoch):
            self.step = step
            now = self.sums.numpy()
            self.refuse_divergence(now[0])
            self.report_progress()
            done = min(self.params.batch_size * (step - first), len(order))
            values = {"loss": float((now - before)[0] / (now - before)[1]), "pairs_per_s": done / (time.perf_counter() - started)}
            self.reporter.metric(values, split="train", scope="batch", epoch=number, step=step)
            before = now
            self.reporter.check()
            if self.reporter.checkpoint_due():
                self.save()

    def finish_epoch(self) -> None:
        """Reports J of the epoch, the scores and the neighbours, and writes a checkpoint."""
        number, vectors = self.epoch + 1, self.vectors()
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
        """J divided by the number of pairs with Xᵢⱼ > 0."""
        cost, pairs = self.sums.numpy()
        return float(cost / pairs)

    def vectors(self) -> NDArray[np.float32]:
        """½ (e_w + θ_w): the two are learnt alike and their mean is the better vector (§5.1)."""
        theta, vectors = self.weights[0].numpy(), self.weights[1].numpy()
        return np.asarray((theta + vectors) / 2)

    def finish(self) -> None:
        vectors = self.vectors()
        metrics = {"loss": self.loss(), **self.watch.scores(vectors), "epochs": self.epoch, "steps": self.step, "pairs": len(self.pairs.x)}
        word_results.write("glove", self.vocabulary, vectors, self.weights[0].numpy(), self.params, metrics, self.reporter)

    def report_progress(self) -> None:
        epoch = min(self.epoch + 1, self.params.epochs)
        self.reporter.progress(step=self.step, total_steps=self.total_steps, epoch=epoch, total_epochs=self.params.epochs)

    def refuse_divergence(self, value: float) -> None:
        if not math.isfinite(value):
            detail = (
                f"J became {value} in epoch {self.epoch + 1}, at update {self.step:,}. "
                f"Take a smaller learning rate than {self.params.learning_rate:g}, or a smaller batch size."
            )
            raise Failed("diverged", detail)


def first_weights(size: int, dimensions: int, seed: int) -> list[NDArray[np.float32]]:
    """θ and e uniform in ±1/(2d), (|V|, d); biases 0, (|V|,)."""
    random = chance.generator(seed, "vectors")
    theta, e = (((random.random((size, dimensions), np.float32) - 0.5) / dimensions).astype(np.float32) for _ in range(2))
    return [theta, e, np.zeros(size, np.float32), np.zeros(size, np.float32)]


def pair_gradients(
    theta: tf.Tensor, e: tf.Tensor, b: tf.Tensor, b_prime: tf.Tensor, x: tf.Tensor, params: GloveParams
) -> tuple[tf.Tensor, list[tf.Tensor]]:
    """½ Σ f(X)(θᵀe + b + b′ − ln X)² over some pairs (§5.1), and its gradients by θ, e (n, d), b and b′ (n,)."""
    error = tf.reduce_sum(theta * e, axis=1) + b + b_prime - tf.math.log(x)
    pull = tf.minimum(x / params.x_max, 1) ** params.alpha * error
    return 0.5 * tf.reduce_sum(pull * error), [pull[:, None] * e, pull[:, None] * theta, pull, pull]


def adagrad(weight: tf.Variable, square: tf.Variable, gradient: tf.Tensor, rows: tf.Tensor, rate: float) -> None:
    """G ← G + g², w ← w − η g/√G in the given rows (Duchi et al., 2011); each pair's gradient g goes by itself."""
    square.scatter_add(tf.IndexedSlices(gradient * gradient, rows))
    weight.scatter_sub(tf.IndexedSlices(rate * gradient * tf.math.rsqrt(tf.gather(square, rows)), rows))
