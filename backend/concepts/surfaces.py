"""Loss surfaces f(x, y) to compare optimizers on, each with its gradient and its minima."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]


def rosenbrock(x: Array, y: Array) -> Array:
    """(1 − x)² + 100 (y − x²)²: a curved valley, easy to reach and slow to follow."""
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def rosenbrock_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    return -2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)


def himmelblau(x: Array, y: Array) -> Array:
    """(x² + y − 11)² + (x + y² − 7)²: four global minima."""
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def himmelblau_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    p, q = x**2 + y - 11, x + y**2 - 7
    return 4 * x * p + 2 * q, 2 * p + 4 * y * q


def beale(x: Array, y: Array) -> Array:
    """(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²: wide plateaus, steep corners."""
    a, b, c = _beale_terms(x, y)
    return a**2 + b**2 + c**2


def beale_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    a, b, c = _beale_terms(x, y)
    by_x = 2 * a * (y - 1) + 2 * b * (y**2 - 1) + 2 * c * (y**3 - 1)
    return by_x, 2 * x * (a + 2 * b * y + 3 * c * y**2)


def _beale_terms(x: Array, y: Array) -> tuple[Array, Array, Array]:
    return 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3


def saddle(x: Array, y: Array) -> Array:
    """x² − y²: a saddle point at 0, without a minimum: from exactly y = 0 gradient descent converges to it, from elsewhere it diverges."""
    return x**2 - y**2


def saddle_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    return 2 * x, -2 * y


def ravine(x: Array, y: Array) -> Array:
    """x²/20 + y²: ill-conditioned, twenty times more curved in y than in x."""
    return x**2 / 20 + y**2


def ravine_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    return x / 10, 2 * y


@dataclass(frozen=True)
class Surface:
    """A loss surface.

    Attributes:
        equation, gradient_equation: LaTeX.
        x_range, y_range: the part that a plot shows.
        start: the default starting point.
        minima: its global minima; none where it is unbounded below.
    """

    id: str
    title: str
    equation: str
    gradient_equation: str
    value: Callable[[Any, Any], Any]
    gradient: Callable[[Any, Any], tuple[Any, Any]]
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    start: tuple[float, float]
    minima: tuple[tuple[float, float], ...]


_ROWS = (
    Surface(
        "rosenbrock",
        "Rosenbrock's valley",
        "(1 - x)^2 + 100 (y - x^2)^2",
        r"\left( -2(1 - x) - 400x(y - x^2),\; 200(y - x^2) \right)",
        rosenbrock,
        rosenbrock_gradient,
        (-2, 2),
        (-1, 3),
        (-1.5, 2),
        ((1, 1),),
    ),
    Surface(
        "himmelblau",
        "Himmelblau's four minima",
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        r"\left( 4x(x^2 + y - 11) + 2(x + y^2 - 7),\; 2(x^2 + y - 11) + 4y(x + y^2 - 7) \right)",
        himmelblau,
        himmelblau_gradient,
        (-5, 5),
        (-5, 5),
        (-0.5, -1),
        (
            (3, 2),
            (-2.805118086952745, 3.131312518250573),
            (-3.779310253377747, -3.283185991286170),
            (3.584428340330492, -1.848126526964404),
        ),
    ),
    Surface(
        "beale",
        "Beale's function",
        "(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2",
        r"\left( \sum_k 2 r_k (y^k - 1),\; \sum_k 2 r_k k x y^{k-1} \right), \; r_k = c_k - x + x y^k",
        beale,
        beale_gradient,
        (-4.5, 4.5),
        (-4.5, 4.5),
        (1, 1.5),
        ((3, 0.5),),
    ),
    Surface("saddle", "Saddle", "x^2 - y^2", "(2x,\\; -2y)", saddle, saddle_gradient, (-2, 2), (-2, 2), (-1.8, 0.001), ()),
    Surface(
        "ravine",
        "Ravine",
        r"\frac{x^2}{20} + y^2",
        r"\left( \frac{x}{10},\; 2y \right)",
        ravine,
        ravine_gradient,
        (-10, 10),
        (-3, 3),
        (-9, 2),
        ((0, 0),),
    ),
)
SURFACES: dict[str, Surface] = {row.id: row for row in _ROWS}


def find_surface(id: str) -> Surface:
    """The surface of that id.

    Raises:
        InvalidValue: there is none.
    """
    if id not in SURFACES:
        raise InvalidValue("surface", f"no surface is called {id!r}; there are {', '.join(SURFACES)}")
    return SURFACES[id]


def loss_grid(surface: Surface, points: int = 60) -> tuple[Array, Array, Array]:
    """A grid over the ranges of the surface: x (points,), y (points,), and f (points, points) at row y, column x."""
    x, y = np.linspace(*surface.x_range, points), np.linspace(*surface.y_range, points)
    return x, y, np.asarray(surface.value(x[None, :], y[:, None]))
