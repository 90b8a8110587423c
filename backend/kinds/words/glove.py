"""Trains word vectors on how often words stand together: GloVe (§5.1)."""

import math
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.concepts.word_costs import glove_weight
from backend.kinds.words.cooccurrence import Pairs, cooccurrence
from backend.kinds.words.params import GloveParams
from backend.kinds.words.train import WordTraining
from backend.kinds.words.vocabulary import corpus_of
from backend.reporter import Reporter
from backend.training import rng
from backend.training.training_run import run_training

NAMES = ("theta", "vectors", "bias_theta", "bias_vectors")
# GloVe's own program begins with 1, which in a text of a million words keeps AdaGrad from adapting: all vectors stay similar.
FIRST_SQUARE = 1e-4
COST_PART = 100_000  # pairs whose cost is computed at once


def run(params: GloveParams, reporter: Reporter) -> None:
    """
    Raises:
        Failed: `dataset_unavailable`, `too_few_words`, `diverged`, `out_of_memory`.
        Stopped: the reporter wanted the run to end; what was reached is in its checkpoint.
    """
    run_training(lambda: GloveTraining(params, reporter), params, reporter)


class GloveTraining(WordTraining):
    """One run. θᵢ and bᵢ belong to a word as target, eⱼ and b′ⱼ to a word as context; AdaGrad remembers the squared gradients of each."""

    kind, rate_name = "glove", "pairs_per_s"
    params: GloveParams

    def __init__(self, params: GloveParams, reporter: Reporter) -> None:
        super().__init__(params, reporter)
        self.params = params
        corpus = corpus_of(self.text, params.min_count)
        self.vocabulary = corpus.vocabulary
        self.pairs = cooccurrence(corpus, params.window, reporter.check)
        self.interval_steps = math.ceil(len(self.pairs.x) / params.batch_size)
        self.weights = [tf.Variable(first) for first in first_weights(len(self.vocabulary.words), params.dimensions, params.seed)]
        self.squares = [tf.Variable(tf.fill(weight.shape, FIRST_SQUARE)) for weight in self.weights]
        self.rows, self.columns = tf.Variable(self.pairs.rows), tf.Variable(self.pairs.columns)
        self.x = tf.Variable(self.pairs.x)
        remembered = {f"adagrad/{name}": square for name, square in zip(NAMES, self.squares, strict=True)}
        self.start_words(dict(zip(NAMES, self.weights, strict=True)) | remembered)

    def update(self, step: tf.Tensor) -> None:
        """Update number `step`: a batch of pairs, each of whose rows AdaGrad moves."""
        first = tf.cast(step % self.interval_steps, tf.int32) * self.params.batch_size
        last = first + self.params.batch_size
        i, j, x = self.rows[first:last], self.columns[first:last], self.x[first:last]
        theta, e, b, b_prime = (tf.gather(w, at) for w, at in zip(self.weights, (i, j, i, j), strict=True))
        cost, gradients = pair_gradients(theta, e, b, b_prime, x, self.params)
        for weight, square, gradient, at in zip(self.weights, self.squares, gradients, (i, j, i, j), strict=True):
            adagrad(weight, square, gradient, at, self.params.learning_rate)
        self.sums.assign_add(tf.stack([tf.cast(cost, tf.float64), tf.cast(tf.size(i), tf.float64)]))

    def prepare_interval(self) -> None:
        order = rng.generator(self.params.seed, "order", self.number).permutation(len(self.pairs.x))
        self.rows.assign(self.pairs.rows[order])
        self.columns.assign(self.pairs.columns[order])
        self.x.assign(self.pairs.x[order])

    def read(self, steps: int) -> float:
        return min(self.params.batch_size * steps, len(self.pairs.x))

    def vectors(self) -> NDArray[np.float32]:
        """½ (e_w + θ_w): the two are symmetric in J, and their mean is the better vector (§5.1)."""
        theta, vectors = self.weights[0].numpy(), self.weights[1].numpy()
        return np.asarray((theta + vectors) / 2)

    def tensors(self) -> dict[str, NDArray[np.float32]]:
        theta, _, bias_theta, bias_vectors = (weight.numpy() for weight in self.weights)
        return {"vectors": self.vectors(), "theta": theta, "bias_theta": bias_theta, "bias_vectors": bias_vectors}

    def counted_pairs(self) -> Pairs:
        return self.pairs

    def facts(self) -> dict[str, Any]:
        """The number of pairs, and J of them all (§5.1)."""
        return {"pairs": len(self.pairs.x), "cost": self.cost()}

    def cost(self) -> float:
        theta, e, b, b_prime = (weight.numpy().astype(np.float64) for weight in self.weights)
        total = 0.0
        for start in range(0, len(self.pairs.x), COST_PART):
            part = slice(start, start + COST_PART)
            i, j, x = self.pairs.rows[part], self.pairs.columns[part], self.pairs.x[part].astype(np.float64)
            error = (theta[i] * e[j]).sum(axis=1) + b[i] + b_prime[j] - np.log(x)
            total += 0.5 * float((glove_weight(x, self.params.x_max, self.params.alpha) * error**2).sum())
        return total


def first_weights(size: int, dimensions: int, seed: int) -> list[NDArray[np.float32]]:
    """θ and e uniform in ±1/(2d), (|V|, d); biases 0, (|V|,)."""
    random = rng.generator(seed, "vectors")
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
