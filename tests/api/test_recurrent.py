"""Recurrent networks over HTTP (§V)."""

from typing import Any

import httpx
import numpy as np
import pytest
from scipy.special import expit, softmax

from tests.api.test_problems import problem_of

X = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]]
TARGETS = [1, 2, 1, 0]


def new(client: httpx.Client, **body: Any) -> dict[str, Any]:
    answer = client.post("/recurrent/new", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def values_of(answer: dict[str, Any]) -> dict[str, np.ndarray]:
    return {one["name"]: np.array(one["value"]) for one in answer["quantities"]}


def test_one_step_of_an_lstm_by_hand(client: httpx.Client) -> None:
    gates = new(client, cell="lstm", inputs=3, units=4, seed=5)["gates"]
    x, state, memory = np.array([0.5, -1, 2]), np.array([0.1, 0.2, -0.3, 0]), np.array([1, -1, 0.5, 0])
    body = {"cell": "lstm", "gates": gates, "x": x.tolist(), "state": state.tolist(), "memory": memory.tolist()}
    answer = client.post("/recurrent/step", json=body).json()
    z = {name: x @ gate["W"] + state @ np.array(gate["U"]) + gate["b"] for name, gate in gates.items()}
    update, forget, output = (expit(z[name]) for name in ("update", "forget", "output"))
    cell = update * np.tanh(z["candidate"]) + forget * memory
    found = values_of(answer)
    assert list(found) == ["update", "forget", "output", "candidate", "cell", "state"]
    np.testing.assert_allclose(found["cell"], cell)
    np.testing.assert_allclose(found["state"], output * np.tanh(cell))
    np.testing.assert_allclose(values_of(answer["other"])["state"], output * cell)
    assert {one["name"]: one["question"] for one in answer["quantities"]}["forget"] == "Erase a cell or not?"
    for one in answer["quantities"]:
        if one["z"] is not None:
            np.testing.assert_allclose(one["z"], z[one["name"]])


@pytest.mark.parametrize(("convention", "reset_after"), [("keras", False), ("tutorial", False), ("keras", True)])
def test_a_gru_says_what_the_other_convention_calls_its_gate(client: httpx.Client, convention: str, reset_after: bool) -> None:
    cell = {"cell": "gru", "convention": convention, "reset_after": reset_after}
    gates = new(client, **cell, inputs=2, units=3)["gates"]
    answer = client.post("/recurrent/step", json={**cell, "gates": gates, "x": [1, -1], "state": [0.5, 0, -0.5]}).json()
    ours, theirs = values_of(answer), values_of(answer["other"])
    np.testing.assert_allclose(ours["update"], 1 - theirs["update"])
    assert np.allclose(ours["state"], theirs["state"]) == (not reset_after)
    assert ("reset_after" in answer["difference"]) == reset_after
    assert answer["other"]["convention"] != convention


CELLS = [("rnn", "keras", False), ("gru", "keras", False), ("gru", "keras", True), ("gru", "tutorial", False)]
CELLS += [("lstm", "keras", False), ("lstm", "tutorial", False)]


@pytest.mark.parametrize(("cell", "convention", "reset_after"), CELLS)
@pytest.mark.parametrize("loss_step", [None, 3, 1])
def test_the_gradient_through_time_is_its_summands_and_their_differences(
    client: httpx.Client, cell: str, convention: str, reset_after: bool, loss_step: int | None
) -> None:
    rule = {"cell": cell, "convention": convention, "reset_after": reset_after}
    layer = new(client, **rule, inputs=3, units=2, classes=3, seed=3)
    body = {**rule, **layer, "x": X, "targets": TARGETS, "loss_step": loss_step, "clip_norm": 0.01}
    for gate, arrays in layer["gates"].items():
        for weights in (name for name, array in arrays.items() if array is not None):
            pick = {"gate": gate, "weights": weights, "row": 1 if weights in "WU" else 0, "column": 1}
            answer = client.post("/recurrent/unroll", json={**body, "pick": pick})
            assert answer.status_code == 200, answer.text
            gradient = answer.json()["gradient"]
            derivative = gradient["derivative"]
            assert derivative["total"] == pytest.approx(sum(derivative["summands"]))
            assert derivative["finite_difference"] == pytest.approx(derivative["total"], abs=1e-6)
            np.testing.assert_allclose(derivative["finite_differences"], derivative["summands"], atol=1e-6)
    assert gradient["clipped_norm"] == pytest.approx(min(0.01, gradient["norm"]))
    counted = range(4) if loss_step is None else [loss_step]
    y = softmax(np.array(answer.json()["values"]["state"]) @ layer["output"]["W"], axis=1)
    np.testing.assert_allclose(answer.json()["probabilities"], y)
    assert gradient["loss"] == pytest.approx(-sum(np.log(y[t, TARGETS[t]]) for t in counted))
    assert all(norm == 0 for norm in gradient["state_norms"][max(counted) + 1 :])


def test_a_layer_without_targets_has_values_alone(client: httpx.Client) -> None:
    layer = new(client, cell="gru", inputs=3, units=2)
    answer = client.post("/recurrent/unroll", json={"cell": "gru", "gates": layer["gates"], "x": X}).json()
    assert (answer["probabilities"], answer["gradient"]) == (None, None)
    assert {name: np.shape(value) for name, value in answer["values"].items()} == dict.fromkeys(
        ("update", "relevance", "candidate", "cell", "state"), (4, 2)
    )


@pytest.mark.parametrize(
    ("change", "pointer", "said"),
    [
        ({"gates": {}}, "/gates", "lstm has the gates update, forget, candidate, output; received none"),
        ({"x": [[1, 0], [0, 1, 0]]}, "/x", "all rows must have the same length"),
        ({"x": [[1, 0]]}, "/gates/update/W", "W is (3, 2); (2, 2) is needed"),
        ({"targets": [0]}, "/targets", "4 targets from 0 to 2 are needed"),
        ({"targets": [0, 1, 2, 3]}, "/targets", "4 targets from 0 to 2 are needed"),
        ({"loss_step": 4}, "/loss_step", "there are 4 steps, counted from 0; received 4"),
        ({"output": None}, "/output", "targets need an output"),
        ({"pick": {"gate": "relevance"}}, "/pick/gate", "the gates are update, forget, candidate, output"),
        ({"pick": {"gate": "update", "weights": "recurrent_b"}}, "/pick/weights", "update has W, U, b"),
        ({"pick": {"gate": "update", "row": 2}}, "/pick/row", "U has 2 rows"),
        ({"clip_norm": 0}, "/clip_norm", "greater than 0"),
        ({"cell": "transformer"}, "/cell", "'rnn', 'gru' or 'lstm'"),
        ({"convention": "tutorial"}, "/gates", "relevance"),
    ],
)
def test_what_does_not_fit_is_said(client: httpx.Client, change: dict[str, Any], pointer: str, said: str) -> None:
    layer = new(client, cell="lstm", inputs=3, units=2, classes=3)
    problem = problem_of(client.post("/recurrent/unroll", json={"cell": "lstm", **layer, "x": X, "targets": TARGETS, **change}))
    [error] = problem["errors"]  # type: ignore[misc]
    assert error["pointer"] == pointer
    assert said in error["message"]


def test_one_request_trains_for_some_seconds_at_most(client: httpx.Client) -> None:
    layer = new(client, cell="rnn", inputs=3, units=2, classes=3)
    body = {"cell": "rnn", **layer, "x": X * 6, "targets": TARGETS * 6, "steps": 500}
    [error] = problem_of(client.post("/recurrent/train", json=body))["errors"]  # type: ignore[misc]
    assert error == {"pointer": "/steps", "message": "500 steps over 24 time steps are 12,000; at most 10,000 in one request"}


def test_a_word_is_learned_over_several_requests(client: httpx.Client) -> None:
    layer = new(client, cell="gru", inputs=3, units=6, classes=3)
    body = {"cell": "gru", "x": X, "targets": TARGETS, "steps": 100}
    losses: list[float] = []
    for _ in range(3):
        answer = client.post("/recurrent/train", json={**body, **layer})
        assert answer.status_code == 200, answer.text
        losses += answer.json()["losses"]
        layer = {name: answer.json()[name] for name in ("gates", "output")}
    assert losses[100] == pytest.approx(losses[101])
    assert losses[0] > 4 and losses[-1] < 0.1
    unrolled = client.post("/recurrent/unroll", json={"cell": "gru", "x": X, "targets": TARGETS, **layer}).json()
    assert unrolled["gradient"]["loss"] == pytest.approx(losses[-1])
    assert np.argmax(unrolled["probabilities"], axis=1).tolist() == TARGETS


def test_an_open_forget_gate_keeps_the_gradient(client: httpx.Client) -> None:
    first = {bias: client.get(f"/recurrent/memory?length=60&forget_bias={bias}").json()["norms"][0] for bias in (0, 1, 5)}
    assert first[0] < first[1] < first[5]
    assert len(client.get("/recurrent/memory?cell=rnn&length=30").json()["norms"]) == 30
    assert problem_of(client.get("/recurrent/memory?length=201"))["errors"][0]["pointer"] == "/length"  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "change", "pointer"),
    [
        ("train", {"learning_rate": 10, "clip_norm": None, "steps": 5}, "/learning_rate"),
        ("unroll", {"loss_step": 25, "clip_norm": 1, "pick": {"gate": "state"}}, "/gates"),
    ],
)
def test_what_grows_beyond_all_bounds_is_an_error(client: httpx.Client, path: str, change: dict[str, Any], pointer: str) -> None:
    zero, large = [[0.0]], [[1e6]]
    gate = {"W": zero if path == "train" else large, "U": zero if path == "train" else large, "b": [0.0]}
    steps = 3 if path == "train" else 26
    output = {"W": [[1e6, -1e6]] if path == "train" else [[1.0, 0.0]], "b": [0.0, 0.0]}
    if path == "unroll":
        gate["W"] = zero
    body = {"cell": "rnn", "gates": {"state": gate}, "output": output, "x": [[1e6]] * steps, "targets": [1] * steps, **change}
    answer = client.post(f"/recurrent/{path}", json=body)
    assert answer.status_code in (200, 422), answer.text
    if answer.status_code == 422:
        assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]
    else:
        assert "null" not in answer.text.replace('"clipped_norm":null', "")


def test_only_an_lstm_has_a_memory(client: httpx.Client) -> None:
    gates = new(client, cell="gru", inputs=1, units=1)["gates"]
    problem = problem_of(client.post("/recurrent/step", json={"cell": "gru", "gates": gates, "x": [1], "memory": [0]}))
    assert problem["errors"][0]["pointer"] == "/memory"  # type: ignore[index]
