"""What training makes small."""

import tensorflow as tf


def cross_entropy(logits: tf.Tensor, labels: tf.Tensor, smoothing: float = 0.0) -> tf.Tensor:
    """J = −Σ_k t_k ln p_k with p = softmax(z) and t_k = (1 − s)·[k = y] + s/K (§3.1; label smoothing: arXiv:1512.00567, section 7).

    Args:
        logits: z, float32, (n, K).
        labels: y, int32, (n,).
        smoothing: s, in [0, 1).

    Returns:
        float32, (n,).
    """
    if smoothing == 0:
        return tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
    classes = logits.shape[-1]
    targets = tf.one_hot(labels, classes, on_value=1 - smoothing + smoothing / classes, off_value=smoothing / classes)
    return tf.nn.softmax_cross_entropy_with_logits(targets, logits)


def count_correct(logits: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
    """How many of the largest logits are at the label; int32, shape ()."""
    return tf.math.count_nonzero(tf.argmax(logits, axis=1, output_type=tf.int32) == labels, dtype=tf.int32)


def binary_cross_entropy(logits: tf.Tensor, target: float) -> tf.Tensor:
    """J = −1/n Σ (t ln p + (1 − t) ln(1 − p)) with p = σ(z), t = 1 for "real" and 0 for "generated" (§6.1); float32, shape ()."""
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(tf.fill(tf.shape(logits), target), logits))
