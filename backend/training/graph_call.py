"""Many training steps in one graph call, short enough that `training_run.py` can report and hear a cancel between two.

A call of TensorFlow from Python costs as much as a small step. So the steps of up to a quarter of a second go into one call,
a `tf.while_loop` on the device. What a step computes must not depend on how many steps a call takes; then neither does the result.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import tensorflow as tf

Step = Callable[[tf.Tensor], None]


class StepLoop:
    """
    Args:
        step: does the update number `step` (int64, shape (), from 0) and adds what it measured to `sums`.
        sums: float64, (k,): running sums; the first is the loss, and a loop whose loss is not finite ends at once.

    Attributes:
        seconds: that all calls together have taken, without building the graph.
    """

    def __init__(self, step: Step, sums: tf.Variable) -> None:
        self._step, self._sums = step, sums
        scalar = tf.TensorSpec((), tf.int64)
        self._run = tf.function(self._steps, input_signature=(scalar, scalar), autograph=False)
        self.pace = Pace()
        self.seconds = 0.0
        self._is_built = False

    def _steps(self, first: tf.Tensor, end: tf.Tensor) -> tf.Tensor:
        def one(step: tf.Tensor) -> tuple[tf.Tensor]:
            self._step(step)
            return (step + 1,)

        def goes_on(step: tf.Tensor) -> tf.Tensor:
            return tf.logical_and(step < end, tf.math.is_finite(self._sums[0]))

        return tf.while_loop(goes_on, one, (first,), parallel_iterations=1)[0]

    def _build(self, step: int) -> None:
        """A call of no steps, once: else the speed of the first step would be that of building the graph."""
        if not self._is_built:
            self._run(tf.constant(step, tf.int64), tf.constant(step, tf.int64))
            self._is_built = True

    def run(self, first: int, end: int) -> Iterator[int]:
        """Does the updates first ... end − 1; yields the number of updates done, after each graph call."""
        self._build(first)
        done = first
        while done < end:
            goal = min(end, done + self.pace.steps)
            start = time.perf_counter()
            reached = int(self._run(tf.constant(done, tf.int64), tf.constant(goal, tf.int64)))
            seconds = time.perf_counter() - start
            self.seconds += seconds
            self.pace.learn(reached - done, seconds)
            done = reached
            yield done
            if done < goal:
                return


@dataclass
class Pace:
    """How many steps one call may take, from how long the last ones took.

    Attributes:
        call_s: length of a call that is aimed at.
        steps: for the next call; the first has one step, because nothing is known of them yet.
    """

    call_s: float = 0.2
    steps: int = 1

    def learn(self, steps: int, seconds: float) -> None:
        fitting = int(steps * self.call_s / max(seconds, 1e-6))
        self.steps = max(1, min(fitting, 8 * self.steps))
