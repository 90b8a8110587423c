"""The vanishing gradient over time, measured (§V): ‖∂𝓛⟨T⟩/∂a⟨t⟩‖ for each t, of a new layer that reads random inputs."""

from dataclasses import replace

import numpy as np

from backend.concepts.recurrent.gate import Array
from backend.concepts.recurrent.layer import CellName, RecurrentLayer, cell_of, unroll
from backend.concepts.recurrent.new_layer import new_gates
from backend.concepts.recurrent.through_time import through_time

INPUTS = 8


def gradient_over_time(cell: CellName, length: int, units: int = 32, forget_bias: float = 1.0, seed: int = 0) -> Array:
    """‖∂𝓛⟨T⟩/∂a⟨t⟩‖/‖∂𝓛⟨T⟩/∂a⟨T⟩‖, (length,), for a loss that reads the last state alone, in a random direction.

    Args:
        length: T.
        forget_bias: b_f of an LSTM, 1 in Keras; the larger, the longer the cell keeps what it holds.
    """
    random = np.random.default_rng(seed)
    rule = cell_of(cell, reset_after=False)
    gates = dict(new_gates(rule, INPUTS, units, seed))
    if "forget" in gates:
        gates["forget"] = replace(gates["forget"], b=np.full(units, forget_bias))
    layer = RecurrentLayer(rule, gates)
    x, direct = random.normal(size=(length, INPUTS)), np.zeros((length, units))
    direct[-1] = random.normal(size=units)
    states = through_time(layer, x, unroll(layer, x), direct).states
    norms = np.linalg.norm(states, axis=1)
    return np.asarray(norms / norms[-1])
