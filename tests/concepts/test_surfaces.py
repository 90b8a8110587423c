"""Loss surfaces against SciPy and finite differences; optimizers compared on them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from backend.concepts.errors import InvalidValue
from backend.concepts.optimizer_comparison import OptimizerRun, compare
from backend.concepts.optimizers import OPTIMIZERS, advance
from backend.concepts.surfaces import SURFACES, find_surface, loss_grid

places = st.tuples(st.floats(-5, 5), st.floats(-5, 5))


@pytest.mark.parametrize("id", SURFACES)
@given(place=places)
@settings(max_examples=200, deadline=None)
def test_gradient_equals_the_central_difference(id: str, place: tuple[float, float]) -> None:
    surface, step, (x, y) = SURFACES[id], 1e-5, place
    by_x = (surface.value(x + step, y) - surface.value(x - step, y)) / (2 * step)
    by_y = (surface.value(x, y + step) - surface.value(x, y - step)) / (2 * step)
    np.testing.assert_allclose(surface.gradient(x, y), (by_x, by_y), rtol=1e-6, atol=1e-4)


@given(place=places)
@settings(max_examples=200, deadline=None)
def test_rosenbrock_equals_scipys(place: tuple[float, float]) -> None:
    surface = SURFACES["rosenbrock"]
    assert surface.value(*place) == pytest.approx(optimize.rosen(place), rel=1e-9)
    np.testing.assert_allclose(surface.gradient(*place), optimize.rosen_der(np.array(place)), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("id", SURFACES)
def test_minima_are_minima(id: str) -> None:
    for minimum in SURFACES[id].minima:
        np.testing.assert_allclose(SURFACES[id].gradient(*minimum), 0, atol=1e-8)
        found = optimize.minimize(lambda p, s=SURFACES[id]: s.value(*p), np.array(minimum) + 0.05, tol=1e-12)
        np.testing.assert_allclose(found.x, minimum, atol=1e-3)


def test_a_loss_grid_has_rows_for_y() -> None:
    x, y, z = loss_grid(SURFACES["ravine"], points=5)
    assert z[4, 1] == pytest.approx(x[1] ** 2 / 20 + y[4] ** 2)


@pytest.mark.parametrize("id", OPTIMIZERS)
def test_every_optimizer_descends_the_ravine(id: str) -> None:
    rate = 1.0 if id == "adagrad" else 0.1
    (path,) = compare(SURFACES["ravine"], (-9, 2), [OptimizerRun(id, {"learning_rate": rate})], 300)
    assert path.points.shape == (301, 2)
    assert path.losses[-1] < 0.05 * path.losses[0]
    assert path.diverged_at is None


def test_a_path_follows_the_traces() -> None:
    surface = SURFACES["himmelblau"]
    (path,) = compare(surface, (-0.5, -1), [OptimizerRun("adam", {"learning_rate": 0.1})], 20)
    for before, after, trace in zip(path.points[:-1], path.points[1:], path.traces, strict=True):
        np.testing.assert_array_equal(trace["gradient"], surface.gradient(*before))
        np.testing.assert_array_equal(trace["theta"], after)
    first = advance("adam", path.points[0], np.array(surface.gradient(*path.points[0])), None, 1, {"learning_rate": 0.1})
    np.testing.assert_array_equal(first["theta"], path.points[1])


def test_an_optimizer_that_diverges_stops_and_says_when() -> None:
    far, fine = compare(
        SURFACES["rosenbrock"], (-1.5, 2), [OptimizerRun("sgd", {"learning_rate": 0.1}), OptimizerRun("sgd", {"learning_rate": 1e-4})], 50
    )
    np.testing.assert_allclose(far.points[:2], [(-1.5, 2), (-1.5 + 15.5, 2 + 5)])  # the gradient there is (−155, −50)
    assert far.diverged_at == 3 == len(far.points) == len(far.traces) + 1
    np.testing.assert_allclose(far.losses, optimize.rosen(far.points.T))
    assert fine.diverged_at is None


def test_momentum_leaves_the_saddle_before_gradient_descent() -> None:
    plain, momentum = compare(SURFACES["saddle"], (-1.8, 0.001), [OptimizerRun("sgd"), OptimizerRun("momentum")], 150)
    assert abs(momentum.points[-1, 1]) > 10 * abs(plain.points[-1, 1])


def test_an_unknown_surface_is_rejected() -> None:
    with pytest.raises(InvalidValue, match="no surface is called 'moon'"):
        find_surface("moon")
