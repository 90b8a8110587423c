"""The table of activation functions: against TensorFlow and SciPy, stable far out, and true in every property that it claims."""

from collections.abc import Callable

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from backend.concepts.activation_table import TABLE, curve, find_activation, properties_of
from backend.concepts.errors import InvalidValue

RTOL = 1e-6
Z = np.linspace(-30, 30, 12_001)
FAR = np.concatenate([np.linspace(-1e4, 1e4, 4001), np.linspace(-800, 800, 3201), [-1e-300, 0.0, 1e-300]])

TENSORFLOW: dict[str, Callable[..., tf.Tensor]] = {
    "identity": tf.identity,
    "binary_step": lambda z: tf.where(z >= 0, 1.0 + 0 * z, 0 * z),
    "sigmoid": tf.sigmoid,
    "tanh": tf.tanh,
    "hard_tanh": keras.ops.hard_tanh,
    "arctan": tf.atan,
    "arsinh": tf.asinh,
    "softsign": tf.nn.softsign,
    "isru": lambda z, alpha: z * tf.math.rsqrt(1 + alpha * z**2),
    "bent_identity": lambda z: (tf.sqrt(z**2 + 1) - 1) / 2 + z,
    "relu": tf.nn.relu,
    "leaky_relu": tf.nn.leaky_relu,
    "prelu": lambda z, alpha: tf.maximum(z, 0) + alpha * tf.minimum(z, 0),
    "elu": keras.activations.elu,
    "selu": tf.nn.selu,
    "softplus": tf.nn.softplus,
    "gelu": lambda z: z * tf.cast(0.5, z.dtype) * tf.math.erfc(-z / np.sqrt(2)),
    "swish": lambda z, beta: z * tf.sigmoid(beta * z),
    "mish": lambda z: z * tf.tanh(tf.nn.softplus(z)),
    "sinusoid": tf.sin,
    "sinc": lambda z: tf.sin(z) / z,
    "gaussian": lambda z: tf.exp(-(z**2)),
    "softmax": lambda z, classes: tf.nn.softmax(tf.stack([z] + [0 * z] * (int(classes) - 1)), axis=0)[0],
}


def parameters_of(id: str) -> st.SearchStrategy[dict[str, float]]:
    whole = {"classes": st.integers(2, 10).map(float)}
    return st.fixed_dictionaries({p.name: whole.get(p.name, st.floats(p.minimum, p.maximum)) for p in find_activation(id).parameters})


def test_the_oracles_cover_the_table() -> None:
    assert TENSORFLOW.keys() == TABLE.keys()
    assert len(TABLE) >= 16


@pytest.mark.parametrize("id", TABLE)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_values_and_derivatives_equal_tensorflows(id: str, data: st.DataObject) -> None:
    parameters = data.draw(parameters_of(id))
    seed = data.draw(st.integers(0, 2**32 - 1))
    z = np.random.default_rng(seed).uniform(-20, 20, 20)
    with tf.GradientTape() as tape:
        x = tf.constant(z)
        tape.watch(x)
        expected = TENSORFLOW[id](x, **parameters)
    slope = tape.gradient(expected, x, unconnected_gradients="zero").numpy()
    value, derivative = curve(id, z, parameters)
    np.testing.assert_allclose(value, expected.numpy(), rtol=RTOL, atol=1e-15)
    np.testing.assert_allclose(derivative, slope, rtol=RTOL, atol=1e-14)


@pytest.mark.parametrize("id", TABLE)
def test_derivative_equals_the_central_difference(id: str) -> None:
    z, step = np.linspace(-6, 6, 402) + 1e-3, 1e-5  # the kinks at −1, 0 and 1 are not among them
    difference = (curve(id, z + step)[0] - curve(id, z - step)[0]) / (2 * step)
    np.testing.assert_allclose(curve(id, z)[1], difference, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("id", TABLE)
def test_nothing_overflows_or_underflows_up_to_ten_thousand(id: str, dtype: type) -> None:
    z = FAR[:-3].astype(dtype)
    with np.errstate(all="raise"):
        value, derivative = curve(id, z)
    for result in (value, derivative):
        assert np.isfinite(result).all()
        assert result.dtype == dtype
        assert result.shape == z.shape


def test_far_tails_keep_their_digits() -> None:
    z = np.array([-30.0, -10.0, -5.0])
    np.testing.assert_allclose(curve("gelu", z)[0], z * special.ndtr(z), rtol=1e-12)
    np.testing.assert_allclose(curve("tanh", z)[1], 1 / np.cosh(z) ** 2, rtol=1e-12)
    np.testing.assert_allclose(curve("sigmoid", -z)[1], special.expit(z) * special.expit(-z), rtol=1e-12)
    np.testing.assert_allclose(curve("sinc", np.array([1e-6, 1e-3]))[1], [-1e-6 / 3, -1e-3 / 3 + 1e-9 / 30], rtol=1e-12)


@pytest.mark.parametrize("id", TABLE)
def test_claimed_range_holds_and_is_tight(id: str) -> None:
    row, value = TABLE[id], curve(id, FAR)[0]
    low, high = value.min(), value.max()
    assert row.infimum <= low
    assert high <= row.supremum
    fine = curve(id, Z)[0]
    assert low < -9 if row.infimum == -np.inf else min(low, fine.min()) == pytest.approx(row.infimum, abs=1e-3)
    assert high > 9 if row.supremum == np.inf else max(high, fine.max()) == pytest.approx(row.supremum, abs=1e-3)


def is_monotonic(values: np.ndarray) -> bool:
    steps = np.diff(values)
    return bool((steps >= -1e-12).all() or (steps <= 1e-12).all())


@pytest.mark.parametrize("id", TABLE)
def test_claimed_monotony_holds(id: str) -> None:
    value, derivative = curve(id, Z)
    assert is_monotonic(value) == TABLE[id].monotonic
    assert is_monotonic(derivative) == TABLE[id].monotonic_derivative


def test_where_a_derivative_does_not_exist_its_equation_and_its_note_say_so() -> None:
    step = TABLE["binary_step"]
    assert step.derivative_equation == r"0 \quad (x \neq 0)"
    assert "At 0, where the derivative does not exist, it is taken as 0" in step.note
    assert curve("binary_step", np.array([-1.0, 0.0, 1.0]))[1].tolist() == [0, 0, 0]


@pytest.mark.parametrize("id", TABLE)
def test_claimed_symmetry_holds(id: str) -> None:
    z = np.linspace(0.01, 20, 500)
    assert np.allclose(curve(id, -z)[0], -curve(id, z)[0], rtol=1e-9) == TABLE[id].zero_centred


@pytest.mark.parametrize("id", TABLE)
def test_claimed_identity_near_zero_holds(id: str) -> None:
    near = np.array([-1e-6, 1e-6])
    value, derivative = curve(id, near)
    assert (np.allclose(value, near, atol=1e-11) and np.allclose(derivative, 1, atol=1e-5)) == TABLE[id].identity_near_zero


@pytest.mark.parametrize("id", TABLE)
def test_claimed_continuity_holds(id: str) -> None:
    kinks = np.array([-1.0, 0.0, 1.0])
    jump = [np.abs(curve(id, kinks + 1e-7)[k] - curve(id, kinks - 1e-7)[k]).max() for k in (0, 1)]
    bend = np.abs(curve(id, kinks + 2e-4)[1] - 2 * curve(id, kinks)[1] + curve(id, kinks - 2e-4)[1]).max()
    order = "C^{-1}" if jump[0] > 1e-3 else "C^0" if jump[1] > 1e-3 else "C^1" if bend > 1e-5 else r"C^{\infty}"
    assert order == TABLE[id].continuity


def test_aliases_lead_to_the_same_row() -> None:
    assert find_activation("linear") is TABLE["identity"]
    assert find_activation("leaky-relu") is TABLE["leaky_relu"]


def test_unknown_names_and_parameters_are_rejected() -> None:
    with pytest.raises(InvalidValue, match="no activation is called 'relu6'"):
        find_activation("relu6")
    with pytest.raises(InvalidValue, match="tanh has no parameter alpha"):
        curve("tanh", Z, {"alpha": 1})
    with pytest.raises(InvalidValue, match="alpha is 7; allowed are 0 to 3") as raised:
        curve("elu", Z, {"alpha": 7})
    assert raised.value.field == "alpha"
    with pytest.raises(InvalidValue):
        curve("elu", Z, {"alpha": float("nan")})


PARAMETRIC = [id for id, row in TABLE.items() if row.parameters]
SPECIAL = (0.0, 1.0, -1.0)


def some_parameters(id: str) -> list[dict[str, float]]:
    """Those at which a property changes, the bounds, and random ones."""
    random, (parameter,) = np.random.default_rng(7), TABLE[id].parameters
    inside = [value for value in (*SPECIAL, parameter.minimum, parameter.maximum) if parameter.minimum <= value <= parameter.maximum]
    drawn = random.uniform(parameter.minimum, parameter.maximum, 30)
    return [{parameter.name: float(round(value) if parameter.name == "classes" else value)} for value in (*inside, *drawn)]


@pytest.mark.parametrize("id", PARAMETRIC)
def test_properties_follow_the_parameters(id: str) -> None:
    """Each property of each parameter, against the values of the curve."""
    usual = np.unique(np.concatenate([np.linspace(-40, 40, 20_001), np.linspace(-0.01, 0.01, 401)]))
    for parameters in some_parameters(id):
        fine = usual / min(1, parameters.get("beta", 1) or 1)  # a small β stretches the curve of Swish
        row, (value, derivative) = properties_of(id, parameters), curve(id, fine, parameters)
        far = curve(id, FAR, parameters)[0]
        low, high = min(value.min(), far.min()), max(value.max(), far.max())
        assert low < -1 if row.infimum == -np.inf else low == pytest.approx(row.infimum, abs=2e-3 * max(1, abs(row.infimum))), parameters
        assert high > 9 if row.supremum == np.inf else high == pytest.approx(row.supremum, abs=2e-3), parameters
        assert row.infimum - 1e-12 <= low <= high <= row.supremum + 1e-12, parameters
        assert is_monotonic(value) == row.monotonic, parameters
        assert is_monotonic(derivative) == row.monotonic_derivative, parameters
        assert np.allclose(value, -value[::-1], rtol=1e-9, atol=1e-12) == row.zero_centred, parameters
        left, middle, right = (curve(id, np.array([z]), parameters) for z in (-1e-7, 0.0, 1e-7))
        is_identity = abs(middle[0][0]) < 1e-12 and np.allclose([left[1], middle[1], right[1]], 1, atol=1e-5)
        assert is_identity == row.identity_near_zero, parameters
        jumps = abs(left[1][0] - right[1][0]) > 1e-5
        assert jumps == (row.continuity == "C^0"), parameters


def test_notes_and_ranges_say_what_the_parameters_make() -> None:
    assert properties_of("isru", {"alpha": 0.01}).supremum == pytest.approx(10)
    assert properties_of("isru", {"alpha": 0.01}).range.endswith("= (-10, 10)")
    assert properties_of("swish", {"beta": 5}).infimum == pytest.approx(-0.0556929, rel=1e-5)
    assert not properties_of("prelu", {"alpha": -1}).monotonic
    assert "not monotonic" in properties_of("prelu", {"alpha": -1}).note
    assert "identity" in properties_of("leaky_relu", {"alpha": 1}).note
    assert "jumps at 0" in properties_of("elu", {"alpha": 2}).note
    assert "jumps" not in properties_of("elu").note


def test_the_derivative_of_selu_at_0_is_tensorflows_and_its_note_names_both_sides() -> None:
    x = tf.constant([0.0, -1e-6, 1e-6], tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.nn.selu(x)
    at, left, right = tape.gradient(y, x).numpy()
    assert curve("selu", np.zeros(1))[1][0] == at == pytest.approx(right)
    for side in (left, right):
        assert f"{side:.4f}" in TABLE["selu"].note


def test_the_slopes_that_the_note_says_of_keras() -> None:
    note = TABLE["leaky_relu"].note
    assert f"{keras.layers.LeakyReLU().negative_slope:g} as the layer LeakyReLU" in note
    assert f'{float(-keras.activations.leaky_relu(np.array([-1.0]))[0]):g} as the activation "leaky_relu"' in note
