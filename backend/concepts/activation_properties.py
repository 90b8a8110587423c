"""The properties of a parametric activation function (§2.1) for the parameters at hand: range, monotony, continuity, symmetry."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import inf, sqrt
from typing import Any

from backend.concepts.activation_function import ActivationFunction

SMOOTH = r"C^{\infty}"
SWISH_MINIMUM = -0.27846454276107374  # of x σ(x); that of x σ(βx) is 1/β times as large
_IS_RELU = {"infimum": 0.0, "supremum": inf, "range": r"[0, \infty)"}
_REALS = {"infimum": -inf, "supremum": inf, "range": r"(-\infty, \infty)"}
_IS_IDENTITY = _REALS | {
    "continuity": SMOOTH,
    "monotonic": True,
    "monotonic_derivative": True,
    "zero_centred": True,
    "identity_near_zero": True,
}


def with_parameters(row: ActivationFunction, parameters: Mapping[str, float]) -> ActivationFunction:
    """The row as it is with these parameters; a row without parameters as it stands in the table.

    Args:
        parameters: all of the row's parameters, within their bounds.
    """
    derive = _PROPERTIES.get(row.id)
    if derive is None:
        return row
    changes = derive(**parameters)
    return replace(row, **changes | {"note": f"{row.note} {changes.get('note', '')}".strip()})


def _two_slopes(alpha: float) -> dict[str, Any]:
    """f(x) = x for x > 0, else α x."""
    if alpha == 1:
        return _IS_IDENTITY | {"note": "With α = 1 it is the identity."}
    if alpha > 0:
        return {}
    if alpha == 0:
        return _IS_RELU | {"note": "With α = 0 it is ReLU."}
    return _IS_RELU | {"monotonic": False, "note": "With α < 0 it is not monotonic: it falls for x < 0 and rises for x > 0."}


def _elu(alpha: float) -> dict[str, Any]:
    """f(x) = x for x > 0, else α (eˣ − 1)."""
    if alpha == 1:
        return {"range": r"(-\alpha, \infty) = (-1, \infty)"}
    kink = {"continuity": "C^0", "identity_near_zero": False}
    if alpha == 0:
        return _IS_RELU | kink | {"note": "With α = 0 it is ReLU."}
    return kink | {
        "infimum": -alpha,
        "range": rf"(-\alpha, \infty) = ({_number(-alpha)}, \infty)",
        "monotonic_derivative": alpha < 1,
        "note": f"With α = {alpha:.4g} its derivative jumps at 0: from the left it is α, which is taken there, from the right 1.",
    }


def _isru(alpha: float) -> dict[str, Any]:
    """f(x) = x/√(1 + α x²)."""
    bound = 1 / sqrt(alpha)
    general = r"\left(-\frac{1}{\sqrt{\alpha}}, \frac{1}{\sqrt{\alpha}}\right)"
    return {"infimum": -bound, "supremum": bound, "range": f"{general} = ({_number(-bound)}, {_number(bound)})"}


def _swish(beta: float) -> dict[str, Any]:
    """f(x) = x σ(β x)."""
    if beta == 0:
        half = {"monotonic": True, "monotonic_derivative": True, "zero_centred": True}
        return _REALS | half | {"note": "With β = 0 it is the straight line x/2."}
    minimum = SWISH_MINIMUM / beta
    return {"infimum": minimum, "range": rf"[-0.278/\beta, \infty) = [{_number(minimum)}, \infty)"}


def _number(value: float) -> str:
    """For LaTeX, in four digits."""
    mantissa, _, exponent = f"{value:.4g}".partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa


_PROPERTIES: dict[str, Callable[..., dict[str, Any]]] = {
    "leaky_relu": _two_slopes,
    "prelu": _two_slopes,
    "elu": _elu,
    "isru": _isru,
    "swish": _swish,
}
