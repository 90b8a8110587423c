"""The cost of given outputs: §3.1."""

import json
from typing import Any

import httpx
import numpy as np
import pytest
from scipy.optimize import approx_fprime

from tests.api.test_problems import problem_of

Y_HAT, Y = np.array([[0.9, 0.2], [0.3, 0.6]]), np.array([[1.0, 0.0], [0.0, 1.0]])
WEIGHTS = np.array([[0.5, -1.5, 2.0]])


def cross_entropy(y_hat: np.ndarray) -> float:
    return float(-np.sum(Y * np.log(y_hat) + (1 - Y) * np.log(1 - y_hat)) / len(Y))


def test_the_cost_comes_in_its_parts(client: httpx.Client) -> None:
    body = {"y_hat": Y_HAT.tolist(), "y": Y.tolist(), "weights": [WEIGHTS.tolist()], "l2": 0.1, "l1": 0.2}
    answer = client.post("/cost", json=body).json()

    assert answer["data"] == pytest.approx(cross_entropy(Y_HAT))
    assert answer["l2"] == pytest.approx(0.1 / 4 * (WEIGHTS**2).sum())
    assert answer["l1"] == pytest.approx(0.2 / 2 * np.abs(WEIGHTS).sum())
    assert answer["total"] == pytest.approx(answer["data"] + answer["l1"] + answer["l2"])
    assert answer["as_printed"] == 0
    slopes = approx_fprime(Y_HAT.ravel(), lambda flat: cross_entropy(flat.reshape(2, 2)), 1e-7)
    np.testing.assert_allclose(np.ravel(answer["gradient"]), slopes, rtol=1e-5)
    np.testing.assert_allclose(answer["weights_gradient"][0], (0.1 * WEIGHTS + 0.2 * np.sign(WEIGHTS)) / 2)


def test_mean_squares_need_no_probabilities(client: httpx.Client) -> None:
    answer = client.post("/cost", json={"y_hat": [[3], [-1]], "y": [[1], [-2]], "cost": "mse"}).json()
    assert answer["total"] == pytest.approx((4 + 1) / 2)
    assert answer["gradient"] == [[2], [1]]
    assert answer["as_printed"] is None


def test_the_costs_are_listed(client: httpx.Client) -> None:
    assert [row["id"] for row in client.get("/costs").json()] == ["cross_entropy", "categorical_cross_entropy", "mse"]


def test_a_wrong_answer_given_with_certainty_has_a_finite_cost(client: httpx.Client) -> None:
    answer = client.post("/cost", json={"y_hat": [[0]], "y": [[1]]}).json()
    assert 600 < answer["total"] < 700


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"y": [[1], [0]]}, "/y"),
        ({"y_hat": [[0.5], [0.5, 0.5]]}, "/y_hat"),
        ({"y_hat": [[1.5]]}, "/y_hat"),
        ({"y": [[-1]]}, "/y"),
        ({"y_hat": [[float("nan")]]}, "/y_hat/0/0"),
        ({"cost": "hinge"}, "/cost"),
        ({"l2": -1}, "/l2"),
        ({"weights": [[[1, 2], [3]]]}, "/weights/0"),
    ],
)
def test_what_has_no_cost_is_rejected(client: httpx.Client, changed: dict[str, Any], pointer: str) -> None:
    answer = client.post("/cost", content=json.dumps({"y_hat": [[0.5]], "y": [[1]]} | changed))
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]


def test_the_cost_is_the_mean_of_its_examples(client: httpx.Client) -> None:
    answer = client.post("/cost", json={"y_hat": [[0.9], [0.2], [0.4]], "y": [[1], [0], [1]]}).json()
    assert answer["examples"] == pytest.approx([-np.log(0.9), -np.log(0.8), -np.log(0.4)])
    assert answer["data"] == pytest.approx(np.mean(answer["examples"]))
