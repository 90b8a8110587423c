"""Chance without memory: every random number is a pure function of the run's seed, what it is for, and when.

So a run that goes on after an interruption draws what it would have drawn, and there is no random state to keep.
"""

import zlib

import numpy as np
import tensorflow as tf

PHILOX = "philox"  # TensorFlow's random numbers that are the same on every device


def generator(seed: int, purpose: str, number: int = 0) -> np.random.Generator:
    """NumPy's generator for one use, such as ("order", epoch)."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode()), number])


def root(seed: int) -> tf.Tensor:
    """int32, (2,): the seed of stateless operations, to be folded with the step and with each use in it."""
    return tf.constant([seed, 0], tf.int32)


def fold(seed: tf.Tensor, number: int | tf.Tensor) -> tf.Tensor:
    """A new seed from a seed and a number."""
    return tf.random.fold_in(seed, number, alg=PHILOX)


def uniform_int(shape: tuple[int | tf.Tensor, ...], low: int, high: int, seed: tf.Tensor) -> tf.Tensor:
    """int32 in [low, high)."""
    return tf.random.stateless_uniform(shape, seed, low, high, tf.int32, alg=PHILOX)
