"""Costs against Keras."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.concepts.cost import COSTS, cross_entropy, cross_entropy_as_printed, find_cost, l1_penalty, l2_penalty, penalty_gradient
from backend.concepts.errors import InvalidValue
from backend.concepts.softmax import softmax

keras_binary = keras.ops.binary_crossentropy
shapes = st.tuples(st.integers(1, 8), st.integers(1, 5))
seeds = st.integers(0, 2**32 - 1)


def example(shape: tuple[int, int], seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    return random.uniform(0.001, 0.999, shape), random.integers(0, 2, shape).astype(float)


@given(shape=shapes, seed=seeds)
@settings(max_examples=200, deadline=None)
def test_cross_entropy_equals_keras(shape: tuple[int, int], seed: int) -> None:
    y_hat, y = example(shape, seed)
    expected = np.asarray(keras_binary(y, y_hat)).sum() / shape[0]
    assert cross_entropy(y_hat, y) == pytest.approx(expected, rel=1e-6)


@given(shape=shapes, seed=seeds)
@settings(max_examples=200, deadline=None)
def test_categorical_cross_entropy_and_squared_error_equal_keras(shape: tuple[int, int], seed: int) -> None:
    y_hat, y = example(shape, seed)
    p, one_hot = softmax(5 * np.pad(y_hat, ((0, 0), (0, 1)))), np.eye(shape[1] + 1)[np.argmax(y_hat * y, axis=1)]
    assert COSTS["mse"].value(y_hat, y) == pytest.approx(float(np.mean(keras.losses.mean_squared_error(y, y_hat))), rel=1e-6)
    expected = float(np.mean(keras.ops.categorical_crossentropy(one_hot, p)))
    assert COSTS["categorical_cross_entropy"].value(p, one_hot) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("id", COSTS)
@given(shape=shapes, seed=seeds)
@settings(max_examples=200, deadline=None)
def test_gradients_equal_tensorflows(id: str, shape: tuple[int, int], seed: int) -> None:
    y_hat, y = example(shape, seed)
    a = tf.Variable(y_hat)
    with tf.GradientTape() as tape:
        one_sided = y * tf.math.log(a)
        two_sided = one_sided + (1 - y) * tf.math.log(1 - a)
        costs = {"mse": tf.reduce_mean((a - y) ** 2)}
        costs["cross_entropy"] = -tf.reduce_sum(two_sided) / len(y)
        costs["categorical_cross_entropy"] = -tf.reduce_sum(one_sided) / len(y)
        cost = costs[id]
    np.testing.assert_allclose(COSTS[id].gradient(y_hat, y), tape.gradient(cost, a), rtol=1e-6)


@pytest.mark.parametrize("id", COSTS)
def test_gradient_equals_the_central_difference(id: str) -> None:
    y_hat, y = example((4, 3), 0)
    gradient, step = COSTS[id].gradient(y_hat, y), 1e-6
    for place in np.ndindex(y_hat.shape):
        move = np.zeros_like(y_hat)
        move[place] = step
        difference = (COSTS[id].value(y_hat + move, y) - COSTS[id].value(y_hat - move, y)) / (2 * step)
        assert gradient[place] == pytest.approx(difference, rel=1e-5, abs=1e-8)


def test_the_printed_formula_sees_no_error_at_all_where_targets_are_0_or_1() -> None:
    y_hat, y = np.array([[0.9], [0.2]]), np.array([[1.0], [1.0]])
    assert cross_entropy(y_hat, y) == pytest.approx(-(np.log(0.9) + np.log(0.2)) / 2)
    assert cross_entropy_as_printed(y_hat, y) == 0
    assert cross_entropy_as_printed(y_hat, np.full((2, 1), 0.5)) == pytest.approx(
        -(np.log(0.9) * np.log(0.1) + np.log(0.2) * np.log(0.8)) / 8
    )


def test_certain_and_wrong_costs_much_but_not_infinity() -> None:
    assert 600 < cross_entropy(np.array([[0.0]]), np.array([[1.0]])) < 700


def test_penalties_and_their_gradient() -> None:
    weights = [np.array([[1.0, -2.0]]), np.array([[3.0]])]
    assert l2_penalty(weights, 0.5, 4) == 0.5 / 8 * 14
    assert l1_penalty(weights, 0.5, 4) == 0.5 / 4 * 6
    assert penalty_gradient(weights[0], 0.1, 0.5, 4).tolist() == [[pytest.approx(0.6 / 4), pytest.approx(-1.1 / 4)]]


def test_an_unknown_cost_is_rejected() -> None:
    with pytest.raises(InvalidValue, match="no cost is called 'hinge'"):
        find_cost("hinge")
