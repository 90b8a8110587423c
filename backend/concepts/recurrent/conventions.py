"""The same weights as the tutorial reads them, and as Keras does (§V): where the two agree, and where they cannot."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from backend.concepts.recurrent.gate import Gate, Gates
from backend.concepts.recurrent.gru import Convention
from backend.concepts.recurrent.layer import CellName

ALWAYS_OPEN = 1000.0  # a bias with which σ(z) is 1

# What differs between the conventions; the same sentence in both directions.
DIFFERENCES: Mapping[CellName, str] = {
    "rnn": "Both conventions are the same.",
    "gru": "Γu = 1 − z: the tutorial’s gate is the share of the candidate, that of Keras and PyTorch the share of the old state.",
    "lstm": "Keras and PyTorch have no relevance gate (Γr = 1) and reveal tanh c⟨t⟩, the tutorial reveals c⟨t⟩ itself.",
}
RESET_AFTER = " With reset_after, Γr multiplies a⟨t−1⟩ U + b′ after the product, so that the states differ."


def translated(cell: CellName, gates: Gates, to: Convention) -> Gates:
    """The weights that mean in the convention `to` what `gates` mean in the other one, as far as that can be.

    A GRU's update gate changes its sign, since σ(−z) = 1 − σ(z); the bias of a U becomes part of b. An LSTM gets an open relevance gate,
    or loses its own.
    """
    if cell == "rnn":
        return gates
    if cell == "gru":
        joined = {name: _with_one_bias(gate) for name, gate in gates.items()} if to == "tutorial" else dict(gates)
        return {**joined, "update": _negated(joined["update"])}
    if to == "keras":
        return {name: gate for name, gate in gates.items() if name != "relevance"}
    model = gates["update"]
    relevance = Gate(np.zeros_like(model.W), np.zeros_like(model.U), np.full_like(model.b, ALWAYS_OPEN))
    return {"relevance": relevance, **gates}


def difference(cell: CellName, reset_after: bool) -> str:
    return DIFFERENCES[cell] + (RESET_AFTER if cell == "gru" and reset_after else "")


def _negated(gate: Gate) -> Gate:
    return Gate(-gate.W, -gate.U, -gate.b, None if gate.recurrent_b is None else -gate.recurrent_b)


def _with_one_bias(gate: Gate) -> Gate:
    return gate if gate.recurrent_b is None else replace(gate, b=gate.b + gate.recurrent_b, recurrent_b=None)
