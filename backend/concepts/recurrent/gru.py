"""The gated recurrent unit (§V; Cho et al., arXiv:1406.1078), as the tutorial and as Keras and PyTorch write it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from backend.concepts.activations import sigmoid
from backend.concepts.recurrent.gate import Array, GateGradient, Gates, StepGradient, Values

Convention = Literal["keras", "tutorial"]


@dataclass(frozen=True)
class Gru:
    """Γ = σ(z) of `update` and `relevance`; c̃ = tanh(W[Γr ⋆ a⟨t−1⟩, x⟨t⟩] + b); a⟨t⟩ = c⟨t⟩.

    Attributes:
        convention: what Γu multiplies. `tutorial`: c⟨t⟩ = Γu ⋆ c̃ + (1 − Γu) ⋆ c⟨t−1⟩; `keras` (and PyTorch) the other way round,
            h = z ⋆ h⟨t−1⟩ + (1 − z) ⋆ h̃, so that z = 1 − Γu.
        reset_after: Γr multiplies a⟨t−1⟩ U + b′ instead of a⟨t−1⟩, as cuDNN needs it (Keras' default, and PyTorch's only way).
    """

    convention: Convention = "keras"
    reset_after: bool = True

    names = ("update", "relevance", "candidate")

    def step(self, gates: Gates, x: Array, before: Values) -> Values:
        """One time step; arguments as for `Rnn.step`."""
        a = before["state"]
        update, relevance = sigmoid(gates["update"](x, a)), sigmoid(gates["relevance"](x, a))
        new = np.tanh(self.candidate_argument(gates, x, before, relevance))
        kept = self._kept(update)
        state = kept * a + (1 - kept) * new
        return {"update": update, "relevance": relevance, "candidate": new, "cell": state, "state": state}

    def candidate_argument(self, gates: Gates, x: Array, before: Values, relevance: Array) -> Array:
        """What the candidate is the tanh of, (..., n)."""
        candidate, a = gates["candidate"], before["state"]
        if self.reset_after:
            return candidate.input(x) + relevance * candidate.recurrent(a)
        return candidate(x, relevance * a)

    def back(self, gates: Gates, values: Values, before: Values, da: Array, dc: Array) -> StepGradient:
        """The chain rule through those equations; arguments as for `Rnn.back`."""
        a = before["state"]
        update, relevance, new = values["update"], values["relevance"], values["candidate"]
        kept = self._kept(update)
        d_kept = da * (a - new)
        d_update = (d_kept if self.convention == "keras" else -d_kept) * update * (1 - update)
        d_candidate = da * (1 - kept) * (1 - new**2)
        d_state = da * kept
        if self.reset_after:
            candidate = GateGradient(d_candidate, d_candidate * relevance, a)
            d_relevance = d_candidate * gates["candidate"].recurrent(a)
            d_state = d_state + candidate.product @ gates["candidate"].U.T
        else:
            candidate = GateGradient(d_candidate, d_candidate, relevance * a)
            d_product = d_candidate @ gates["candidate"].U.T
            d_relevance = d_product * a
            d_state = d_state + d_product * relevance
        d_relevance = d_relevance * relevance * (1 - relevance)
        d_state = d_state + d_update @ gates["update"].U.T + d_relevance @ gates["relevance"].U.T
        found = {
            "update": GateGradient(d_update, d_update, a),
            "relevance": GateGradient(d_relevance, d_relevance, a),
            "candidate": candidate,
        }
        return StepGradient(found, d_state, np.zeros_like(dc))

    def _kept(self, update: Array) -> Array:
        """The share of the old state that stays."""
        return update if self.convention == "keras" else 1 - update
