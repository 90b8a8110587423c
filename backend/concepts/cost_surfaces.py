"""Cross-entropy and mean squared error as surfaces over two weights (§3.1), with what shows whether they are convex.

A function is convex when it never lies above a chord between two of its points; where it is smooth, when no eigenvalue of its Hessian is
negative. §3.1 rejects the squared error for not being convex. That holds for one sigmoid neuron; with a hidden layer cross-entropy is
not convex either.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activations import sigmoid, softplus
from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]

STEP = 1e-3
CHORD_POINTS = 41


@dataclass(frozen=True)
class Model:
    """Two weights, and what they are of.

    Attributes:
        equation: LaTeX.
        logits: (w1, w2) of equal shape → z of the output for each example, a new last axis.
        targets: (n,), 0 or 1.
        reach: the surface is drawn from −reach to reach on both axes.
    """

    title: str
    equation: str
    logits: Callable[[Array, Array], Array]
    targets: Array
    reach: float


# Two features of five examples; the third and fourth are of the other class than their neighbours, so that no weights fit all.
_X = np.array([[1.0, 0.5], [0.5, -1.0], [-0.5, 1.0], [1.5, -0.5], [-1.0, -1.0]])
_NEURON = Model(
    "One sigmoid neuron",
    r"\hat y = \sigma(w_1 x_1 + w_2 x_2)",
    lambda w1, w2: w1[..., None] * _X[:, 0] + w2[..., None] * _X[:, 1],
    np.array([1.0, 1.0, 1.0, 0.0, 0.0]),
    8.0,
)
# x = ±1, ±2 with the sign as its class: the product of the signs of both weights decides.
_U = np.array([-2.0, -1.0, 1.0, 2.0])
_HIDDEN = Model(
    "One hidden neuron",
    r"\hat y = \sigma\big(w_2 \tanh(w_1 x)\big)",
    lambda w1, w2: w2[..., None] * np.tanh(w1[..., None] * _U),
    np.array([0.0, 0.0, 1.0, 1.0]),
    4.0,
)
MODELS = {"neuron": _NEURON, "hidden": _HIDDEN}
COSTS = ("cross_entropy", "mse")


@dataclass(frozen=True)
class CostSurface:
    """One cost of one model.

    Attributes:
        values: (points, points), J at row w₂, column w₁.
        min_eigenvalue: the least eigenvalue of the Hessian on the grid, at the weights `at`.
        chord: (points, 2) of t, J on the line between the two ends `from_weights` and `to_weights`, where it lies most above its chord, or
            comes closest to it.
        excess: the largest J − chord on that line; positive: not convex.
    """

    values: Array
    min_eigenvalue: float
    at: tuple[float, float]
    from_weights: tuple[float, float]
    to_weights: tuple[float, float]
    along: Array
    excess: float


def cost_at(model: Model, cost: str, w1: Array, w2: Array) -> Array:
    """J of the model's examples for weights of any shape: the average of −[y ln ŷ + (1 − y) ln(1 − ŷ)], or of (ŷ − y)²."""
    z = model.logits(w1, w2)
    terms = softplus(z) - model.targets * z if cost == "cross_entropy" else (sigmoid(z) - model.targets) ** 2
    return np.asarray(terms.mean(axis=-1))


def least_eigenvalues(model: Model, cost: str, w1: Array, w2: Array) -> Array:
    """The smaller eigenvalue of the 2 × 2 Hessian at each weight, by central differences."""

    def shifted(a: int, b: int) -> Array:
        return cost_at(model, cost, w1 + a * STEP, w2 + b * STEP)

    here = shifted(0, 0)
    h11 = (shifted(1, 0) - 2 * here + shifted(-1, 0)) / STEP**2
    h22 = (shifted(0, 1) - 2 * here + shifted(0, -1)) / STEP**2
    h12 = (shifted(1, 1) - shifted(1, -1) - shifted(-1, 1) + shifted(-1, -1)) / (4 * STEP**2)
    return np.asarray((h11 + h22) / 2 - np.hypot((h11 - h22) / 2, h12))


def cost_surface(model_id: str, cost: str, points: int = 60, seed: int = 0, chords: int = 4000) -> CostSurface:
    """The surface, its least eigenvalue, and of many random chords the one that the surface exceeds most.

    Raises:
        InvalidValue: an unknown model or cost.
    """
    if model_id not in MODELS:
        raise InvalidValue("model", f"no model is called {model_id!r}; there are {', '.join(MODELS)}")
    if cost not in COSTS:
        raise InvalidValue("cost", f"no surface of {cost!r}; there are {', '.join(COSTS)}")
    model = MODELS[model_id]
    axis = np.linspace(-model.reach, model.reach, points)
    w1, w2 = np.meshgrid(axis, axis)
    eigenvalues = least_eigenvalues(model, cost, w1, w2)
    least = np.unravel_index(eigenvalues.argmin(), eigenvalues.shape)
    ends = np.random.default_rng(seed).uniform(-model.reach, model.reach, (chords, 2, 2))
    t = np.linspace(0, 1, CHORD_POINTS)
    lines = ends[:, :1] + t[:, None] * (ends[:, 1:] - ends[:, :1])
    along = cost_at(model, cost, lines[..., 0], lines[..., 1])
    above = along - (along[:, :1] + t * (along[:, -1:] - along[:, :1]))
    best = int(above[:, 1:-1].max(axis=1).argmax())
    start, end = ((float(a), float(b)) for a, b in ends[best])
    return CostSurface(
        cost_at(model, cost, w1, w2),
        float(eigenvalues[least]),
        (float(w1[least]), float(w2[least])),
        start,
        end,
        along[best],
        float(above[best, 1:-1].max()),
    )
