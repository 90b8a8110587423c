"""The weights of a recurrent layer as Keras stores them, and as gates: `kernel` (d, gates·n), `recurrent_kernel` (n, gates·n), `bias`."""

from collections.abc import Mapping

import numpy as np

from backend.concepts.recurrent.gate import Array, Gate, Gates
from backend.concepts.recurrent.layer import CellName

# In the order in which Keras puts them side by side. Its names: GRU z, r, h; LSTM i, f, c, o.
ORDER: Mapping[CellName, tuple[str, ...]] = {
    "rnn": ("state",),
    "gru": ("update", "relevance", "candidate"),
    "lstm": ("update", "forget", "candidate", "output"),
}


def gates_of(cell: CellName, kernel: Array, recurrent_kernel: Array, bias: Array) -> Gates:
    """
    Args:
        bias: (gates·n,), or (2, gates·n) of a GRU with `reset_after`: of the input, then of the state.
    """
    names = ORDER[cell]
    parts = (np.split(array, len(names), axis=-1) for array in (kernel, recurrent_kernel, bias))
    return {name: Gate(W, U, b) if b.ndim == 1 else Gate(W, U, b[0], b[1]) for name, W, U, b in zip(names, *parts, strict=True)}


def parameter_count(cell: CellName, inputs: int, units: int, reset_after: bool = True) -> int:
    """Gates · (n (d + n) + n), and n more for each gate of a GRU with `reset_after`."""
    biases = 2 if cell == "gru" and reset_after else 1
    return len(ORDER[cell]) * units * (inputs + units + biases)
