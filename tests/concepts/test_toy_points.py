import numpy as np
import pytest

from backend.concepts.errors import InvalidValue
from backend.concepts.initialization import new_network
from backend.concepts.network_training import TrainingConfig, TrainingState, accuracy, train
from backend.concepts.objective import Objective
from backend.concepts.toy_points import SHAPES, targets, toy_points


@pytest.mark.parametrize("classes", [2, 3, 6])
@pytest.mark.parametrize("shape", SHAPES)
def test_points_fill_the_square_with_every_class_as_often(shape: str, classes: int) -> None:
    points, labels = toy_points(shape, 301, classes, noise=0, seed=1)
    assert np.abs(points).max() < 1.3
    assert np.abs(points).max(axis=0).min() > 0.5
    counts = np.bincount(labels, minlength=classes)
    assert len(counts) == classes
    assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_seed_gives_the_same_points(shape: str) -> None:
    first, again, other = (toy_points(shape, seed=seed)[0] for seed in (4, 4, 5))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("shape", SHAPES)
def test_classes_do_not_overlap_without_noise(shape: str, classes: int) -> None:
    points, labels = toy_points(shape, 400, classes, noise=0, seed=2)
    distances = np.linalg.norm(points[:, None] - points[None], axis=2) + 9 * np.eye(400)
    assert np.mean(labels[distances.argmin(axis=1)] == labels) > 0.95


def test_xor_of_two_classes_is_xor() -> None:
    points, labels = toy_points("xor", noise=0)
    np.testing.assert_array_equal(labels, np.logical_xor(points[:, 0] > 0, points[:, 1] > 0))


def test_noise_moves_points_by_its_standard_deviation() -> None:
    exact, noisy = (toy_points("moons", 2000, noise=noise, seed=3)[0] for noise in (0, 0.1))
    assert (noisy - exact).std() == pytest.approx(0.1, rel=0.05)


@pytest.mark.parametrize(("shape", "classes"), [("xor", 2), ("gauss", 5), ("circles", 3), ("moons", 2)])
def test_a_small_network_learns_them(shape: str, classes: int) -> None:
    points, labels = toy_points(shape, 200, classes, noise=0.02)
    y = targets(labels, classes)
    output, cost = ("sigmoid", "cross_entropy") if classes == 2 else ("softmax", "categorical_cross_entropy")
    network = new_network(2, [8, 8, y.shape[1]], ["tanh", "tanh", output])
    state, costs = train(TrainingState(network), points, y, TrainingConfig(Objective(cost), "adam", {"learning_rate": 0.03}), 400)
    assert costs[-1].total < costs[0].total / 4
    assert accuracy(state.network, points, y) > 0.95


def test_numbers_out_of_bounds_are_rejected() -> None:
    for arguments, field in [(("cross",), "shape"), (("xor", 1), "points"), (("xor", 20, 7), "classes"), (("xor", 20, 2, 1.5), "noise")]:
        with pytest.raises(InvalidValue) as raised:
            toy_points(*arguments)
        assert raised.value.field == field
