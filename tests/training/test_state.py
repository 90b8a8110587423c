import pytest
import tensorflow as tf

from backend.training import state


def test_values_come_back_bit_for_bit() -> None:
    before = {
        "a/kernel": tf.Variable([[1.1, -2.2]]),
        "sums": tf.Variable([1e-300, 2.0], dtype=tf.float64),
        "n": tf.Variable(5, dtype=tf.int64),
    }
    after = {name: tf.Variable(tf.zeros_like(variable)) for name, variable in before.items()}
    state.restore(after, state.to_bytes(before))
    assert all(after[name].numpy().tobytes() == before[name].numpy().tobytes() for name in before)


def test_a_variable_that_was_not_saved_is_missed() -> None:
    with pytest.raises(KeyError, match="b"):
        state.restore({"b": tf.Variable(1.0)}, state.to_bytes({"a": tf.Variable(1.0)}))
