"""Two-dimensional toy data sets for classification (§II): within about [−1, 1]², reproducible by their seed."""

from collections.abc import Callable
from math import pi
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]
Labels = NDArray[np.int64]
Shape = Callable[[Labels, int, np.random.Generator], Array]

MIN_CLASSES, MAX_CLASSES = 2, 6
MAX_POINTS = 2000
MAX_NOISE = 1.0


def xor(labels: Labels, classes: int, random: np.random.Generator) -> Array:
    """A checkerboard of classes × classes squares: the class of a square is (row + column) modulo the classes. Two classes: XOR."""
    row = random.integers(0, classes, len(labels))
    column = (labels - row) % classes
    inside = random.uniform(0.08, 0.92, (len(labels), 2))
    return 2 * (np.stack([column, row], axis=1) + inside) / classes - 1


def circles(labels: Labels, classes: int, random: np.random.Generator) -> Array:
    """Concentric rings; the first class is the inner disc."""
    radius = (labels + random.uniform(0.1, 0.7, len(labels))) / (classes - 0.3)
    return _polar(radius, random.uniform(0, 2 * pi, len(labels)))


def moons(labels: Labels, classes: int, random: np.random.Generator) -> Array:
    """Interleaving half circles."""
    angle = random.uniform(0, pi, len(labels))
    up = np.where(labels % 2 == 0, 1, -1)
    middle, half = (classes - 1) / 2, (classes + 1) / 2
    return np.stack([(labels + np.cos(angle) - middle) / half, up * (np.sin(angle) - 0.25)], axis=1)


def spiral(labels: Labels, classes: int, random: np.random.Generator) -> Array:
    """One arm for each class, with 1¼ turns."""
    radius = random.uniform(0.05, 1, len(labels))
    return _polar(radius, 2.5 * pi * radius + 2 * pi * labels / classes)


def gauss(labels: Labels, classes: int, random: np.random.Generator) -> Array:
    """A Gaussian cluster for each class, with the centres on a circle."""
    centre = _polar(np.full(len(labels), 0.6), 2 * pi * labels / classes + pi / 4)
    return centre + random.normal(0, 0.12, centre.shape)


def _polar(radius: Array, angle: Array) -> Array:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


SHAPES: dict[str, Shape] = {"xor": xor, "circles": circles, "moons": moons, "spiral": spiral, "gauss": gauss}


def toy_points(shape: str, points: int = 200, classes: int = 2, noise: float = 0.05, seed: int = 0) -> tuple[Array, Labels]:
    """Points and their classes, balanced classes (± 1), in random order.

    Args:
        noise: standard deviation of the Gaussian noise on each coordinate.

    Returns:
        (points, 2) float64, and (points,) int64 from 0.

    Raises:
        InvalidValue: an unknown shape, or a number out of bounds.
    """
    if shape not in SHAPES:
        raise InvalidValue("shape", f"no data set is called {shape!r}; there are {', '.join(SHAPES)}")
    if not MIN_CLASSES <= classes <= MAX_CLASSES:
        raise InvalidValue("classes", f"{classes} classes; allowed are {MIN_CLASSES} to {MAX_CLASSES}")
    if not classes <= points <= MAX_POINTS:
        raise InvalidValue("points", f"{points} points; allowed are {classes} (one per class) to {MAX_POINTS}")
    if not 0 <= noise <= MAX_NOISE:
        raise InvalidValue("noise", f"noise is {noise:g}; allowed is 0 to {MAX_NOISE:g}")
    random = np.random.default_rng(seed)
    labels = random.permutation(np.arange(points) % classes)
    exact = SHAPES[shape](labels, classes, random)
    return exact + noise * random.normal(size=exact.shape), labels


def targets(labels: Labels, classes: int) -> Array:
    """The targets: (n, 1) of 0 and 1 for two classes, else (n, classes) one-hot."""
    if classes == 2:
        return labels[:, None].astype(float)
    return np.eye(classes)[labels]
