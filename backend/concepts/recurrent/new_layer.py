"""The weights of a new recurrent layer, as Keras begins: W uniform (Glorot), U orthogonal, biases 0, the forget gate's 1."""

from math import sqrt

import numpy as np

from backend.concepts.recurrent.gate import Array, Gate, Gates
from backend.concepts.recurrent.layer import Cell


def new_gates(cell: Cell, inputs: int, units: int, seed: int, recurrent_bias: bool = False) -> Gates:
    """All gates side by side are one random matrix: W (d, g·n) uniform within √(6/(d + g·n)) (Glorot), U (n, g·n) with U Uᵀ = I.

    The forget gate begins open (Jozefowicz et al., 2015): what the cell holds stays.

    Args:
        recurrent_bias: each gate has the second bias of a GRU with `reset_after`.
    """
    random = np.random.default_rng(seed)
    width = len(cell.names) * units
    limit = sqrt(6 / (inputs + width))
    parts = (
        np.split(array, len(cell.names), axis=1)
        for array in (random.uniform(-limit, limit, (inputs, width)), orthogonal(units, width, random))
    )

    def gate(name: str, W: Array, U: Array) -> Gate:
        return Gate(W, U, np.full(units, 1.0 if name == "forget" else 0.0), np.zeros(units) if recurrent_bias else None)

    return {name: gate(name, W, U) for name, W, U in zip(cell.names, *parts, strict=True)}


def orthogonal(rows: int, columns: int, random: np.random.Generator) -> Array:
    """A random matrix with orthonormal rows, (rows, columns ≥ rows), so that U Uᵀ = I (Saxe et al., arXiv:1312.6120)."""
    q, r = np.linalg.qr(random.normal(size=(columns, rows)))
    return np.asarray((q * np.sign(np.diag(r))).T)
