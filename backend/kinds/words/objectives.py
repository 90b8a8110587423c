"""One update of word2vec (§5.1): the cost of a batch of blocks and its gradients, written out, so that only touched rows are moved.

B blocks of L words; S = L + 2w surroundings; d dimensions; M sampled words per block.
"""

from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class Batch:
    """
    Attributes:
        words: int32, (B, S).
        window: float32, (B, L, S), 1 where a word of the surroundings is context of a word of the block.
        sampled: int32, (B, M).
    """

    words: tf.Tensor
    window: tf.Tensor
    sampled: tf.Tensor

    @property
    def side(self) -> int:
        return int(self.window.shape[2] - self.window.shape[1]) // 2

    @property
    def centres(self) -> tf.Tensor:
        """int32, (B, L)."""
        return self.words[:, self.side : self.words.shape[1] - self.side]


@dataclass(frozen=True)
class Change:
    """Rows of a matrix and the gradient of each, (n,) and (n, d); a row may come more than once. No `rows`: the whole matrix."""

    gradient: tf.Tensor
    rows: tf.Tensor | None = None


def window_mask(sentences: tf.Tensor, reach: tf.Tensor, side: int) -> tf.Tensor:
    """1 where the surroundings are in the same sentence, not the word itself, and at most `reach` away, float32, (B, L, S).

    Args:
        sentences: int32, (B, S), −1 for no word.
        reach: int32, (B, L), 1..side.
    """
    width = int(sentences.shape[1])
    length = width - 2 * side
    distance = tf.abs(tf.range(length)[:, None] + side - tf.range(width)[None])
    own = sentences[:, side : side + length, None]
    near = (distance > 0) & (distance <= reach[:, :, None])
    return tf.cast(near & (own == sentences[:, None]) & (own >= 0), tf.float32)


class SkipGram:
    """A word predicts each word of its window: h = e_word, one target a pair."""

    def __init__(self, batch: Batch, embeddings: tf.Tensor) -> None:
        self._rows = batch.centres
        self.h = tf.gather(embeddings, self._rows)
        self.targets, self.mask = batch.words, batch.window

    def change(self, dh: tf.Tensor) -> Change:
        return flat(dh, self._rows)


class Cbow:
    """The mean of a window predicts the word in its middle: h = 1/n Σ e_context, one target a word."""

    def __init__(self, batch: Batch, embeddings: tf.Tensor) -> None:
        self._rows = batch.words
        count = tf.reduce_sum(batch.window, axis=2, keepdims=True)
        self._share = tf.math.divide_no_nan(batch.window, count)
        self.h = tf.matmul(self._share, tf.gather(embeddings, self._rows))
        self.targets = batch.centres
        self.mask = tf.cast(count > 0, tf.float32) * tf.eye(int(self.targets.shape[1]))

    def change(self, dh: tf.Tensor) -> Change:
        return flat(tf.matmul(self._share, dh, transpose_a=True), self._rows)


def negative_sampling(
    side: SkipGram | Cbow, batch: Batch, theta: tf.Tensor, negatives: int
) -> tuple[tf.Tensor, list[Change], list[tf.Tensor]]:
    """Σ over pairs of −ln σ(θ_tᵀh) − k/M Σₘ ln σ(−θ_mᵀh): M words, shared by a block, stand for k of each pair's own.

    Returns:
        ∂/∂h (B, L, d); what changes in θ; scores and weights, for `negative_sampling_cost`.
    """
    true, wrong = tf.gather(theta, side.targets), tf.gather(theta, batch.sampled)
    pairs = tf.reduce_sum(side.mask, axis=2, keepdims=True) * (negatives / int(batch.sampled.shape[1]))
    true_score, wrong_score = tf.matmul(side.h, true, transpose_b=True), tf.matmul(side.h, wrong, transpose_b=True)
    true_error, wrong_error = -side.mask * tf.sigmoid(-true_score), pairs * tf.sigmoid(wrong_score)
    dh = tf.matmul(true_error, true) + tf.matmul(wrong_error, wrong)
    changes = [
        flat(tf.matmul(true_error, side.h, transpose_a=True), side.targets),
        flat(tf.matmul(wrong_error, side.h, transpose_a=True), batch.sampled),
    ]
    return dh, changes, [true_score, side.mask, wrong_score, pairs]


def negative_sampling_cost(true_score: tf.Tensor, mask: tf.Tensor, wrong_score: tf.Tensor, pairs: tf.Tensor) -> tf.Tensor:
    """The sum whose gradients `negative_sampling` gives, float32, ()."""
    return tf.reduce_sum(mask * tf.nn.softplus(-true_score)) + tf.reduce_sum(pairs * tf.nn.softplus(wrong_score))


def softmax(side: SkipGram | Cbow, theta: tf.Tensor) -> tuple[tf.Tensor, list[Change], tf.Tensor]:
    """Σ over pairs of −ln P(t|c) over all |V| words (§5.1).

    Returns:
        ∂/∂h (B, L, d); what changes in θ; the cost.
    """
    dimensions, size = int(theta.shape[1]), int(theta.shape[0])
    h = tf.reshape(side.h, (-1, dimensions))
    logits = tf.matmul(h, theta, transpose_b=True)
    pairs = tf.reshape(tf.reduce_sum(side.mask, axis=2), (-1, 1))
    wanted = _target_counts(side.targets, side.mask, size)
    error = pairs * tf.nn.softmax(logits) - wanted
    cost = tf.reduce_sum(pairs[:, 0] * tf.reduce_logsumexp(logits, axis=1)) - tf.reduce_sum(wanted * logits)
    dh = tf.reshape(tf.matmul(error, theta), tf.shape(side.h))
    return dh, [Change(tf.matmul(error, h, transpose_a=True))], cost


def _target_counts(targets: tf.Tensor, mask: tf.Tensor, size: int) -> tf.Tensor:
    """How often each word is a target of each word of the batch, float32, (B·L, |V|)."""
    blocks, length = tf.shape(mask)[0], int(mask.shape[1])
    rows = tf.broadcast_to(tf.range(blocks * length)[:, None], (blocks * length, int(mask.shape[2])))
    columns = tf.repeat(targets, length, axis=0)
    places = tf.reshape(tf.stack([rows, columns], axis=2), (-1, 2))
    return tf.scatter_nd(places, tf.reshape(mask, (-1,)), (blocks * length, size))


def flat(gradient: tf.Tensor, rows: tf.Tensor) -> Change:
    return Change(tf.reshape(gradient, (-1, int(gradient.shape[-1]))), tf.reshape(rows, (-1,)))


def descend(matrix: tf.Variable, change: Change, rates: tf.Tensor) -> None:
    """row ← row − α gradient, in place; a row that comes more than once is moved by each.

    Args:
        rates: α of each row of the matrix, float32, (|V|, 1).
    """
    if change.rows is None:
        matrix.assign_sub(rates * change.gradient)
    else:
        matrix.scatter_sub(tf.IndexedSlices(tf.gather(rates, change.rows) * change.gradient, change.rows))
