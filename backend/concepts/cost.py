"""Cost functions (§3.1): the error of the outputs ŷ, given the targets y.

Outputs and targets are (n, K): n examples, K outputs. Each cost is an average over the examples.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]

MIN_PROBABILITY = 1e-300  # the logarithm of anything smaller is taken as ln(1e-300)


def cross_entropy(y_hat: Array, y: Array) -> float:
    """−1/n Σᵢ Σₖ [y ln ŷ + (1 − y) ln(1 − ŷ)] (§3.1, with the plus sign that is missing there). ŷ in [0, 1]."""
    return _minus_average(y * _log(y_hat) + (1 - y) * _log(1 - y_hat))


def cross_entropy_gradient(y_hat: Array, y: Array) -> Array:
    """∂J/∂ŷ = 1/n (−y/ŷ + (1 − y)/(1 − ŷ)), (n, K)."""
    return np.asarray((-y / np.maximum(y_hat, MIN_PROBABILITY) + (1 - y) / np.maximum(1 - y_hat, MIN_PROBABILITY)) / len(y))


def cross_entropy_as_printed(y_hat: Array, y: Array) -> float:
    """−1/n Σᵢ Σₖ y ln ŷ · (1 − y) ln(1 − ŷ): §3.1 as it is printed, without the plus sign. 0 for every y that is 0 or 1."""
    return _minus_average(y * _log(y_hat) * (1 - y) * _log(1 - y_hat))


def categorical_cross_entropy(y_hat: Array, y: Array) -> float:
    """−1/n Σᵢ Σₖ y ln ŷ, for probabilities of mutually exclusive classes (softmax)."""
    return _minus_average(y * _log(y_hat))


def categorical_cross_entropy_gradient(y_hat: Array, y: Array) -> Array:
    """∂J/∂ŷ = −1/n y/ŷ, (n, K)."""
    return np.asarray(-y / np.maximum(y_hat, MIN_PROBABILITY) / len(y))


def mean_squared_error(y_hat: Array, y: Array) -> float:
    """1/(nK) Σᵢ Σₖ (ŷ − y)²."""
    return float(np.mean((y_hat - y) ** 2))


def mean_squared_error_gradient(y_hat: Array, y: Array) -> Array:
    """∂J/∂ŷ = 2/(nK) (ŷ − y), (n, K)."""
    return 2 * (y_hat - y) / y.size


def _log(p: Array) -> Array:
    return np.asarray(np.log(np.maximum(p, MIN_PROBABILITY)))


def _minus_average(terms: Array) -> float:
    return 0.0 - float(np.sum(terms)) / len(terms)  # not −Σ/n, which gives −0 where there is no error


@dataclass(frozen=True)
class CostFunction:
    """A cost function and its gradient.

    Attributes:
        equation: LaTeX.
        probabilities: whether the outputs must lie in [0, 1].
    """

    id: str
    title: str
    equation: str
    probabilities: bool
    value: Callable[[Array, Array], float]
    gradient: Callable[[Array, Array], Array]


_ROWS = (
    CostFunction(
        "cross_entropy",
        "Cross-entropy",
        r"-\frac{1}{n} \sum_{i=1}^{n} \sum_{k=1}^{K} \left[ y_k \ln \hat y_k + (1 - y_k) \ln (1 - \hat y_k) \right]^{(i)}",
        True,
        cross_entropy,
        cross_entropy_gradient,
    ),
    CostFunction(
        "categorical_cross_entropy",
        "Categorical cross-entropy",
        r"-\frac{1}{n} \sum_{i=1}^{n} \sum_{k=1}^{K} y_k^{(i)} \ln \hat y_k^{(i)}",
        True,
        categorical_cross_entropy,
        categorical_cross_entropy_gradient,
    ),
    CostFunction(
        "mse",
        "Mean squared error",
        r"\frac{1}{nK} \sum_{i=1}^{n} \sum_{k=1}^{K} \left( \hat y_k^{(i)} - y_k^{(i)} \right)^2",
        False,
        mean_squared_error,
        mean_squared_error_gradient,
    ),
)
COSTS: dict[str, CostFunction] = {row.id: row for row in _ROWS}


def find_cost(id: str) -> CostFunction:
    """The cost function of that id.

    Raises:
        InvalidValue: there is none.
    """
    if id not in COSTS:
        raise InvalidValue("cost", f"no cost is called {id!r}; there are {', '.join(COSTS)}")
    return COSTS[id]


def l2_penalty(weights: Sequence[Array], l2: float, examples: int) -> float:
    """λ/(2n) Σₗ Σₖ Σⱼ w² (§3.1); no bias is counted."""
    return l2 / (2 * examples) * float(sum(np.sum(w**2) for w in weights))


def l1_penalty(weights: Sequence[Array], l1: float, examples: int) -> float:
    """λ₁/n Σₗ Σₖ Σⱼ |w|: like L2, but it drives weights to exactly 0."""
    return l1 / examples * float(sum(np.sum(np.abs(w)) for w in weights))


def penalty_gradient(weights: Array, l1: float, l2: float, examples: int) -> Array:
    """What both penalties add to ∂J/∂w: (λ w + λ₁ sign(w))/n, the shape of `weights`."""
    return np.asarray((l2 * weights + l1 * np.sign(weights)) / examples)
