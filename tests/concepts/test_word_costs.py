"""The costs of word vectors against finite differences, SciPy and numbers worked out by hand."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import expit, log_softmax

from backend.concepts.word_costs import glove_cost, glove_weight, negative_sampling_cost, softmax_cost

RANDOM = np.random.default_rng(1)


def numeric(cost: Callable[[np.ndarray], float], at: np.ndarray, h: float = 1e-6) -> np.ndarray:
    gradient = np.zeros_like(at)
    for place in np.ndindex(at.shape):
        step = np.zeros_like(at)
        step[place] = h
        gradient[place] = (cost(at + step) - cost(at - step)) / (2 * h)
    return gradient


def test_the_softmax_cost() -> None:
    e, theta = RANDOM.normal(size=4), RANDOM.normal(size=(6, 4))
    cost, d_e, d_theta = softmax_cost(e, theta, 2)
    assert cost == pytest.approx(-log_softmax(theta @ e)[2])
    np.testing.assert_allclose(d_e, numeric(lambda value: softmax_cost(value, theta, 2)[0], e), atol=1e-7)
    np.testing.assert_allclose(d_theta, numeric(lambda value: softmax_cost(e, value, 2)[0], theta), atol=1e-7)


def test_the_cost_of_sampled_words() -> None:
    e, theta, weights = RANDOM.normal(size=4), RANDOM.normal(size=(4, 4)), np.array([1, 0.5, 2])
    cost, d_e, d_theta = negative_sampling_cost(e, theta, weights)
    assert cost == pytest.approx(-np.log(expit(theta[0] @ e)) - weights @ np.log(expit(-theta[1:] @ e)))
    np.testing.assert_allclose(d_e, numeric(lambda value: negative_sampling_cost(value, theta, weights)[0], e), atol=1e-7)
    np.testing.assert_allclose(d_theta, numeric(lambda value: negative_sampling_cost(e, value, weights)[0], theta), atol=1e-7)


def test_glove_on_a_matrix_made_by_hand() -> None:
    """X = [[0, 4], [1, 0]], x_max 4, α ½: f = [[0, 1], [½, 0]]; errors 1·2 + 0 + 0 − ln 4 and 3·1 + 1 + 0 − ln 1."""
    x, theta, e = np.array([[0.0, 4], [1, 0]]), np.array([[1.0], [3]]), np.array([[1.0], [2]])
    b, b_prime = np.array([0.0, 1]), np.zeros(2)
    np.testing.assert_array_equal(glove_weight(x, 4, 0.5), [[0, 1], [0.5, 0]])
    cost, _ = glove_cost(x, theta, e, b, b_prime, 4, 0.5)
    assert cost == pytest.approx(0.5 * ((2 - np.log(4)) ** 2 + 0.5 * 4**2))


def test_the_gradients_of_glove() -> None:
    x = RANDOM.integers(0, 9, (5, 5)).astype(float)
    values = {
        "theta": RANDOM.normal(size=(5, 3)),
        "e": RANDOM.normal(size=(5, 3)),
        "b": RANDOM.normal(size=5),
        "b_prime": RANDOM.normal(size=5),
    }
    _, gradients = glove_cost(x, **values, x_max=6, alpha=0.75)
    for name, value in values.items():

        def cost(changed: np.ndarray, name: str = name) -> float:
            return glove_cost(x, **(values | {name: changed}), x_max=6, alpha=0.75)[0]

        np.testing.assert_allclose(getattr(gradients, name), numeric(cost, value), atol=1e-6)
