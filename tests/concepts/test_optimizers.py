"""Every optimizer against Keras' of the same name, step by step in float64."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.concepts.errors import InvalidValue
from backend.concepts.optimizers import OPTIMIZERS, adam_as_printed, advance, find_optimizer

STEPS = 5
EPSILON = 1e-12  # Keras adds ε in another place for Adam; this small, the place does not matter
# Keras rounds learning rates and decays to float32 on the way; these are the same in both
rates = st.sampled_from([2.0**-k for k in range(4, 11)])
decays = st.integers(100, 1020).map(lambda k: k / 1024)


def keras_twin(id: str, p: dict[str, float]) -> keras.optimizers.Optimizer:
    o, rate = keras.optimizers, p["learning_rate"]
    return {
        "sgd": lambda: o.SGD(rate),
        "momentum": lambda: o.SGD(rate, momentum=p["momentum"]),
        "nesterov": lambda: o.SGD(rate, momentum=p["momentum"], nesterov=True),
        "adagrad": lambda: o.Adagrad(rate, initial_accumulator_value=0, epsilon=EPSILON),
        "rmsprop": lambda: o.RMSprop(rate, rho=p["rho"], epsilon=EPSILON),
        "adam": lambda: o.Adam(rate, beta_1=p["beta_1"], beta_2=p["beta_2"], epsilon=EPSILON),
        "adamw": lambda: o.AdamW(rate, weight_decay=p["weight_decay"], beta_1=p["beta_1"], beta_2=p["beta_2"], epsilon=EPSILON),
    }[id]()


def keras_path(id: str, p: dict[str, float], theta: np.ndarray, gradients: np.ndarray) -> np.ndarray:
    variable, optimizer = keras.Variable(theta, dtype="float64"), keras_twin(id, p)
    path = []
    for gradient in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(gradient)], [variable])
        path.append(np.asarray(variable.value).copy())
    return np.array(path)


def our_path(id: str, p: dict[str, float], theta: np.ndarray, gradients: np.ndarray) -> np.ndarray:
    path, slots = [], None
    for step, gradient in enumerate(gradients, 1):
        trace = advance(id, theta, gradient, slots, step, p)
        theta, slots = trace["theta"], {name: trace[name] for name in find_optimizer(id).slots}
        path.append(theta)
    return np.array(path)


@pytest.mark.parametrize("id", OPTIMIZERS)
@given(data=st.data(), rate=rates, seed=st.integers(0, 2**32 - 1))
@settings(max_examples=200, deadline=None)
def test_paths_equal_keras(id: str, data: st.DataObject, rate: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    theta = random.normal(size=40)  # each its own case
    gradients = random.choice([-1, 1], (STEPS, 40)) * 10 ** random.uniform(-2, 1, (STEPS, 40))
    p = {q.name: data.draw(decays) for q in OPTIMIZERS[id].parameters} | {"learning_rate": rate}
    p |= {"epsilon": EPSILON} if "epsilon" in p else {}
    expected = keras_path(id, p, theta, gradients)
    np.testing.assert_allclose(our_path(id, p, theta, gradients), expected, rtol=1e-6, atol=1e-9)


def test_the_oracles_cover_all_optimizers() -> None:
    assert list(OPTIMIZERS) == ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]


def test_the_trace_of_adams_first_step_by_hand() -> None:
    parameters = {"learning_rate": 0.1, "epsilon": 0}
    trace = advance("adam", np.array([1.0]), np.array([2.0]), step=1, parameters=parameters)
    assert list(trace) == ["gradient", "m", "v", "m_hat", "v_hat", "change", "theta"]
    expected = {"gradient": 2, "m": 0.2, "v": 0.004, "m_hat": 2, "v_hat": 4, "change": -0.1, "theta": 0.9}
    assert {name: value[0] for name, value in trace.items()} == pytest.approx(expected)


def test_the_tutorials_lines_before_the_correction_are_other_steps() -> None:
    g, trace = np.array([2.0]), advance("adam", np.array([1.0]), np.array([2.0]), parameters={"learning_rate": 0.1})
    raw, momentum = adam_as_printed(g, trace["m"], trace["v"], 0.1, 1e-7)
    assert raw[0] == pytest.approx(-0.1 * 2 / np.sqrt(0.004 + 1e-7))
    assert momentum[0] == pytest.approx(-0.02)
    assert trace["change"][0] == pytest.approx(-0.1, rel=1e-6)


@pytest.mark.parametrize("id", OPTIMIZERS)
def test_a_step_leaves_its_arguments_alone(id: str) -> None:
    theta, g = np.array([1.0, 2.0]), np.array([0.5, -0.5])
    slots = {name: np.ones(2) for name in find_optimizer(id).slots}
    advance(id, theta, g, slots)
    assert (theta.tolist(), g.tolist()) == ([1, 2], [0.5, -0.5])
    assert all(slot.tolist() == [1, 1] for slot in slots.values())


def test_what_is_unknown_or_out_of_bounds_is_rejected() -> None:
    one = np.ones(1)
    for id, parameters, field in [
        ("lion", {}, "optimizer"),
        ("sgd", {"beta_1": 0.9}, "beta_1"),
        ("adam", {"beta_1": 1.0}, "beta_1"),
        ("sgd", {"learning_rate": float("inf")}, "learning_rate"),
    ]:
        with pytest.raises(InvalidValue) as raised:
            advance(id, one, one, parameters=parameters)
        assert raised.value.field == field
    with pytest.raises(InvalidValue, match="they must agree"):
        advance("sgd", one, np.ones(2))
