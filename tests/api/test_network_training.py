"""Training a small network whose state the client keeps: §3.2."""

import json
from typing import Any

import httpx
import numpy as np
import pytest

from tests.api.test_problems import problem_of


@pytest.fixture
def task(client: httpx.Client) -> dict[str, Any]:
    """A network and its training examples."""
    points = client.get("/points", params={"shape": "circles", "points": 100, "seed": 1}).json()
    layers = client.post("/network/new", json={"units": [6, 1], "seed": 1}).json()["layers"]
    return {"layers": layers, "x": points["x"], "y": points["y"]}


def train(client: httpx.Client, task: dict[str, Any], **changed: Any) -> dict[str, Any]:
    answer = client.post("/network/train", json=task | changed)
    assert answer.status_code == 200, answer.text
    state: dict[str, Any] = answer.json()
    return state


def kept(state: dict[str, Any]) -> dict[str, Any]:
    return {name: state[name] for name in ("layers", "step", "slots")}


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"])
def test_steps_may_be_split_into_calls(client: httpx.Client, task: dict[str, Any], optimizer: str) -> None:
    how = {"optimizer": optimizer, "batch_size": 16, "l2": 0.01, "seed": 3}
    whole = train(client, task, steps=10, **how)
    first = train(client, task, steps=4, **how)
    second = train(client, task | kept(first), steps=6, **how)

    assert kept(second) == kept(whole)
    assert first["costs"] + second["costs"] == whole["costs"]
    assert whole["step"] == 10


def test_test_examples_are_evaluated_and_not_trained_on(client: httpx.Client, task: dict[str, Any]) -> None:
    test = {"x_test": task["x"][:30], "y_test": task["y"][:30]}
    with_test = train(client, task, steps=5, **test)
    without = train(client, task, steps=5)
    assert kept(with_test) == kept(without)
    assert (without["test_cost"], without["test_accuracy"]) == (None, None)
    cost = client.post("/network/train", json=task | kept(with_test) | {"x": test["x_test"], "y": test["y_test"], "steps": 1}).json()[
        "costs"
    ][0]
    assert with_test["test_cost"] == pytest.approx(cost)
    y_hat = client.post("/network/forward", json={"layers": with_test["layers"], "x": test["x_test"]}).json()["y_hat"]
    assert with_test["test_accuracy"] == np.mean((np.array(y_hat) >= 0.5) == np.array(test["y_test"]))


def test_test_examples_of_another_width_are_rejected(client: httpx.Client, task: dict[str, Any]) -> None:
    answer = client.post("/network/train", json=task | {"x_test": [[1, 2, 3]], "y_test": [[1]]})
    assert answer.status_code == 422


def test_a_step_of_descent_is_the_gradient_times_the_rate(client: httpx.Client, task: dict[str, Any]) -> None:
    one = train(client, task, parameters={"learning_rate": 0.5})
    few = {name: task[name] for name in ("layers", "x", "y")}
    gradient = client.post("/network/backward", json=few | {"finite_differences": False}).json()

    assert one["costs"] == [pytest.approx(gradient["cost"]["total"])]
    for before, after, slopes in zip(task["layers"], one["layers"], gradient["layers"], strict=True):
        np.testing.assert_allclose(after["weights"], np.array(before["weights"]) - 0.5 * np.array(slopes["dj_dw"]), rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(after["bias"], np.array(before["bias"]) - 0.5 * np.array(slopes["dj_db"]), rtol=1e-9, atol=1e-12)


def test_circles_are_learned(client: httpx.Client, task: dict[str, Any]) -> None:
    state = train(client, task, steps=600, optimizer="adam", parameters={"learning_rate": 0.05}, neuron_outputs={"points": 21})

    assert state["accuracy"] >= 0.95
    assert state["cost"] < state["costs"][0] / 3
    assert state["diverged_at"] is None
    boundary = np.array(state["neuron_outputs"]["layers"][1][0])
    middle = boundary[10, 10] > 0.5
    assert (boundary[0, 0] > 0.5) != middle


def test_a_run_that_diverges_ends_in_its_last_state(client: httpx.Client, task: dict[str, Any]) -> None:
    layers = client.post("/network/new", json={"units": [6, 1], "activations": ["relu", "identity"], "seed": 1}).json()["layers"]
    x = (100 * np.array(task["x"])).tolist()
    how = {"layers": layers, "x": x, "cost": "mse", "parameters": {"learning_rate": 10.0}, "steps": 50}
    state = train(client, task, **how)

    assert state["diverged_at"] == state["step"] + 1 <= 50
    assert np.abs(state["layers"][0]["weights"]).max() <= 1e6
    assert len(state["costs"]) == state["step"]
    again = train(client, task, **how | kept(state))
    assert again["diverged_at"] == state["diverged_at"]


def test_neuron_outputs_are_the_outputs_at_every_grid_point(client: httpx.Client, task: dict[str, Any]) -> None:
    outputs = client.post("/network/neuron-outputs", json={"layers": task["layers"], "points": 5, "low": -1, "high": 1}).json()

    assert outputs["x"] == outputs["y"] == [-1, -0.5, 0, 0.5, 1]
    assert [np.shape(layer) for layer in outputs["layers"]] == [(6, 5, 5), (1, 5, 5)]
    places = [[x, y] for y in outputs["y"] for x in outputs["x"]]
    values = client.post("/network/forward", json={"layers": task["layers"], "x": places}).json()
    np.testing.assert_allclose(np.ravel(outputs["layers"][1]), np.ravel(values["y_hat"]), atol=6e-5)
    np.testing.assert_allclose(np.array(outputs["layers"][0]).reshape(6, 25).T, values["layers"][0]["a"], atol=6e-5)


def test_a_frame_of_the_network_page_takes_less_than_a_fifteenth_of_a_second(client: httpx.Client) -> None:
    points = client.get("/points", params={"shape": "spiral", "points": 200}).json()
    layers = client.post("/network/new", json={"units": [8, 8, 1], "activations": ["tanh", "tanh", "sigmoid"]}).json()["layers"]
    task = {"layers": layers, "x": points["x"], "y": points["y"], "optimizer": "adam", "batch_size": 10, "neuron_outputs": {"points": 30}}
    durations = []
    for _ in range(9):
        answer = client.post("/network/train", json=task)
        durations.append(answer.elapsed.total_seconds())
        task |= kept(answer.json())
    assert sorted(durations)[4] < 1 / 15


@pytest.mark.parametrize("shape", ["xor", "circles", "moons", "spiral", "gauss"])
def test_points_come_in_equal_classes(client: httpx.Client, shape: str) -> None:
    points = client.get("/points", params={"shape": shape, "classes": 3, "points": 30, "noise": 0}).json()
    assert np.shape(points["x"]) == (30, 2)
    assert np.bincount(points["labels"]).tolist() == [10, 10, 10]
    assert np.argmax(points["y"], axis=1).tolist() == points["labels"]
    assert np.abs(points["x"]).max() < 1.5


def test_two_classes_need_one_output(client: httpx.Client) -> None:
    points = client.get("/points", params={"points": 10}).json()
    assert [row[0] for row in points["y"]] == points["labels"]
    assert client.get("/points", params={"classes": 7}).status_code == 422
    assert client.get("/points", params={"shape": "star"}).status_code == 422


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"steps": 1001}, "/steps"),
        ({"optimizer": "lion"}, "/optimizer"),
        ({"parameters": {"learning_rate": 11}}, "/parameters/learning_rate"),
        ({"parameters": {"beta_1": 0.9}}, "/parameters/beta_1"),
        ({"parameters": {"learning_rate": float("nan")}}, "/parameters/learning_rate"),
        ({"batch_size": 0}, "/batch_size"),
        ({"slots": [{}]}, "/slots"),
        ({"slots": [{}, {}], "optimizer": "adam"}, "/slots/0/weights"),
        ({"slots": [{"weights": {"velocity": [[0]]}}, {}]}, "/slots/0/weights"),
        ({"slots": [{"weights": {"velocity": [[0], [0, 1]]}}, {}]}, "/slots/0/weights/velocity"),
        ({"y": [[1]]}, "/y"),
        ({"neuron_outputs": {"points": 61}}, "/neuron_outputs/points"),
        ({"cost": "categorical_cross_entropy", "y": [[2]] * 100}, "/y"),
    ],
)
def test_what_cannot_be_trained_is_rejected(client: httpx.Client, task: dict[str, Any], changed: dict[str, Any], pointer: str) -> None:
    answer = client.post("/network/train", content=json.dumps(task | changed))
    assert answer.status_code == 422, answer.text
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]


def test_a_call_that_would_take_minutes_is_rejected(client: httpx.Client) -> None:
    wide = {"inputs": 64, "units": [64] * 6, "activations": ["relu"] * 6}
    layers = client.post("/network/new", json=wide).json()["layers"]
    rows = [[0.5] * 64] * 2000
    answer = client.post("/network/train", json={"layers": layers, "x": rows, "y": rows, "cost": "mse", "steps": 1000})
    assert answer.status_code == 422
    assert "at most 40" in str(problem_of(answer)["detail"])


def test_neuron_outputs_need_two_inputs(client: httpx.Client) -> None:
    layers = client.post("/network/new", json={"inputs": 3}).json()["layers"]
    for body, pointer in (({"layers": layers}, "/layers/0/weights"), ({"layers": layers, "low": 1, "high": 1}, "/high")):
        answer = client.post("/network/neuron-outputs", json=body)
        assert answer.status_code == 422
        assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]
