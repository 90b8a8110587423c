"""A small dense network over HTTP: §II, §3.2."""

import json
from typing import Any

import httpx
import numpy as np
import pytest
from scipy import special
from scipy.optimize import approx_fprime

from tests.api.test_problems import problem_of

XOR = {"x": [[0, 0], [0, 1], [1, 0], [1, 1]], "y": [[0], [1], [1], [0]]}


@pytest.fixture
def layers(client: httpx.Client) -> list[dict[str, Any]]:
    """Two inputs, three tanh neurons, one sigmoid; no weight is 0."""
    new = client.post("/network/new", json={"units": [3, 1], "initialization": "uniform", "seed": 4})
    assert new.status_code == 200, new.text
    rows: list[dict[str, Any]] = new.json()["layers"]
    for row in rows:
        row["bias"] = [0.1 * (j + 1) for j in range(len(row["bias"]))]
    return rows


def arrays(layers: list[dict[str, Any]]) -> list[np.ndarray]:
    return [np.array(layer[name]) for layer in layers for name in ("weights", "bias")]


def cost_of(parameters: list[np.ndarray], x: np.ndarray, y: np.ndarray, l2: float = 0.0) -> float:
    """J of tanh and sigmoid, written out once more."""
    w1, b1, w2, b2 = parameters
    y_hat = special.expit(np.tanh(x @ w1.T + b1) @ w2.T + b2)
    data = -np.sum(special.xlogy(y, y_hat) + special.xlog1py(1 - y, -y_hat)) / len(x)
    return float(data + l2 / (2 * len(x)) * ((w1**2).sum() + (w2**2).sum()))


def derivatives_of(parameters: list[np.ndarray], l2: float) -> list[np.ndarray]:
    """∂J/∂ every weight and bias, by SciPy."""
    shapes, sizes = [one.shape for one in parameters], np.cumsum([one.size for one in parameters])[:-1]

    def cost(flat: np.ndarray) -> float:
        parts = np.split(flat, sizes)
        return cost_of([part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)], *map(np.array, XOR.values()), l2)

    flat = approx_fprime(np.concatenate([one.ravel() for one in parameters]), cost, 1e-7)
    return [part.reshape(shape) for part, shape in zip(np.split(flat, sizes), shapes, strict=True)]


def test_the_same_seed_gives_the_same_network(client: httpx.Client) -> None:
    body = {"inputs": 3, "units": [4, 2], "activations": ["relu", "softmax"], "initialization": "he", "seed": 1}
    first, again, other = (client.post("/network/new", json=body | {"seed": seed}).json()["layers"] for seed in (1, 1, 2))

    assert first == again != other
    assert [np.shape(layer["weights"]) for layer in first] == [(4, 3), (2, 4)]
    assert [layer["activation"] for layer in first] == ["relu", "softmax"]
    zeros = client.post("/network/new", json={"initialization": "zeros"}).json()["layers"]
    assert not np.any(zeros[0]["weights"])


def test_values_go_forward(client: httpx.Client, layers: list[dict[str, Any]]) -> None:
    answer = client.post("/network/forward", json={"layers": layers, "x": XOR["x"]}).json()

    w1, b1, w2, b2 = arrays(layers)
    z = np.array(XOR["x"]) @ w1.T + b1
    np.testing.assert_allclose(answer["layers"][0]["z"], z, rtol=1e-12)
    np.testing.assert_allclose(answer["layers"][0]["a"], np.tanh(z), rtol=1e-12)
    np.testing.assert_allclose(answer["y_hat"], special.expit(np.tanh(z) @ w2.T + b2), rtol=1e-12)


def test_derivatives_go_backward_and_are_correct(client: httpx.Client, layers: list[dict[str, Any]]) -> None:
    answer = client.post("/network/backward", json={"layers": layers, "l2": 0.3, **XOR}).json()

    parameters = arrays(layers)
    assert answer["cost"]["total"] == pytest.approx(cost_of(parameters, *map(np.array, XOR.values()), l2=0.3))
    derivatives = derivatives_of(parameters, 0.3)
    for index, layer in enumerate(answer["layers"]):
        np.testing.assert_allclose(layer["dj_dw"], derivatives[2 * index], atol=2e-6)
        np.testing.assert_allclose(layer["dj_db"], derivatives[2 * index + 1], atol=2e-6)
        delta = np.array(layer["dj_da"]) * np.array(layer["da_dz"])
        np.testing.assert_allclose(layer["delta"], delta, rtol=1e-9)
        np.testing.assert_allclose(layer["dj_dw"], delta.T @ layer["dz_dw"] + 0.3 * parameters[2 * index] / 4, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(layer["dj_dw"], layer["dj_dw_difference"], atol=1e-8)
    assert answer["largest_deviation"] < 1e-8


def test_the_check_may_be_left_out(client: httpx.Client) -> None:
    layers = client.post("/network/new", json={"units": [64, 64, 1], "activations": ["relu", "relu", "sigmoid"]}).json()["layers"]
    body = {"layers": layers, **XOR}

    answer = client.post("/network/backward", json=body)
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == "/finite_differences"  # type: ignore[index]
    answer = client.post("/network/backward", json=body | {"finite_differences": False}).json()
    assert answer["largest_deviation"] is None
    assert answer["layers"][0]["dj_dw_difference"] is None


def test_softmax_has_a_matrix_of_derivatives_for_each_example(client: httpx.Client) -> None:
    layers = client.post("/network/new", json={"units": [3], "activations": ["softmax"], "seed": 3}).json()["layers"]
    body = {"layers": layers, "x": [[0.5, -1]], "y": [[0, 1, 0]], "cost": "categorical_cross_entropy"}
    answer = client.post("/network/backward", json=body).json()

    y_hat = special.softmax(np.array(layers[0]["weights"]) @ [0.5, -1])
    np.testing.assert_allclose(answer["layers"][0]["da_dz"][0], np.diag(y_hat) - np.outer(y_hat, y_hat), rtol=1e-12)
    np.testing.assert_allclose(answer["layers"][0]["delta"], [y_hat - [0, 1, 0]], rtol=1e-12)


def test_one_derivative_is_the_product_of_its_factors(client: httpx.Client, layers: list[dict[str, Any]]) -> None:
    body = {"layers": layers, "l2": 0.3, **XOR}
    derivation = client.post("/network/chain-rule", json=body | {"layer": 0, "unit": 2, "input": 1}).json()

    expected = client.post("/network/backward", json=body).json()["layers"][0]["dj_dw"][2][1]
    assert derivation["value"] == pytest.approx(expected)
    assert derivation["finite_difference"] == pytest.approx(expected, abs=1e-8)
    assert derivation["symbol"] == r"\frac{\partial J}{\partial w_{3,2}^{(1)}}"
    assert len(derivation["examples"]) == 4
    for product in derivation["examples"]:
        assert len(product["factors"]) == 3
        assert np.prod([factor["value"] for factor in product["factors"]]) == pytest.approx(product["value"])
    assert sum(product["value"] for product in derivation["examples"]) + derivation["penalty"] == pytest.approx(expected)
    assert sum(product["value"] for product in derivation["upstream"]) == pytest.approx(derivation["examples"][0]["factors"][0]["value"])
    assert "delta[0].T @ x" in derivation["code"]


@pytest.mark.parametrize(
    ("path", "changed", "pointer"),
    [
        ("forward", {"layers": []}, "/layers"),
        ("forward", {"layers": [{"weights": [[1, 2], [3]], "bias": [0, 0]}]}, "/layers/0/weights"),
        ("forward", {"layers": [{"weights": [[1, 2]], "bias": [0, 0]}]}, "/layers/0/weights"),
        ("forward", {"layers": [{"weights": [[1]], "bias": [0]}]}, "/layers/0/weights"),
        ("forward", {"layers": [{"weights": [[1, 1]], "bias": [0], "activation": "cube"}]}, "/layers/0/activation"),
        ("forward", {"layers": [{"weights": [[float("nan"), 1]], "bias": [0]}]}, "/layers/0/weights/0/0"),
        ("forward", {"layers": [{"weights": [[1e300, 1]], "bias": [0]}]}, "/layers/0/weights/0/0"),
        ("forward", {"x": [[1, 2], [3]]}, "/x"),
        ("forward", {"layers": [{"weights": [[1, 1]], "bias": [0]}] + [{"weights": [[1]], "bias": [0]}] * 6}, "/layers"),
        ("forward", {"layers": [{"weights": [[1, 1]] * 65, "bias": [0] * 65}]}, "/layers/0/weights"),
        ("backward", {"y": [[1], [0]]}, "/y"),
        ("backward", {"y": [[2]]}, "/y"),
        ("backward", {"cost": "hinge"}, "/cost"),
        ("backward", {"layers": [{"weights": [[1, 1]], "bias": [0], "activation": "relu"}]}, "/cost"),
        ("backward", {"x": [[0, 0]] * 101, "y": [[1]] * 101}, "/x"),
        ("backward", {"l1": -1}, "/l1"),
        ("chain-rule", {"layer": 1}, "/layer"),
        ("chain-rule", {"unit": 1}, "/unit"),
        ("chain-rule", {"input": 2}, "/input"),
        ("chain-rule", {"input": -1}, "/input"),
    ],
)
def test_an_invalid_network_is_rejected(client: httpx.Client, path: str, changed: dict[str, Any], pointer: str) -> None:
    body: dict[str, Any] = {"layers": [{"weights": [[1, 1]], "bias": [0]}], "x": [[0, 1]]}
    if path != "forward":
        body["y"] = [[1]]
    answer = client.post(f"/network/{path}", content=json.dumps(body | changed))
    assert answer.status_code == 422, answer.text
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"units": [0]}, "/units/0"),
        ({"units": [65]}, "/units/0"),
        ({"units": [1] * 7}, "/units"),
        ({"activations": ["tanh"]}, "/activations"),
        ({"activations": ["tanh", "cube"]}, "/activations/1"),
        ({"initialization": "ones"}, "/initialization"),
        ({"inputs": 0}, "/inputs"),
    ],
)
def test_a_network_that_cannot_be_made_is_rejected(client: httpx.Client, changed: dict[str, Any], pointer: str) -> None:
    answer = client.post("/network/new", json=changed)
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]


def test_the_largest_weights_give_finite_answers(client: httpx.Client) -> None:
    def cost(slope: float) -> float:
        """(ŷ − y)² where f(z) ≈ slope · z for large z."""
        a = 1e6
        for _ in range(6):
            a = slope * (64 * 1e6 * a + 1e6)
        return (a + 1e6) ** 2

    bounded = {"sinc": 1e12, "gaussian": 1e12, "isru": (1e6 + 1) ** 2}
    for activation in ("identity", "bent_identity", "relu", "sinc", "mish", "gelu", "gaussian", "elu", "isru", "swish"):
        layer = {"weights": [[1e6] * 64] * 64, "bias": [1e6] * 64, "activation": activation}
        body = {"layers": [layer] * 6, "x": [[1e6] * 64], "y": [[-1e6] * 64], "cost": "mse", "finite_differences": False}
        answer = client.post("/network/backward", json=body)
        assert answer.status_code == 200, (activation, answer.text)
        expected = bounded.get(activation) or cost(1.5 if activation == "bent_identity" else 1)
        assert answer.json()["cost"]["total"] == pytest.approx(expected, rel=1e-9)
