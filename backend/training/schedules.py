"""How the learning rate moves during a run, as a pure function of the step: a resumed run goes on where it was."""

import math
from collections.abc import Callable
from typing import Literal

import tensorflow as tf

Schedule = Literal["constant", "cosine", "one_cycle"]

WARM_UP = 0.25  # share of a one-cycle run in which the rate rises
START = 1 / 25  # of the highest rate


def constant(progress: tf.Tensor) -> tf.Tensor:
    """1."""
    return tf.ones_like(progress)


def cosine(progress: tf.Tensor) -> tf.Tensor:
    """(1 + cos π p)/2: from 1 to 0 (Loshchilov and Hutter, arXiv:1608.03983, without restarts)."""
    return (1 + tf.cos(math.pi * progress)) / 2


def one_cycle(progress: tf.Tensor) -> tf.Tensor:
    """A straight line from 1/25 up to 1 in the first quarter, then one down to 0 (after Smith and Topin, arXiv:1708.07120)."""
    rising = START + (1 - START) * progress / WARM_UP
    falling = (1 - progress) / (1 - WARM_UP)
    return tf.minimum(rising, falling)


SCHEDULES: dict[Schedule, Callable[[tf.Tensor], tf.Tensor]] = {"constant": constant, "cosine": cosine, "one_cycle": one_cycle}


def learning_rate(schedule: Schedule, peak: float, step: tf.Tensor, total_steps: int) -> tf.Tensor:
    """The rate of one update.

    Args:
        peak: the highest rate.
        step: updates done before this one, int64, from 0 to `total_steps` − 1.

    Returns:
        float32, shape ().
    """
    progress = tf.cast(step, tf.float32) / total_steps
    return peak * SCHEDULES[schedule](progress)
