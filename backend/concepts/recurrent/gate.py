"""One gate of a recurrent cell (§V): what it is asked with, and how its gradient is shared out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
# What one time step computes, each (..., n): `state` a⟨t⟩, `cell` c⟨t⟩, `candidate` c̃⟨t⟩, and the gates by name.
Values = dict[str, Array]


@dataclass(frozen=True)
class Gate:
    """z = x⟨t⟩ W + a⟨t−1⟩ U + b: rows are examples, so the tutorial's W x is x W here.

    Attributes:
        W: (d, n), of the input.
        U: (n, n), of the previous state.
        b: (n,).
        recurrent_b: (n,), added to a U; only a GRU with `reset_after` has it.
    """

    W: Array
    U: Array
    b: Array
    recurrent_b: Array | None = None

    def recurrent(self, a: Array) -> Array:
        """a⟨t−1⟩ U, with its own bias where there is one, (..., n)."""
        product: Array = a @ self.U
        return product if self.recurrent_b is None else product + self.recurrent_b

    def input(self, x: Array) -> Array:
        """x⟨t⟩ W + b, (..., n)."""
        product: Array = x @ self.W + self.b
        return product

    def __call__(self, x: Array, a: Array) -> Array:
        """z, (..., n)."""
        return self.input(x) + self.recurrent(a)


Gates = Mapping[str, Gate]


@dataclass(frozen=True)
class GateGradient:
    """∂𝓛/∂z of one gate at one step, and of its two products.

    Attributes:
        z: ∂𝓛/∂(x W + b), (..., n).
        product: ∂𝓛/∂(a U), (..., n): the same, but for the candidate of a GRU with `reset_after`.
        multiplied: what U multiplies, (..., n): a⟨t−1⟩, or Γr ⋆ a⟨t−1⟩.
    """

    z: Array
    product: Array
    multiplied: Array


@dataclass(frozen=True)
class StepGradient:
    """What one step hands back.

    Attributes:
        gates: of each gate.
        state: ∂𝓛/∂a⟨t−1⟩, (..., n).
        cell: ∂𝓛/∂c⟨t−1⟩, (..., n); zeros in a cell that has no memory beside its state.
    """

    gates: dict[str, GateGradient]
    state: Array
    cell: Array
