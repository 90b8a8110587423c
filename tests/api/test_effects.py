"""The effects of activation functions, measured: §2.1.1 to §2.1.4."""

import httpx
import numpy as np
import pytest

from tests.api.test_problems import problem_of


def test_the_gradient_of_sigmoid_vanishes_and_that_of_the_identity_does_not(client: httpx.Client) -> None:
    sigmoid = client.get("/effects/gradient-flow", params={"activation": "sigmoid", "depth": 50}).json()
    identity = client.get("/effects/gradient-flow", params={"activation": "identity", "depth": 50}).json()

    assert max(sigmoid["slopes"]) <= 0.25
    np.testing.assert_allclose(sigmoid["products"], np.cumprod(sigmoid["slopes"]), rtol=1e-12)
    assert sigmoid["gradients"][-1] < 1e-25
    assert identity["products"] == [1] * 50
    assert identity["gradients"][-1] > 1e-2


def test_relu_dies_at_a_high_learning_rate_and_leaky_relu_does_not(client: httpx.Client) -> None:
    relu = client.get("/effects/dead-units", params={"learning_rate": 3, "steps": 100}).json()
    leaky = client.get("/effects/dead-units", params={"activation": "leaky_relu", "learning_rate": 3, "steps": 100}).json()

    assert (len(relu["dead"]), len(relu["costs"])) == (101, 100)
    assert relu["dead"][-1] > relu["dead"][0]
    assert leaky["dead"][-1] == 0
    assert (relu["revived"][0], leaky["revived"]) == (0, [0, 0])
    assert relu["revived"][1] > 0


def test_sigmoid_goes_in_zig_zag_and_tanh_straighter(client: httpx.Client) -> None:
    sigmoid = client.get("/effects/zig-zag", params={"activation": "sigmoid"}).json()
    tanh = client.get("/effects/zig-zag", params={"activation": "tanh"}).json()

    assert sigmoid["same_sign"] == 1
    assert tanh["same_sign"] < 0.8
    assert sigmoid["path"][0] == [-1, 1]
    np.testing.assert_allclose(sigmoid["distance"], np.linalg.norm(np.array(sigmoid["path"]) - [1, -1], axis=1), rtol=1e-12)


@pytest.mark.parametrize(
    ("path", "params", "pointer"),
    [
        ("gradient-flow", {"activation": "cube"}, "/activation"),
        ("gradient-flow", {"activation": "softmax"}, "/activation"),
        ("gradient-flow", {"depth": 51}, "/depth"),
        ("gradient-flow", {"gain": "nan"}, "/gain"),
        ("dead-units", {"learning_rate": 0}, "/learning_rate"),
        ("dead-units", {"steps": 1001}, "/steps"),
        ("zig-zag", {"learning_rate": 3}, "/learning_rate"),
        ("zig-zag", {"activation": "identity", "learning_rate": 2, "steps": 1000}, "/learning_rate"),
        ("zig-zag", {"seed": -1}, "/seed"),
        ("convergence", {"activation": "cube"}, "/activation"),
        ("convergence", {"activation": "softmax"}, "/activation"),
        ("convergence", {"learning_rate": 0}, "/learning_rate"),
        ("convergence", {"activation": "identity", "learning_rate": 10, "layers": 4, "epochs": 50}, "/learning_rate"),
        ("convergence", {"epochs": 101}, "/epochs"),
        ("convergence", {"epochs": 100, "layers": 4}, "/epochs"),
        ("convergence", {"runs": 0}, "/runs"),
        ("convergence", {"threshold": "nan"}, "/threshold"),
    ],
)
def test_what_cannot_be_measured_is_rejected(client: httpx.Client, path: str, params: dict[str, str], pointer: str) -> None:
    answer = client.get(f"/effects/{path}", params=params)
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]


@pytest.mark.parametrize(
    ("activation", "layers", "rate", "seed"),
    [("sigmoid", 2, 1.0, 0), ("tanh", 1, 0.3, 7), ("relu", 2, 1.0, 3), ("swish", 3, 0.5, 11), ("gelu", 2, 1.0, 5), ("selu", 2, 0.1, 2)],
)
def test_the_losses_of_convergence_are_those_of_the_network_page(
    client: httpx.Client, activation: str, layers: int, rate: float, seed: int
) -> None:
    params: dict[str, str | int | float] = {"activation": activation, "layers": layers, "learning_rate": rate, "seed": seed}
    found = client.get("/effects/convergence", params=params | {"epochs": 6, "runs": 2}).json()
    expected = []
    for run in (seed, seed + 1):
        points = client.get("/points", params={"shape": "circles", "points": 200, "noise": 0.1, "seed": run}).json()
        network = {"inputs": 2, "units": [8] * layers + [1], "activations": [activation] * layers + ["sigmoid"], "seed": run}
        state = client.post("/network/new", json=network | {"initialization": found["initialization"]}).json()
        body = {"x": points["x"], "y": points["y"], "parameters": {"learning_rate": rate}, "batch_size": 40, "seed": run}
        losses = []
        for steps in (0, 5, 5, 5, 5, 5, 5):
            sent = {name: state[name] for name in ("layers", "step", "slots") if name in state}
            state = client.post("/network/train", json=body | sent | {"steps": steps}).json()
            losses.append(state["cost"])
        expected.append(losses)
    assert found["losses"] == expected
    np.testing.assert_array_equal(found["median"], np.median(expected, axis=0))
    assert (found["low"], found["high"]) == (np.min(expected, axis=0).tolist(), np.max(expected, axis=0).tolist())


def test_the_same_convergence_has_the_same_answer_by_either_name(client: httpx.Client) -> None:
    first, again = (client.get("/effects/convergence", params={"epochs": 40, "seed": 77, "activation": "silu"}) for _ in range(2))
    assert first.json() == again.json()
    assert first.json()["activation"] == "swish"
