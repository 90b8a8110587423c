"""The simple recurrent cell (§V): a⟨t⟩ = g(W_aa a⟨t−1⟩ + W_ax x⟨t⟩ + b_a), with g = tanh. The tutorial lacks the first plus sign."""

from dataclasses import dataclass

import numpy as np

from backend.concepts.recurrent.gate import Array, GateGradient, Gates, StepGradient, Values


@dataclass(frozen=True)
class Rnn:
    """One gate, whose value is the new state."""

    names = ("state",)

    def step(self, gates: Gates, x: Array, before: Values) -> Values:
        """One time step.

        Args:
            gates: the weights, by the names in `names`.
            x: x⟨t⟩, (..., d).
            before: the previous step's `state` and `cell`, (..., n).
        """
        a = np.tanh(gates["state"](x, before["state"]))
        return {"state": a, "cell": a}

    def back(self, gates: Gates, values: Values, before: Values, da: Array, dc: Array) -> StepGradient:
        """∂𝓛/∂z = ∂𝓛/∂a ⋆ (1 − a²); ∂𝓛/∂a⟨t−1⟩ = ∂𝓛/∂z Uᵀ.

        Args:
            values: what the step computed.
            da, dc: ∂𝓛/∂a⟨t⟩ and ∂𝓛/∂c⟨t⟩ from all later, (..., n); here the cell is the state, and `dc` is 0.
        """
        dz = da * (1 - values["state"] ** 2)
        gradient = GateGradient(dz, dz, before["state"])
        return StepGradient({"state": gradient}, dz @ gates["state"].U.T, np.zeros_like(dc))
