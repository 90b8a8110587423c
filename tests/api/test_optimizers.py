"""Optimizers, surfaces and races over HTTP: §4.3.1."""

import json
from typing import Any

import httpx
import numpy as np
import pytest
from scipy.optimize import rosen, rosen_der

from tests.api.test_problems import problem_of


def test_optimizers_and_surfaces_are_listed(client: httpx.Client) -> None:
    rows = {row["id"]: row for row in client.get("/optimizers").json()}
    assert list(rows) == ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]
    assert rows["adam"]["slots"] == ["m", "v"]
    assert [one["name"] for one in rows["adam"]["parameters"]] == ["learning_rate", "beta_1", "beta_2", "epsilon"]
    assert [row["id"] for row in client.get("/surfaces").json()] == ["rosenbrock", "himmelblau", "beale", "saddle", "ravine"]


def test_a_surface_has_heights(client: httpx.Client) -> None:
    surface = client.get("/surfaces/rosenbrock", params={"points": 9}).json()
    expected = [[rosen([x, y]) for x in surface["x"]] for y in surface["y"]]
    np.testing.assert_allclose(surface["heights"], expected, rtol=1e-12)
    assert client.get("/surfaces/hill").status_code == 404


def test_two_steps_of_adam_by_hand(client: httpx.Client) -> None:
    how = {"optimizer": "adam", "parameters": {"learning_rate": 0.1}}
    first = client.post("/optimizers/step", json=how | {"theta": [1, -2], "gradient": [0.5, 0.1]}).json()
    np.testing.assert_allclose(first["ledger"]["m_hat"], [0.5, 0.1])
    np.testing.assert_allclose(first["ledger"]["theta"], [0.9, -2.1], atol=1e-6)
    assert next(iter(first["ledger"])) == "gradient"

    body = how | {"theta": first["ledger"]["theta"], "gradient": [0.2, 0.1], "slots": first["slots"], "step": 2}
    second = client.post("/optimizers/step", json=body).json()["ledger"]
    m, v = 0.9 * 0.05 + 0.1 * 0.2, 0.999 * 0.00025 + 0.001 * 0.04
    change = -0.1 * (m / (1 - 0.9**2)) / (np.sqrt(v / (1 - 0.999**2)) + 1e-7)
    assert second["m"][0] == pytest.approx(m)
    assert second["change"][0] == pytest.approx(change)


def test_a_race_of_descent_is_descent(client: httpx.Client) -> None:
    body = {"start": [-1, 1.5], "runners": [{"optimizer": "sgd", "parameters": {"learning_rate": 0.001}}], "steps": 20}
    path = client.post("/optimizers/race", json=body).json()["paths"][0]

    theta = np.array([-1, 1.5])
    for point, height in zip(path["points"], path["heights"], strict=True):
        np.testing.assert_allclose(point, theta, rtol=1e-12)
        assert height == pytest.approx(rosen(theta))
        theta = theta - 0.001 * rosen_der(theta)
    assert len(path["ledgers"]) == 20
    np.testing.assert_allclose(path["ledgers"][0]["gradient"], rosen_der([-1, 1.5]))


def test_every_optimizer_goes_down_by_default(client: httpx.Client) -> None:
    race = client.post("/optimizers/race", json={"surface": "ravine", "ledgers": False}).json()
    assert len(race["paths"]) == 7
    for path in race["paths"]:
        assert path["points"][0] == [-9, 2]
        assert path["heights"][-1] < path["heights"][0]
        assert path["ledgers"] is None


def test_a_runner_that_leaves_the_picture_is_told(client: httpx.Client) -> None:
    body = {"runners": [{"optimizer": "sgd", "parameters": {"learning_rate": 1}}, {"optimizer": "adam"}], "steps": 30}
    first, second = client.post("/optimizers/race", json=body).json()["paths"]
    assert first["diverged_at"] == len(first["points"])
    assert (second["diverged_at"], len(second["points"])) == (None, 31)


@pytest.mark.parametrize(
    ("path", "changed", "pointer"),
    [
        ("step", {"optimizer": "lion"}, "/optimizer"),
        ("step", {"parameters": {"beta_1": 2}}, "/parameters/beta_1"),
        ("step", {"gradient": [1, 2]}, "/gradient"),
        ("step", {"slots": {"m": [0]}}, "/slots"),
        ("step", {"slots": {"m": [0], "v": [-1]}, "step": 1}, "/parameters"),  # √v is no number
        ("step", {"slots": {"m": [0], "v": [1e308]}, "step": 1}, "/parameters"),  # v/(1 − β₂) is infinite
        ("step", {"slots": {"m": [1e308], "v": [0]}, "step": 1}, "/parameters"),  # m/(1 − β₁) is, and w becomes −∞
        ("step", {"slots": {"m": [-1e308], "v": [0]}, "step": 1}, "/parameters"),
        ("step", {"slots": {"m": [0], "v": [float("inf")]}}, "/slots/v/0"),
        ("step", {"step": 0}, "/step"),
        ("race", {"surface": "hill"}, "/surface"),
        ("race", {"start": [1]}, "/start/1"),
        ("race", {"start": [1e300, 0]}, "/start/0"),
        ("race", {"steps": 1001}, "/steps"),
        ("race", {"runners": []}, "/runners"),
        ("race", {"runners": [{"optimizer": "sgd"}, {"optimizer": "lion"}]}, "/runners/1/optimizer"),
        ("race", {"runners": [{"optimizer": "sgd", "parameters": {"rho": 0}}]}, "/runners/0/parameters/rho"),
    ],
)
def test_what_is_no_step_and_no_race_is_refused(client: httpx.Client, path: str, changed: dict[str, Any], pointer: str) -> None:
    body = {"theta": [1], "gradient": [1]} if path == "step" else {}
    answer = client.post(f"/optimizers/{path}", content=json.dumps(body | changed))
    assert answer.status_code == 422, answer.text
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]
