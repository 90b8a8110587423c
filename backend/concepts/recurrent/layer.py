"""A recurrent layer (§V): one cell with the same weights at every time step; both directions; layers on layers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from backend.concepts.recurrent.gate import Array, Gates, StepGradient, Values
from backend.concepts.recurrent.gru import Convention, Gru
from backend.concepts.recurrent.lstm import Lstm
from backend.concepts.recurrent.rnn import Rnn

CellName = Literal["rnn", "gru", "lstm"]


class Cell(Protocol):
    """The equations of one time step, without weights; `names` are those of its gates."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def step(self, gates: Gates, x: Array, before: Values) -> Values: ...

    def back(self, gates: Gates, values: Values, before: Values, da: Array, dc: Array) -> StepGradient: ...


def cell_of(name: CellName, convention: Convention = "keras", reset_after: bool = True) -> Cell:
    """The cell of that name. The tutorial's GRU has the relevance gate before the product, whatever `reset_after` says."""
    if name == "rnn":
        return Rnn()
    if name == "lstm":
        return Lstm(convention)
    return Gru(convention, reset_after and convention == "keras")


@dataclass(frozen=True)
class RecurrentLayer:
    """
    Attributes:
        gates: the weights, by the names of the cell's gates.
        backwards: the layer reads the sequence from its end.
    """

    cell: Cell
    gates: Gates
    backwards: bool = False

    @property
    def units(self) -> int:
        return len(next(iter(self.gates.values())).b)

    def start(self, x: Array) -> Values:
        """a⟨0⟩ = c⟨0⟩ = 0, (..., n), for sequences (..., T, d)."""
        zeros = np.zeros((*x.shape[:-2], self.units), x.dtype)
        return {"state": zeros, "cell": zeros}

    def order(self, length: int) -> range:
        """The time steps in the order in which the layer takes them."""
        return range(length - 1, -1, -1) if self.backwards else range(length)


def unroll(layer: RecurrentLayer, x: Array, start: Values | None = None) -> Values:
    """All that the layer computes over time, each value (..., T, n) with time in its natural order.

    Args:
        x: (..., T, d), T ≥ 1.
        start: `state` and `cell` before the first step, (..., n); zeros when None.
    """
    before = start or layer.start(x)
    steps: dict[int, Values] = {}
    for t in layer.order(x.shape[-2]):
        before = steps[t] = layer.cell.step(layer.gates, x[..., t, :], before)
    return {name: np.stack([steps[t][name] for t in range(len(steps))], axis=-2) for name in before}


# One level of a deep network: one layer, or two that read in opposite directions.
Level = Sequence[RecurrentLayer]


def outputs(traces: Sequence[Values]) -> Array:
    """What a level hands to the next: the states of its directions side by side, (..., T, n) or (..., T, 2n)."""
    return np.concatenate([trace["state"] for trace in traces], axis=-1)


def unroll_deep(levels: Sequence[Level], x: Array) -> list[list[Values]]:
    """A deep recurrent network: the states of one level are the inputs of the next. All values of each layer of each level.

    Args:
        x: (..., T, d).
    """
    traces = []
    for level in levels:
        traces.append([unroll(layer, x) for layer in level])
        x = outputs(traces[-1])
    return traces
