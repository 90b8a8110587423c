"""The problems of §2.1, measured: what must come out, and that it comes from real derivatives."""

import numpy as np
import pytest
import tensorflow as tf

from backend.concepts.dense_network import DenseLayer
from backend.concepts.dying_relu import dead_share, dead_units
from backend.concepts.errors import InvalidValue
from backend.concepts.gradient_flow import EXAMPLES, gradient_flow
from backend.concepts.zig_zag import zig_zag


def test_the_sigmoid_takes_at_least_three_quarters_of_the_gradient_in_every_layer() -> None:
    flow = gradient_flow("sigmoid", depth=50)
    assert (flow.slopes <= 0.25).all()
    assert flow.products[-1] < 0.25**50
    assert flow.gradients[-1] < 1e-25
    assert (np.diff(flow.gradients) < 0).all()


def test_other_functions_leave_more() -> None:
    left = {name: gradient_flow(name, depth=20).gradients[-1] for name in ("sigmoid", "relu", "tanh", "selu")}
    assert left["sigmoid"] < 1e-9 < 1e-4 < left["relu"] < left["tanh"] < left["selu"]


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
    assert dead_share([hidden, output], np.array([[0.1], [1.0]])) == 0.5


def test_positive_inputs_force_all_weights_in_one_direction() -> None:
    positive, centred = zig_zag("sigmoid"), zig_zag("tanh")
    assert positive.same_sign == 1
    assert 0.2 < centred.same_sign < 0.8
    assert positive.detour > 1.5 * centred.detour
    assert positive.distance[100] > 100 * centred.distance[100]
    assert positive.path.shape == (401, 2)


def test_the_path_ends_where_the_targets_were_made() -> None:
    np.testing.assert_allclose(zig_zag("tanh").path[-1], [1, -1], atol=1e-6)


def test_what_cannot_be_measured_is_rejected() -> None:
    with pytest.raises(InvalidValue, match="depth is 51"):
        gradient_flow("tanh", 51)
    with pytest.raises(InvalidValue, match="softmax"):
        gradient_flow("softmax")
    with pytest.raises(InvalidValue, match="learning_rate is 3"):
        zig_zag("tanh", 3)
