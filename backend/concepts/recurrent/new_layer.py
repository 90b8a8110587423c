"""The weights of a new recurrent layer, as Keras begins: W uniform (Glorot), U orthogonal, biases 0, the forget gate's 1."""

from math import sqrt

import numpy as np

from backend.concepts.recurrent.gate import Array, Gate, Gates
from backend.concepts.recurrent.layer import Cell


def new_gates(cell: Cell, inputs: int, units: int, seed: int, recurrent_bias: bool = False) -> Gates:
    """One gate after the other from the same random numbers.

    Glorot's limit is that of a gate alone, √(6/(d + n)). The forget gate begins open (Jozefowicz et al., 2015): what the cell holds stays.

    Args:
        recurrent_bias: each gate has the second bias of a GRU with `reset_after`.
    """
    random = np.random.default_rng(seed)
    limit = sqrt(6 / (inputs + units))

    def gate(name: str) -> Gate:
        b = np.full(units, 1.0 if name == "forget" else 0.0)
        return Gate(
            random.uniform(-limit, limit, (inputs, units)), orthogonal(units, random), b, np.zeros(units) if recurrent_bias else None
        )

    return {name: gate(name) for name in cell.names}


def orthogonal(units: int, random: np.random.Generator) -> Array:
    """A random U with U Uᵀ = I, (n, n): it changes the length of no state (Saxe et al., arXiv:1312.6120)."""
    q, r = np.linalg.qr(random.normal(size=(units, units)))
    return np.asarray(q * np.sign(np.diag(r)))
