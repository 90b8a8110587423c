"""One neuron: §II."""

import json
from typing import Any

import httpx
import pytest
from scipy import special

from tests.api.test_problems import problem_of


def test_a_neuron_multiplies_adds_and_activates(client: httpx.Client) -> None:
    answer = client.post("/neuron", json={"inputs": [1, 0.5, -2], "weights": [0.8, -0.4, 0.25], "bias": 0.1}).json()
    assert answer["terms"] == pytest.approx([0.8, -0.2, -0.5])
    assert answer["z"] == pytest.approx(0.2)
    assert answer["y_hat"] == pytest.approx(special.expit(0.2))
    assert answer["slope"] == pytest.approx(special.expit(0.2) * special.expit(-0.2))


def test_the_activation_and_its_parameter_may_be_chosen(client: httpx.Client) -> None:
    body = {"inputs": [2], "weights": [-3], "activation": "leaky_relu", "parameters": {"alpha": 0.5}}
    assert client.post("/neuron", json=body).json() == {"terms": [-6], "z": -6, "y_hat": -3, "slope": 0.5}


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"weights": [1, 2]}, "/weights"),
        ({"inputs": []}, "/inputs"),
        ({"inputs": ["x"]}, "/inputs/0"),
        ({"inputs": [float("nan")]}, "/inputs/0"),
        ({"inputs": [1e7]}, "/inputs/0"),
        ({"bias": float("inf")}, "/bias"),
        ({"activation": "cube"}, "/activation"),
        ({"parameters": {"alpha": 1}}, "/parameters/alpha"),
        ({"activation": "elu", "parameters": {"alpha": 9}}, "/parameters/alpha"),
        ({"colour": 1}, "/colour"),
    ],
)
def test_what_is_no_neuron_is_rejected(client: httpx.Client, changed: dict[str, Any], pointer: str) -> None:
    answer = client.post("/neuron", content=json.dumps({"inputs": [1], "weights": [1]} | changed))
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]
