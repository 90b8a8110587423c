"""Forward pass, back-propagation and training of small dense networks, against TensorFlow's own gradients and Keras' optimizers."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend.concepts.backpropagation import gradient
from backend.concepts.chain_rule import chain_rule
from backend.concepts.dense_network import DenseLayer, DenseNetwork, check_dense_network, forward, predict
from backend.concepts.errors import InvalidValue
from backend.concepts.finite_differences import finite_differences
from backend.concepts.initialization import INITIALIZATIONS, new_network
from backend.concepts.objective import Objective, check_objective, data_cost, evaluate

TENSORFLOW = {
    "identity": tf.identity,
    "sigmoid": tf.sigmoid,
    "tanh": tf.tanh,
    "relu": tf.nn.relu,
    "softplus": tf.nn.softplus,
    "elu": tf.nn.elu,
    "swish": tf.nn.silu,
    "gaussian": lambda z: tf.exp(-(z**2)),
    "softmax": tf.nn.softmax,
}
OUTPUTS = {"cross_entropy": ["sigmoid", "softmax"], "categorical_cross_entropy": ["softmax", "sigmoid"], "mse": list(TENSORFLOW)}
seeds = st.integers(0, 2**32 - 1)


@st.composite
def problems(draw: st.DrawFn) -> tuple[DenseNetwork, np.ndarray, np.ndarray, Objective]:
    """A network of 1 to 6 layers with random weights, n examples, and what to make small."""
    cost = draw(st.sampled_from(list(OUTPUTS)))
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=6))
    activations = [draw(st.sampled_from(list(TENSORFLOW))) for _ in sizes[:-1]] + [draw(st.sampled_from(OUTPUTS[cost]))]
    random = np.random.default_rng(draw(seeds))
    network = new_network(draw(st.integers(1, 4)), sizes, activations, "uniform", draw(seeds))
    network = tuple(DenseLayer(layer.weights, random.normal(size=layer.bias.shape), layer.activation) for layer in network)
    n = draw(st.integers(1, 6))
    x, y = random.normal(size=(n, network[0].weights.shape[1])), random.random((n, sizes[-1]))
    return network, x, y, Objective(cost, draw(st.sampled_from([0, 0.3])), draw(st.sampled_from([0, 0.7])))


def tensorflow_cost(
    network: DenseNetwork, variables: list[tuple[tf.Variable, tf.Variable]], x: np.ndarray, y: np.ndarray, o: Objective
) -> tf.Tensor:
    a = tf.constant(x)
    for layer, (w, b) in zip(network, variables, strict=True):
        a = TENSORFLOW[layer.activation](a @ tf.transpose(w) + b)
    two_sided = -tf.reduce_sum(y * tf.math.log(a) + (1 - y) * tf.math.log(1 - a)) / len(y)
    one_sided = -tf.reduce_sum(y * tf.math.log(a)) / len(y)
    data = {"cross_entropy": two_sided, "categorical_cross_entropy": one_sided, "mse": tf.reduce_mean((a - y) ** 2)}[o.cost]
    l1 = sum(tf.reduce_sum(tf.abs(w)) for w, _ in variables)
    l2 = sum(tf.reduce_sum(w**2) for w, _ in variables)
    return data + o.l1 / len(y) * l1 + o.l2 / (2 * len(y)) * l2


def saturated(network: DenseNetwork, x: np.ndarray) -> bool:
    """TensorFlow's plain formula loses its digits (or is 0/0) where an output is all but 0 or 1."""
    a = predict(network, x)
    return bool(a.min() < 1e-6 or a.max() > 1 - 1e-6) and network[-1].activation in ("softmax", "sigmoid")


@given(problem=problems())
@settings(max_examples=200, deadline=None)
def test_cost_and_gradient_equal_tensorflows(problem: tuple[DenseNetwork, np.ndarray, np.ndarray, Objective]) -> None:
    network, x, y, objective = problem
    assume(objective.cost == "mse" or not saturated(network, x))
    variables = [(tf.Variable(layer.weights), tf.Variable(layer.bias)) for layer in network]
    with tf.GradientTape() as tape:
        cost = tensorflow_cost(network, variables, x, y, objective)
    expected = tape.gradient(cost, variables)
    assert evaluate(objective, network, forward(network, x), y).total == pytest.approx(float(cost), rel=1e-9)
    for ours, (dw, db) in zip(gradient(network, x, y, objective), expected, strict=True):
        np.testing.assert_allclose(ours.dj_dw, dw, rtol=1e-6, atol=1e-10)
        np.testing.assert_allclose(ours.dj_db, db, rtol=1e-6, atol=1e-10)


@given(problem=problems(), data=st.data())
@settings(max_examples=200, deadline=None)
def test_the_chain_rule_of_any_weight_multiplies_to_the_gradient(
    problem: tuple[DenseNetwork, np.ndarray, np.ndarray, Objective], data: st.DataObject
) -> None:
    network, x, y, objective = problem
    assume(not saturated(network, x))
    layer = data.draw(st.integers(0, len(network) - 1))
    unit = data.draw(st.integers(0, len(network[layer].bias) - 1))
    input = data.draw(st.none() | st.integers(0, network[layer].weights.shape[1] - 1))
    rule, whole = chain_rule(network, x, y, objective, layer, unit, input), gradient(network, x, y, objective)
    expected = whole[layer].dj_db[unit] if input is None else whole[layer].dj_dw[unit, input]
    assert rule.value == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert rule.finite_difference == pytest.approx(expected, rel=1e-4, abs=1e-5)
    for product in (*rule.examples, *rule.upstream):
        assert np.prod([factor.value for factor in product.factors]) == pytest.approx(product.value, rel=1e-6, abs=1e-12)
    if rule.upstream:
        total = sum(product.value for product in rule.upstream)
        from_below = whole[layer].delta if layer == len(network) - 1 else whole[layer].dj_da
        assert total == pytest.approx(from_below[0, unit], rel=1e-6, abs=1e-12)


def test_the_chain_rule_names_its_factors() -> None:
    network = new_network(2, [2, 1], ["tanh", "sigmoid"], seed=3)
    rule = chain_rule(network, np.ones((1, 2)), np.ones((1, 1)), Objective(), layer=0, unit=1, input=0)
    assert rule.symbol == r"\frac{\partial J}{\partial w_{2,1}^{(1)}}"
    assert [factor.symbol for factor in rule.examples[0].factors] == [
        r"\frac{\partial J}{\partial a_{2}^{(1)}}",
        r"\frac{\partial a_{2}^{(1)}}{\partial z_{2}^{(1)}}",
        r"\frac{\partial z_{2}^{(1)}}{\partial w_{2,1}^{(1)}}",
    ]
    assert [factor.symbol for factor in rule.upstream[0].factors] == [r"\delta_{1}^{(2)}", "w_{1,2}^{(2)}"]


def test_the_line_of_numpy_computes_the_derivative() -> None:
    network = new_network(2, [3, 1], ["tanh", "sigmoid"], seed=3)
    random = np.random.default_rng(0)
    x, y, objective = random.normal(size=(4, 2)), np.ones((4, 1)), Objective(l1=0.1, l2=0.2)
    gradients = gradient(network, x, y, objective)
    names = {
        "np": np,
        "x": x,
        "n": 4,
        "l1": 0.1,
        "l2": 0.2,
        "a": [values.a for values in forward(network, x)],
        "w": [layer.weights for layer in network],
        "delta": [g.delta for g in gradients],
        "dj_dw": [None, None],
        "dj_db": [None, None],
    }
    for layer in (0, 1):
        for input in (0, None):
            exec(chain_rule(network, x, y, objective, layer, 0, input).code, names)
        np.testing.assert_allclose(names["dj_dw"][layer], gradients[layer].dj_dw)
        np.testing.assert_allclose(names["dj_db"][layer], gradients[layer].dj_db)


def test_every_finite_difference_is_near_its_derivative() -> None:
    network = new_network(3, [4, 3, 2], ["tanh", "swish", "softmax"], seed=1)
    random = np.random.default_rng(0)
    x, y = random.normal(size=(5, 3)), np.eye(2)[random.integers(0, 2, 5)]
    objective = Objective("categorical_cross_entropy", 0.1, 0.2)
    for (dw, db), ours in zip(finite_differences(network, x, y, objective), gradient(network, x, y, objective), strict=True):
        np.testing.assert_allclose(ours.dj_dw, dw, rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(ours.dj_db, db, rtol=1e-6, atol=1e-9)


def test_an_output_that_rounds_to_1_still_learns_and_costs_what_it_should() -> None:
    network = (DenseLayer(np.array([[50.0]]), np.zeros(1), "sigmoid"),)
    x, y = np.ones((1, 1)), np.zeros((1, 1))
    assert data_cost("cross_entropy", "sigmoid", forward(network, x)[-1], y) == 50
    assert gradient(network, x, y, Objective())[0].dj_dw.tolist() == [[1.0]]


def test_identical_neurons_stay_identical() -> None:
    layer = gradient(new_network(2, [3, 1], ["tanh", "sigmoid"], "zeros"), np.ones((2, 2)), np.ones((2, 1)), Objective())[0]
    np.testing.assert_array_equal(layer.dj_dw, np.zeros((3, 2)))


@pytest.mark.parametrize(("name", "variance"), [("zeros", 0), ("uniform", 1 / 3), ("xavier", 2 / 128), ("he", 2 / 64)])
def test_initial_weights_have_their_variance(name: str, variance: float) -> None:
    weights = np.concatenate([INITIALIZATIONS[name](64, 64, np.random.default_rng(seed)).ravel() for seed in range(20)])
    assert weights.var() == pytest.approx(variance, rel=0.02)


@pytest.mark.parametrize(("name", "peer"), [("xavier", keras.initializers.GlorotUniform), ("he", keras.initializers.HeNormal)])
def test_initial_weights_spread_as_keras_do(name: str, peer: type[keras.initializers.Initializer]) -> None:
    ours = INITIALIZATIONS[name](64, 32, np.random.default_rng(0))
    assert ours.std() == pytest.approx(np.asarray(peer(seed=0)((32, 64))).std(), rel=0.1)


def test_the_same_seed_gives_the_same_network() -> None:
    first, again, other = (new_network(2, [4], ["relu"], "he", seed)[0].weights for seed in (5, 5, 6))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_what_does_not_fit_is_rejected_with_its_place() -> None:
    layer = DenseLayer(np.zeros((2, 3)), np.zeros(2))
    check_dense_network([layer, DenseLayer(np.zeros((1, 2)), np.zeros(1))], 3)
    for network, field in [([], "layers"), ([layer] * 7, "layers"), ([layer, layer], "layers/1/weights")]:
        with pytest.raises(InvalidValue) as raised:
            check_dense_network(network, 3)
        assert raised.value.field == field
    with pytest.raises(InvalidValue, match="65 neurons; allowed are 1 to 64"):
        check_dense_network([DenseLayer(np.zeros((65, 1)), np.zeros(65))], 1)
    with pytest.raises(InvalidValue, match="needs outputs between 0 and 1"):
        check_objective(Objective("cross_entropy"), "tanh")
    with pytest.raises(InvalidValue, match="no initialization is called 'ones'"):
        new_network(1, [1], ["relu"], "ones")
    with pytest.raises(InvalidValue, match="1 activations for 2 layers"):
        new_network(1, [1, 1], ["relu"])
    with pytest.raises(InvalidValue, match="layer 0 has no neuron 2"):
        chain_rule([layer], np.zeros((1, 3)), np.zeros((1, 2)), Objective(), 0, 2)
