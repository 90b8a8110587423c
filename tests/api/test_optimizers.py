"""Optimizers and loss surfaces over HTTP: §4.3.1."""

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


def test_a_surface_has_a_grid_of_losses(client: httpx.Client) -> None:
    surface = client.get("/surfaces/rosenbrock", params={"points": 9}).json()
    expected = [[rosen([x, y]) for x in surface["x"]] for y in surface["y"]]
    np.testing.assert_allclose(surface["losses"], expected, rtol=1e-12)
    assert client.get("/surfaces/hill").status_code == 404


def test_two_steps_of_adam_by_hand(client: httpx.Client) -> None:
    how = {"optimizer": "adam", "parameters": {"learning_rate": 0.1}}
    first = client.post("/optimizers/step", json=how | {"theta": [1, -2], "gradient": [0.5, 0.1]}).json()
    np.testing.assert_allclose(first["trace"]["m_hat"], [0.5, 0.1])
    np.testing.assert_allclose(first["trace"]["theta"], [0.9, -2.1], atol=1e-6)
    assert next(iter(first["trace"])) == "gradient"

    body = how | {"theta": first["trace"]["theta"], "gradient": [0.2, 0.1], "slots": first["slots"], "step": 2}
    second = client.post("/optimizers/step", json=body).json()["trace"]
    m, v = 0.9 * 0.05 + 0.1 * 0.2, 0.999 * 0.00025 + 0.001 * 0.04
    change = -0.1 * (m / (1 - 0.9**2)) / (np.sqrt(v / (1 - 0.999**2)) + 1e-7)
    assert second["m"][0] == pytest.approx(m)
    assert second["change"][0] == pytest.approx(change)


def test_the_path_of_sgd_is_gradient_descent(client: httpx.Client) -> None:
    body = {"start": [-1, 1.5], "runs": [{"optimizer": "sgd", "parameters": {"learning_rate": 0.001}}], "steps": 20}
    path = client.post("/optimizers/compare", json=body).json()["paths"][0]

    theta = np.array([-1, 1.5])
    for point, loss in zip(path["points"], path["losses"], strict=True):
        np.testing.assert_allclose(point, theta, rtol=1e-12)
        assert loss == pytest.approx(rosen(theta))
        theta = theta - 0.001 * rosen_der(theta)
    assert len(path["traces"]) == 20
    np.testing.assert_allclose(path["traces"][0]["gradient"], rosen_der([-1, 1.5]))


def test_every_optimizer_reduces_the_loss_by_default(client: httpx.Client) -> None:
    comparison = client.post("/optimizers/compare", json={"surface": "ravine", "traces": False}).json()
    assert len(comparison["paths"]) == 7
    for path in comparison["paths"]:
        assert path["points"][0] == [-9, 2]
        assert path["losses"][-1] < path["losses"][0]
        assert path["traces"] is None


def test_a_run_that_diverges_reports_the_step(client: httpx.Client) -> None:
    body = {"runs": [{"optimizer": "sgd", "parameters": {"learning_rate": 1}}, {"optimizer": "adam"}], "steps": 30}
    first, second = client.post("/optimizers/compare", json=body).json()["paths"]
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
        ("compare", {"surface": "hill"}, "/surface"),
        ("compare", {"start": [1]}, "/start/1"),
        ("compare", {"start": [1e300, 0]}, "/start/0"),
        ("compare", {"steps": 1001}, "/steps"),
        ("compare", {"runs": []}, "/runs"),
        ("compare", {"runs": [{"optimizer": "sgd"}, {"optimizer": "lion"}]}, "/runs/1/optimizer"),
        ("compare", {"runs": [{"optimizer": "sgd", "parameters": {"rho": 0}}]}, "/runs/0/parameters/rho"),
    ],
)
def test_an_invalid_step_or_comparison_is_rejected(client: httpx.Client, path: str, changed: dict[str, Any], pointer: str) -> None:
    body = {"theta": [1], "gradient": [1]} if path == "step" else {}
    answer = client.post(f"/optimizers/{path}", content=json.dumps(body | changed))
    assert answer.status_code == 422, answer.text
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]
