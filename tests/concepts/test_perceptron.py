"""The run of §3.2.3, to all printed digits."""

import numpy as np
import pytest

from backend.concepts.errors import InvalidValue
from backend.concepts.perceptron import INPUTS, NEW_SITUATION, OUTPUTS, initial_weights, iterate, predict, train

X, Y, NEW = np.array(INPUTS, float), np.array(OUTPUTS, float), np.array(NEW_SITUATION, float)


def printed(values: np.ndarray) -> list[str]:
    return [f"{value:.8f}" for value in np.atleast_1d(values)]


@pytest.fixture(scope="module")
def tutorial() -> np.ndarray:
    return train(X, Y, initial_weights(3))


def test_the_run_gives_what_the_tutorial_prints(tutorial: np.ndarray) -> None:
    assert tutorial.shape == (10_001, 3)
    assert printed(tutorial[0]) == ["-0.16595599", "0.44064899", "-0.99977125"]
    assert printed(tutorial[-1]) == ["14.37333313", "2.77238933", "-7.41962778"]
    assert printed(predict(NEW, tutorial[-1])) == ["0.99999943"]


def test_the_exact_derivative_gives_other_weights() -> None:
    states = train(X, Y, initial_weights(3), derivative="exact")
    assert printed(states[-1]) == ["9.31619254", "1.70616926", "-4.72259041"]
    assert printed(predict(NEW, states[-1])) == ["0.99991005"]


def test_the_tutorials_own_lines_give_every_state(tutorial: np.ndarray) -> None:
    def sigmoid(x: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-x))

    random = np.random.RandomState(1)
    weights = 2 * random.random_sample((3, 1)) - 1
    for state in tutorial[1:101]:
        output = sigmoid(np.dot(X, weights))
        weights = weights + np.dot(X.T, (Y[:, None] - output) * (sigmoid(output) * (1 - sigmoid(output))))
        np.testing.assert_allclose(state, weights[:, 0], rtol=1e-12)


def test_the_exact_derivative_is_the_slope_of_the_squared_error() -> None:
    weights, step = np.array([0.3, -0.2, 0.5]), 1e-6

    def error(w: np.ndarray) -> float:
        return 0.5 * float(np.sum((Y - predict(X, w)) ** 2))

    moves = step * np.eye(3)
    slope = [(error(weights + move) - error(weights - move)) / (2 * step) for move in moves]
    np.testing.assert_allclose(iterate(X, Y, weights, "exact").adjustment, -np.array(slope), rtol=1e-6)


def test_another_truth_table_of_another_size_is_learned() -> None:
    x = np.array([[0, 1], [1, 1], [1, 0]], float)
    states = train(x, np.array([0.0, 1, 1]), initial_weights(2, seed=7), 2000, "exact")
    assert np.round(predict(x, states[-1])).tolist() == [0, 1, 1]


def test_a_table_that_does_not_fit_is_rejected() -> None:
    with pytest.raises(InvalidValue, match=r"inputs are \(5, 3\), outputs \(4,\)"):
        train(X, Y[:4], initial_weights(3))
