"""The tutorial's first network over HTTP, to all printed digits: §3.2.3."""

import json
from typing import Any

import httpx
import numpy as np
import pytest

from tests.api.test_problems import problem_of


def printed(values: list[float]) -> list[str]:
    return [f"{value:.8f}" for value in values]


def test_the_defaults_give_what_the_tutorial_prints(client: httpx.Client) -> None:
    answer = client.post("/perceptron", json={}).json()

    assert printed(answer["initial_weights"]) == ["-0.16595599", "0.44064899", "-0.99977125"]
    assert printed(answer["weights"]) == ["14.37333313", "2.77238933", "-7.41962778"]
    assert printed([answer["prediction"]]) == ["0.99999943"]
    assert answer["new_situation"] == [1, 0, 0]
    assert answer["states"] is None


def test_the_exact_derivative_gives_other_weights(client: httpx.Client) -> None:
    answer = client.post("/perceptron", json={"derivative": "exact"}).json()
    assert printed(answer["weights"]) == ["9.31619254", "1.70616926", "-4.72259041"]
    assert printed([answer["prediction"]]) == ["0.99991005"]


def test_every_state_can_be_had(client: httpx.Client) -> None:
    answer = client.post("/perceptron", json={"states": True, "iteration": 9999}).json()

    assert len(answer["states"]) == 10_001
    assert (answer["states"][0], answer["states"][-1]) == (answer["initial_weights"], answer["weights"])
    opened = answer["iteration"]
    assert opened["next_weights"] == pytest.approx(answer["states"][10_000])
    assert opened["weights"] == answer["states"][9999]
    np.testing.assert_allclose(np.add(opened["weights"], opened["adjustment"]), answer["weights"], rtol=1e-15)
    np.testing.assert_allclose(opened["error"], np.subtract([0, 1, 1, 1, 0], opened["output"]))


def test_another_truth_table_is_learned(client: httpx.Client) -> None:
    table = {"inputs": [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], "outputs": [0, 1, 1, 1], "derivative": "exact"}
    answer = client.post("/perceptron", json=table | {"new_situation": [1, 1, 1]}).json()
    assert [round(output) for output in answer["outputs"]] == [0, 1, 1, 1]
    assert answer["prediction"] == answer["outputs"][3]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"inputs": [[0, 1], [1]]}, "/inputs"),
        ({"inputs": [[0, 1]]}, "/outputs"),
        ({"outputs": [2, 0, 0, 0, 0]}, "/outputs/0"),
        ({"iterations": 10_001}, "/iterations"),
        ({"iterations": 10, "iteration": 11}, "/iteration"),
        ({"new_situation": [1]}, "/new_situation"),
        ({"derivative": "numeric"}, "/derivative"),
        ({"inputs": [[float("inf")] * 3] * 5}, "/inputs/0/0"),
        ({"seed": -1}, "/seed"),
    ],
)
def test_what_cannot_be_learned_is_rejected(client: httpx.Client, body: dict[str, Any], pointer: str) -> None:
    answer = client.post("/perceptron", content=json.dumps(body))
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]
