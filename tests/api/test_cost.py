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


@pytest.mark.parametrize("seed", range(20))
def test_the_cost_over_k_classes_and_all_layers_is_that_of_numpy(client: httpx.Client, seed: int) -> None:
    random = np.random.default_rng(seed)
    examples, classes, layers = (int(n) for n in random.integers((1, 2, 1), (30, 12, 5)))
    y_hat, y = random.uniform(0.001, 0.999, (examples, classes)), np.eye(classes)[random.integers(0, classes, examples)]
    weights = [random.normal(size=random.integers(1, 6, 2)) for _ in range(layers)]
    l2 = float(random.uniform(0, 10))
    body = {"y_hat": y_hat.tolist(), "y": y.tolist(), "weights": [w.tolist() for w in weights], "l2": l2}
    answer = client.post("/cost", json=body).json()

    data = -sum(np.log(p if t else 1 - p) for p, t in zip(y_hat.ravel(), y.ravel(), strict=True)) / examples
    penalty = l2 / (2 * examples) * sum(value**2 for w in weights for value in w.ravel())
    assert answer["data"] == pytest.approx(data)
    assert answer["l2"] == pytest.approx(penalty)
    assert answer["total"] == pytest.approx(data + penalty)
    assert answer["data"] == pytest.approx(np.mean(answer["examples"]))
    assert answer["as_printed"] == 0, "the erratum of §3.1: y or 1 - y is 0"


def test_as_printed_is_the_product_where_targets_are_not_0_or_1(client: httpx.Client) -> None:
    random = np.random.default_rng(3)
    y_hat, y = random.uniform(0.01, 0.99, (2, 7, 3))
    answer = client.post("/cost", json={"y_hat": y_hat.tolist(), "y": y.tolist()}).json()
    assert answer["as_printed"] == pytest.approx(-np.sum(y * np.log(y_hat) * (1 - y) * np.log(1 - y_hat)) / 7)
    assert answer["data"] == pytest.approx(-np.sum(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)) / 7)


def neuron_cost(cost: str, w1: np.ndarray, w2: np.ndarray) -> np.ndarray:
    x = np.array([[1.0, 0.5], [0.5, -1.0], [-0.5, 1.0], [1.5, -0.5], [-1.0, -1.0]])
    p = 1 / (1 + np.exp(-(w1[..., None] * x[:, 0] + w2[..., None] * x[:, 1])))
    return _mean(cost, p, np.array([1, 1, 1, 0, 0]))


def hidden_cost(cost: str, w1: np.ndarray, w2: np.ndarray) -> np.ndarray:
    p = 1 / (1 + np.exp(-(w2[..., None] * np.tanh(w1[..., None] * np.array([-2.0, -1.0, 1.0, 2.0])))))
    return _mean(cost, p, np.array([0, 0, 1, 1]))


def _mean(cost: str, p: np.ndarray, y: np.ndarray) -> np.ndarray:
    terms = (p - y) ** 2 if cost == "mse" else -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return np.asarray(terms.mean(axis=-1))


@pytest.mark.parametrize("model", ["neuron", "hidden"])
@pytest.mark.parametrize("cost", ["cross_entropy", "mse"])
def test_a_surface_has_its_values_its_chord_and_what_they_say(client: httpx.Client, model: str, cost: str) -> None:
    function = {"neuron": neuron_cost, "hidden": hidden_cost}[model]
    found = client.get("/cost/surface", params={"model": model, "cost": cost, "points": 21, "seed": 4}).json()
    w1, w2 = np.meshgrid(found["axis"], found["axis"])
    np.testing.assert_allclose(found["values"], function(cost, w1, w2), rtol=1e-6, atol=1e-9)
    start, end = np.array(found["from_weights"]), np.array(found["to_weights"])
    t = np.linspace(0, 1, len(found["along"]))
    line = start + t[:, None] * (end - start)
    np.testing.assert_allclose(found["along"], function(cost, line[:, 0], line[:, 1]), rtol=1e-6, atol=1e-9)
    above = np.array(found["along"]) - (found["along"][0] + t * (found["along"][-1] - found["along"][0]))
    assert found["excess"] == pytest.approx(above[1:-1].max(), abs=1e-12)
    is_convex = (model, cost) == ("neuron", "cross_entropy")
    assert (found["min_eigenvalue"] > -1e-7) == is_convex
    assert (found["excess"] > 1e-9) != is_convex
    assert found["chords"] == 4000
    assert client.get("/cost/surface", params={"model": model, "cost": cost, "points": 21, "seed": 4}).json() == found


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({"model": "deep"}, "/model"),
        ({"cost": "hinge"}, "/cost"),
        ({"points": 1}, "/points"),
        ({"points": 101}, "/points"),
        ({"seed": -1}, "/seed"),
    ],
)
def test_what_is_no_surface_is_rejected(client: httpx.Client, params: dict[str, str | int], pointer: str) -> None:
    answer = client.get("/cost/surface", params=params)
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]
