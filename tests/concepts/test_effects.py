"""The problems of §2.1, measured: what must come out, and that it comes from real derivatives."""

import numpy as np
import pytest
import tensorflow as tf

from backend.concepts.activation_table import TABLE, curve
from backend.concepts.dense_network import DenseLayer
from backend.concepts.dying_relu import dead_neurons, dead_units
from backend.concepts.errors import InvalidValue
from backend.concepts.gradient_flow import EXAMPLES, gradient_flow
from backend.concepts.zig_zag import zig_zag


def test_the_sigmoid_takes_at_least_three_quarters_of_the_gradient_in_every_layer() -> None:
    flow = gradient_flow("sigmoid", depth=50)
    assert (flow.slopes <= 0.25).all()
    assert flow.products[-1] < 0.25**50
    assert flow.gradients[-1] < 1e-25
    assert (np.diff(flow.gradients) < 0).all()


def test_relu_with_he_keeps_the_gradient_that_sigmoid_loses() -> None:
    """§2.1.2: as the tutorial says, with the initialization that belongs to each function."""
    left = {name: float(np.median([gradient_flow(name, 50, seed=seed).gradients[-1] for seed in range(5)])) for name in ("sigmoid", "relu")}
    assert left["sigmoid"] < 1e-25
    assert 0.05 < left["relu"] < 20
    assert gradient_flow("relu", 50, gain=1).gradients[-1] < 1e-6
    assert (gradient_flow("relu").initialization, gradient_flow("relu").gain) == ("He", pytest.approx(np.sqrt(2)))
    assert (gradient_flow("tanh").initialization, gradient_flow("selu").initialization) == ("Xavier", "LeCun")


@pytest.mark.parametrize("id", [id for id in TABLE if id != "softmax"])
def test_the_factors_multiply_to_the_gradient(id: str) -> None:
    flow = gradient_flow(id, 30, seed=2)
    np.testing.assert_allclose(np.cumprod(flow.slopes * flow.weight_factors), flow.gradients, rtol=1e-12)
    np.testing.assert_allclose(np.cumprod(flow.slopes), flow.products, rtol=1e-12)
    assert np.isfinite(flow.gradients).all()


@pytest.mark.parametrize("id", ["sigmoid", "relu", "tanh", "swish"])
def test_the_weighted_root_mean_square_is_about_the_plain_one(id: str) -> None:
    """The gradient hardly depends on f′ where weights are random; of many neurons the two means agree."""
    flow, random = gradient_flow(id, 1, 64, seed=1), np.random.default_rng(1)
    w = flow.gain * random.normal(0, 1 / np.sqrt(64), (1, 64, 64))[0]
    slope = curve(id, random.normal(size=(EXAMPLES, 64)) @ w.T)[1]
    assert flow.slopes[0] == pytest.approx(np.sqrt(np.mean(slope**2)), rel=0.05)
    assert flow.weight_factors[0] == pytest.approx(flow.gain, rel=0.1)


def test_the_gradient_equals_tensorflows() -> None:
    depth, width = 12, 16
    flow = gradient_flow("tanh", depth, width, gain=1.3, seed=4)
    random = np.random.default_rng(4)
    weights = 1.3 * random.normal(0, 1 / np.sqrt(width), (depth, width, width))
    x = tf.constant(random.normal(size=(EXAMPLES, width)))
    with tf.GradientTape() as tape:
        tape.watch(x)
        a = x
        for w in weights:
            a = tf.tanh(a @ w.T)
        output = random.normal(size=a.shape)
        loss = tf.reduce_sum(a * output)
    expected = np.linalg.norm(tape.gradient(loss, x)) / np.linalg.norm(output)
    assert flow.gradients[-1] == pytest.approx(expected, rel=1e-6)


def test_a_large_step_kills_relu_units_and_no_leaky_ones() -> None:
    gentle, wild, leaky = dead_units("relu", 0.1, 100), dead_units("relu", 4, 100), dead_units("leaky_relu", 4, 100)
    assert gentle.dead[-1] < 0.1 < 0.3 < wild.dead[-1]
    assert leaky.dead.max() == 0
    assert len(wild.dead) == len(wild.costs) + 1 == 101


def test_a_unit_is_dead_when_no_example_reaches_it() -> None:
    hidden = DenseLayer(np.array([[1.0], [1.0], [1.0], [1.0]]), np.array([0.0, -5, -0.5, -2]), "relu")
    output = DenseLayer(np.ones((1, 4)), np.zeros(1), "sigmoid")
    (dead,) = dead_neurons([hidden, output], np.array([[0.1], [1.0]]))
    assert dead.tolist() == [False, True, False, True]


@pytest.mark.parametrize("seed", [0, 5, 7])
def test_only_neurons_behind_another_hidden_layer_come_back_from_the_dead(seed: int) -> None:
    """A dead neuron's own weights get no gradient: only the layer before it can change its z, and the first has only the data before it."""
    run = dead_units("relu", 2.0, 100, seed=seed)
    falls = -np.minimum(np.diff(run.dead), 0).sum() * 2 * 32
    assert run.revived[0] == 0
    assert run.revived[1] >= max(1, falls)


def test_positive_inputs_force_all_weights_in_one_direction() -> None:
    positive, centred = zig_zag("sigmoid"), zig_zag("tanh")
    assert positive.same_sign == 1
    assert 0.2 < centred.same_sign < 0.8
    assert positive.detour > 1.5 * centred.detour
    assert positive.distance[100] > 100 * centred.distance[100]
    assert positive.path.shape == (401, 2)


@pytest.mark.parametrize("id", ["sigmoid", "tanh", "softplus", "relu", "arctan", "swish", "binary_step"])
@pytest.mark.parametrize("seed", range(3))
def test_directions_are_counted_step_by_step(id: str, seed: int) -> None:
    run = zig_zag(id, 0.1, 60, seed)
    moves = np.diff(run.path, axis=0)
    same = np.mean([(a > 0 and b > 0) or (a < 0 and b < 0) for a, b in moves])
    opposite = np.mean([(a > 0 > b) or (a < 0 < b) for a, b in moves])
    assert (run.same_sign, run.opposite_sign) == pytest.approx((same, opposite), abs=1e-12)
    if id in ("sigmoid", "softplus", "relu", "binary_step"):
        assert run.opposite_sign == 0


def test_the_path_ends_where_the_targets_were_made() -> None:
    np.testing.assert_allclose(zig_zag("tanh").path[-1], [1, -1], atol=1e-6)


def test_what_cannot_be_measured_is_rejected() -> None:
    with pytest.raises(InvalidValue, match="depth is 51"):
        gradient_flow("tanh", 51)
    with pytest.raises(InvalidValue, match="softmax"):
        gradient_flow("softmax")
    with pytest.raises(InvalidValue, match="learning_rate is 3"):
        zig_zag("tanh", 3)
