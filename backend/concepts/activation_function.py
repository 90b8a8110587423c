"""An activation function (§2.1): its equation, its derivative and its properties."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.parameters import Parameter

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class ActivationFunction:
    """One row of the table.

    Attributes:
        equation, derivative_equation, range: LaTeX.
        infimum, supremum: bounds of the values, −inf and inf where there are none.
        continuity: order of continuity, the number of continuous derivatives: `C^{-1}` (not continuous), `C^0`, `C^1` or `C^{\\infty}`.
        monotonic, monotonic_derivative: f and f′ are monotonic.
        zero_centred: f(−z) = −f(z): zero-centred outputs (§2.1.1).
        identity_near_zero: approximates the identity near 0: f(0) = 0, f′(0) = 1 and f′ is continuous there.
        function, derivative: f(z, **parameters) and f′(z, **parameters), elementwise.
    """

    id: str
    title: str
    equation: str
    derivative_equation: str
    range: str
    infimum: float
    supremum: float
    continuity: str
    monotonic: bool
    monotonic_derivative: bool
    zero_centred: bool
    identity_near_zero: bool
    function: Callable[..., Array]
    derivative: Callable[..., Array]
    parameters: tuple[Parameter, ...] = ()
    section: str = "§2.1"
    note: str = ""
