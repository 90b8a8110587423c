"""§3.1: which cost is convex for which model, by its Hessian and by chords, against automatic differentiation."""

import numpy as np
import pytest
import tensorflow as tf

from backend.concepts.cost import cross_entropy, mean_squared_error
from backend.concepts.cost_surfaces import COSTS, MODELS, cost_at, cost_surface, least_eigenvalues
from backend.concepts.errors import InvalidValue


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("cost", COSTS)
def test_values_are_those_of_the_cost_functions(model: str, cost: str) -> None:
    one, function = MODELS[model], {"cross_entropy": cross_entropy, "mse": mean_squared_error}[cost]
    for w in np.random.default_rng(1).uniform(-2, 2, (20, 2)):
        y_hat = 1 / (1 + np.exp(-one.logits(*w[:, None])[0]))
        assert cost_at(one, cost, *w[:, None])[0] == pytest.approx(function(y_hat[:, None], one.targets[:, None]), rel=1e-9)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("cost", COSTS)
def test_eigenvalues_are_those_of_tensorflows_hessian(model: str, cost: str) -> None:
    one = MODELS[model]
    x = tf.constant(np.array([[1.0, 0.5], [0.5, -1.0], [-0.5, 1.0], [1.5, -0.5], [-1.0, -1.0]]))
    u, y = tf.constant([-2.0, -1.0, 1.0, 2.0], tf.float64), tf.constant(one.targets)
    for weights in np.random.default_rng(2).uniform(-3, 3, (10, 2)):
        w = tf.Variable(weights)
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                z = tf.linalg.matvec(x, w) if model == "neuron" else w[1] * tf.tanh(w[0] * u)
                each = tf.nn.sigmoid_cross_entropy_with_logits(y, z) if cost == "cross_entropy" else (tf.sigmoid(z) - y) ** 2
                loss = tf.reduce_mean(each)
            gradient = inner.gradient(loss, w)
        expected = np.linalg.eigvalsh(outer.jacobian(gradient, w).numpy())[0]
        assert least_eigenvalues(one, cost, *weights[:, None])[0] == pytest.approx(expected, rel=1e-5, abs=1e-6)


def test_only_cross_entropy_of_a_single_neuron_is_convex() -> None:
    found = {(model, cost): cost_surface(model, cost) for model in MODELS for cost in COSTS}
    for (model, cost), surface in found.items():
        is_convex = (model, cost) == ("neuron", "cross_entropy")
        assert (surface.min_eigenvalue > -1e-7) == is_convex
        assert (surface.excess > 1e-9) != is_convex
        line = np.linspace(surface.along[0], surface.along[-1], len(surface.along))
        assert (surface.along - line).max() == pytest.approx(max(surface.excess, 0), abs=1e-12)
        assert surface.values.shape == (60, 60)


def test_what_there_is_not_is_rejected() -> None:
    with pytest.raises(InvalidValue, match="no model"):
        cost_surface("deep", "mse")
    with pytest.raises(InvalidValue, match="no surface"):
        cost_surface("neuron", "hinge")
