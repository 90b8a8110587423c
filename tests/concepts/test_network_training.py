"""Training of small networks against the same training in Keras, and its repeatability."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from backend.concepts.decision_boundary import neuron_outputs
from backend.concepts.dense_network import DenseLayer, predict
from backend.concepts.errors import InvalidValue
from backend.concepts.initialization import new_network
from backend.concepts.network_training import TrainingConfig, TrainingState, accuracy, batch_of, train
from backend.concepts.objective import Objective

random = np.random.default_rng(0)
X = random.normal(size=(24, 2))
Y = (X[:, :1] * X[:, 1:] > 0).astype(float)
NETWORK = new_network(2, [5, 4, 1], ["tanh", "softplus", "sigmoid"], seed=2)


def keras_model(l1: float, l2: float) -> keras.Sequential:
    """The same network; each batch costs λ/2n Σ w² + λ₁/n Σ |w| besides, where n counts all 24 examples."""
    penalty = keras.regularizers.L1L2(l1 / 24, l2 / (2 * 24))
    layers = [
        keras.layers.Dense(len(layer.bias), activation=layer.activation, dtype="float64", kernel_regularizer=penalty) for layer in NETWORK
    ]
    model = keras.Sequential([keras.Input((2,), dtype="float64"), *layers])
    model.set_weights([tensor for layer in NETWORK for tensor in (layer.weights.T, layer.bias)])
    return model


@pytest.mark.parametrize(
    ("optimizer", "parameters", "twin"),
    [
        ("sgd", {"learning_rate": 0.25}, keras.optimizers.SGD(0.25)),
        ("nesterov", {"learning_rate": 0.125, "momentum": 0.5}, keras.optimizers.SGD(0.125, momentum=0.5, nesterov=True)),
        (  # decays that are the same in float32, to which Keras rounds them on the way
            "adam",
            {"learning_rate": 0.0625, "epsilon": 1e-12, "beta_1": 0.875, "beta_2": 1 - 2**-10},
            keras.optimizers.Adam(0.0625, epsilon=1e-12, beta_1=0.875, beta_2=1 - 2**-10),
        ),
    ],
)
def test_training_equals_keras(optimizer: str, parameters: dict[str, float], twin: keras.optimizers.Optimizer) -> None:
    objective = Objective("mse", l1=0.125, l2=0.5)
    config = TrainingConfig(objective, optimizer, parameters, batch_size=7, seed=3)
    state, costs = train(TrainingState(NETWORK), X, Y, config, 20)
    model = keras_model(objective.l1, objective.l2)
    losses = []
    for batch in (batch_of(step, 24, 7, 3) for step in range(20)):
        with tf.GradientTape() as tape:
            loss = keras.ops.mean(keras.losses.mean_squared_error(Y[batch], model(X[batch]))) + sum(model.losses)
        twin.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
        losses.append(float(loss))
    assert [cost.total for cost in costs] == pytest.approx(losses, rel=1e-6)
    np.testing.assert_allclose(predict(state.network, X), np.asarray(model(X)), rtol=1e-6)


def test_training_in_parts_equals_training_at_once() -> None:
    config = TrainingConfig(Objective(l1=0.01, l2=0.1), "adam", {"learning_rate": 0.1}, batch_size=5, seed=1)
    whole, costs = train(TrainingState(NETWORK), X, Y, config, 13)
    half, first = train(TrainingState(NETWORK), X, Y, config, 6)
    again, second = train(half, X, Y, config, 7)
    assert costs == first + second
    assert again.step == whole.step == 13
    for ours, theirs in zip(again.network, whole.network, strict=True):
        np.testing.assert_array_equal(ours.weights, theirs.weights)


def test_an_epoch_sees_every_example_once() -> None:
    seen = np.concatenate([batch_of(step, 24, 7, seed=0) for step in range(4, 8)])
    assert sorted(seen) == list(range(24))
    assert not np.array_equal(batch_of(0, 24, 7, 0), batch_of(4, 24, 7, 0))
    assert sorted(batch_of(9, 24, None, 0)) == list(range(24))


def test_l1_drives_weights_to_zero_and_l2_makes_them_small() -> None:
    def weights(objective: Objective) -> np.ndarray:
        state, _ = train(TrainingState(NETWORK), X, Y, TrainingConfig(objective, "sgd", {"learning_rate": 0.2}), 300)
        return np.abs(np.concatenate([layer.weights.ravel() for layer in state.network]))

    free, l1, l2 = weights(Objective()), weights(Objective(l1=1)), weights(Objective(l2=2))
    assert l2.sum() < free.sum()
    assert (l1 < 0.02).sum() > (free < 0.02).sum() + 5


def test_zero_initialization_never_breaks_symmetry_but_random_weights_do() -> None:
    config = TrainingConfig(Objective(), "sgd", {"learning_rate": 0.5})
    stuck, _ = train(TrainingState(new_network(2, [4, 1], ["sigmoid", "sigmoid"], "zeros")), X, Y, config, 50)
    assert np.ptp(stuck.network[0].weights, axis=0).tolist() == [0, 0]


def test_accuracy_counts_the_correct_classes() -> None:
    one = (DenseLayer(np.array([[1.0]]), np.zeros(1), "sigmoid"),)
    assert accuracy(one, np.array([[-1.0], [1], [2], [-2]]), np.array([[0.0], [1], [0], [0]])) == 0.75
    two = (DenseLayer(np.eye(2), np.zeros(2), "softmax"),)
    assert accuracy(two, np.eye(2), np.eye(2)) == 1


def test_neuron_outputs_are_the_output_of_every_neuron_at_every_point() -> None:
    outputs = neuron_outputs(NETWORK, points=9)
    assert [layer.shape for layer in outputs.layers] == [(5, 9, 9), (4, 9, 9), (1, 9, 9)]
    at = np.array([[outputs.x[7], outputs.y[2]]])
    assert outputs.layers[-1][0, 2, 7] == pytest.approx(predict(NETWORK, at)[0, 0], rel=1e-12)
    with pytest.raises(InvalidValue, match="2 inputs, not 3"):
        neuron_outputs(new_network(3, [1], ["relu"]))


def test_a_cost_that_does_not_suit_the_output_is_rejected() -> None:
    with pytest.raises(InvalidValue, match="needs outputs between 0 and 1"):
        train(TrainingState(new_network(2, [1], ["relu"])), X, Y, TrainingConfig(), 1)
