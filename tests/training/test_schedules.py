import pytest
import tensorflow as tf

from backend.training.schedules import SCHEDULES, Schedule, learning_rate


@pytest.mark.parametrize(
    ("schedule", "step", "expected"),
    [
        ("constant", 0, 0.1),
        ("constant", 99, 0.1),
        ("cosine", 0, 0.1),
        ("cosine", 50, 0.05),
        ("cosine", 100, 0.0),
        ("one_cycle", 0, 0.004),
        ("one_cycle", 25, 0.1),
        ("one_cycle", 50, 0.1 * 2 / 3),
        ("one_cycle", 100, 0.0),
    ],
)
def test_the_rate_at_a_step(schedule: Schedule, step: int, expected: float) -> None:
    assert float(learning_rate(schedule, 0.1, tf.constant(step, tf.int64), 100)) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_no_rate_is_above_the_peak_or_below_zero(schedule: Schedule) -> None:
    rates = [float(learning_rate(schedule, 0.5, tf.constant(step, tf.int64), 37)) for step in range(37)]
    assert min(rates) > 0
    assert max(rates) <= 0.5 + 1e-7
