import math
import time

import pytest
import tensorflow as tf

from backend.training.graph_call import Pace, StepLoop


def counting_loop(nan_at: int = -1) -> tuple[StepLoop, tf.Variable]:
    """Adds the number of each step to the sums; that of `nan_at` is not finite."""
    sums = tf.Variable(tf.zeros(2, tf.float64))

    def step(number: tf.Tensor) -> None:
        value = tf.where(number == nan_at, tf.constant(math.nan, tf.float64), tf.cast(number, tf.float64))
        sums.assign_add(tf.stack([value, tf.ones_like(value)]))

    return StepLoop(step, sums), sums


def test_every_step_is_done_once_whatever_the_pace() -> None:
    loop, sums = counting_loop()
    reached = list(loop.run(3, 500))
    assert reached[0] == 4 and reached[-1] == 500 and reached == sorted(set(reached))
    assert sums.numpy().tolist() == [sum(range(3, 500)), 497]


def test_nothing_is_done_from_the_end_on() -> None:
    loop, sums = counting_loop()
    assert list(loop.run(5, 5)) == []
    assert sums.numpy().tolist() == [0, 0]


def test_a_loss_that_is_not_finite_ends_the_loop_at_its_step() -> None:
    loop, sums = counting_loop(nan_at=6)
    loop.pace.steps = 100
    assert list(loop.run(0, 50)) == [7]
    assert math.isnan(sums.numpy()[0])


BUILDING_S = 2.0


def test_building_the_graph_is_no_part_of_the_time_that_steps_take() -> None:
    sums = tf.Variable(tf.zeros(1, tf.float64))

    def slowly_built(_: tf.Tensor) -> None:
        time.sleep(BUILDING_S)
        sums.assign_add([1.0])

    loop = StepLoop(slowly_built, sums)
    assert list(loop.run(0, 1)) == [1]
    assert sums.numpy().tolist() == [1]
    assert 0 < loop.seconds < BUILDING_S


def test_the_pace_follows_the_time_that_steps_take() -> None:
    pace = Pace(call_s=0.2)
    pace.learn(1, 3.0)
    assert pace.steps == 1
    pace.learn(1, 0.01)
    assert pace.steps == 8
    pace.learn(8, 0.08)
    assert pace.steps == 20
    pace.learn(20, 2.0)
    assert pace.steps == 2


@pytest.mark.parametrize("seconds", [0.0, 1e-9])
def test_a_clock_that_stands_still_does_no_harm(seconds: float) -> None:
    pace = Pace()
    pace.learn(1, seconds)
    assert pace.steps == 8
