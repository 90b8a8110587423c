"""How fast training converges with each activation function."""

import numpy as np
import pytest

from backend.concepts.activation_table import TABLE
from backend.concepts.convergence import convergence
from backend.concepts.errors import InvalidValue
from backend.concepts.toy_points import toy_points

COMPARED = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "swish")


def losses_by_hand(seed: int, rate: float, epochs: int) -> list[float]:
    """The same training of tanh, in NumPy alone: Xavier, gradients written out, batches in the order of the seed and the epoch."""
    x, labels = toy_points("circles", 200, 2, 0.1, seed)
    y = labels[:, None].astype(float)
    random = np.random.default_rng(seed)
    sizes = [(8, 2), (8, 8), (1, 8)]
    w = [random.uniform(-np.sqrt(6 / (n + k)), np.sqrt(6 / (n + k)), (n, k)) for n, k in sizes]
    b = [np.zeros(n) for n, _ in sizes]

    def forward(inputs: np.ndarray) -> list[np.ndarray]:
        a = [inputs, np.tanh(inputs @ w[0].T + b[0])]
        a.append(np.tanh(a[1] @ w[1].T + b[1]))
        return [*a, 1 / (1 + np.exp(-(a[2] @ w[2].T + b[2])))]

    def loss() -> float:
        p = forward(x)[-1]
        return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))

    found = [loss()]
    for epoch in range(epochs):
        order = np.random.default_rng([seed, epoch]).permutation(200)
        for batch in order.reshape(5, 40):
            a = forward(x[batch])
            delta = (a[3] - y[batch]) / 40
            steps = []
            for layer in (2, 1, 0):
                steps.append((layer, delta.T @ a[layer], delta.sum(axis=0)))
                delta = delta @ w[layer] * (1 - a[layer] ** 2)
            for layer, dw, db in steps:
                w[layer] = w[layer] - rate * dw
                b[layer] = b[layer] - rate * db
        found.append(loss())
    return found


@pytest.mark.parametrize(("seed", "rate"), [(0, 1.0), (7, 0.3), (123, 2.0)])
def test_the_losses_are_those_of_a_training_written_out(seed: int, rate: float) -> None:
    found = convergence("tanh", rate, epochs=12, seeds=2, seed=seed)
    np.testing.assert_allclose(found.losses, [losses_by_hand(seed + run, rate, 12) for run in range(2)], rtol=1e-9)


@pytest.mark.parametrize("id", COMPARED)
def test_the_first_epoch_below_the_threshold_is_counted(id: str) -> None:
    found = convergence(id, epochs=20, seeds=3, seed=5, threshold=0.3)
    for losses, epoch in zip(found.losses, found.epochs_to_threshold, strict=True):
        if epoch is None:
            assert losses.min() >= 0.3
        else:
            assert losses[epoch] < 0.3
            assert (losses[:epoch] >= 0.3).all()


def test_a_run_does_not_depend_on_how_many_there_are() -> None:
    two, one = convergence("relu", epochs=3, seeds=2, seed=4), convergence("relu", epochs=3, seeds=1, seed=5)
    np.testing.assert_array_equal(two.losses[1], one.losses[0])


def test_sigmoid_learns_more_slowly_than_relu() -> None:
    sigmoid, relu = (convergence(id, epochs=40, seeds=5) for id in ("sigmoid", "relu"))
    assert np.median(relu.losses[:, -1]) < np.median(sigmoid.losses[:, -1])


@pytest.mark.parametrize("id", [id for id in TABLE if id != "softmax"])
def test_every_function_that_is_elementwise_can_be_trained(id: str) -> None:
    with np.errstate(all="ignore"):
        assert convergence(id, 0.1, epochs=1, seeds=1).losses.shape == (1, 2)


def test_what_cannot_be_trained_is_rejected() -> None:
    with pytest.raises(InvalidValue, match="output only"):
        convergence("softmax")
    with pytest.raises(InvalidValue, match="no activation"):
        convergence("nothing")
