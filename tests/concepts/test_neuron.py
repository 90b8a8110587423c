import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from backend.concepts.errors import InvalidValue
from backend.concepts.neuron import neuron

numbers = st.floats(-100, 100, allow_subnormal=False)


@given(data=st.data(), size=st.integers(1, 10), bias=numbers)
@settings(max_examples=200, deadline=None)
def test_a_neuron_equals_tensorflows(data: st.DataObject, size: int, bias: float) -> None:
    x, w = data.draw(arrays(float, size, elements=numbers)), data.draw(arrays(float, size, elements=numbers))
    result = neuron(x, w, bias, "tanh")
    z = tf.tensordot(w, x, 1) + bias
    scale = np.abs(x * w).sum() + abs(bias) + 1
    assert result.z == pytest.approx(float(z), abs=1e-12 * scale)
    assert result.y_hat == pytest.approx(float(tf.tanh(tf.constant(result.z, tf.float64))), rel=1e-12)
    np.testing.assert_array_equal(result.terms, w * x)


def test_the_numbers_of_a_neuron_by_hand() -> None:
    result = neuron(np.array([1.0, 2.0]), np.array([0.5, -0.25]), 1.0, "leaky_relu", alpha=0.1)
    assert (result.terms.tolist(), result.z, result.y_hat, result.slope) == ([0.5, -0.5], 1.0, 1.0, 1.0)


def test_a_weight_too_many_is_rejected() -> None:
    with pytest.raises(InvalidValue, match="2 weights for 1 inputs"):
        neuron(np.array([1.0]), np.array([1.0, 2.0]), 0)
