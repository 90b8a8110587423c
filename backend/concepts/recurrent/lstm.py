"""Long short-term memory (§V; Hochreiter and Schmidhuber, 1997; forget gate: Gers et al., 2000), as the tutorial and as Keras write it."""

from dataclasses import dataclass

import numpy as np

from backend.concepts.activations import sigmoid
from backend.concepts.recurrent.gate import Array, GateGradient, Gates, StepGradient, Values
from backend.concepts.recurrent.gru import Convention


@dataclass(frozen=True)
class Lstm:
    """c⟨t⟩ = Γu ⋆ c̃ + Γf ⋆ c⟨t−1⟩ with Γ = σ(z).

    Attributes:
        convention: `keras` (and PyTorch): c̃ = tanh(W[a⟨t−1⟩, x⟨t⟩] + b), a⟨t⟩ = Γo ⋆ tanh c⟨t⟩. `tutorial`: a relevance gate in the
            candidate, c̃ = tanh(W[Γr ⋆ a⟨t−1⟩, x⟨t⟩] + b), and a⟨t⟩ = Γo ⋆ c⟨t⟩.
    """

    convention: Convention = "keras"

    @property
    def names(self) -> tuple[str, ...]:
        gates = ("update", "forget", "candidate", "output")
        return gates if self.convention == "keras" else ("relevance", *gates)

    def step(self, gates: Gates, x: Array, before: Values) -> Values:
        """One time step; arguments as for `Rnn.step`."""
        a = before["state"]
        values = {name: sigmoid(gates[name](x, a)) for name in self.names if name != "candidate"}
        values["candidate"] = np.tanh(self.candidate_argument(gates, x, before, values.get("relevance")))
        values["cell"] = values["update"] * values["candidate"] + values["forget"] * before["cell"]
        values["state"] = values["output"] * self._revealed(values["cell"])
        return values

    def candidate_argument(self, gates: Gates, x: Array, before: Values, relevance: Array | None) -> Array:
        """What the candidate is the tanh of, (..., n)."""
        a = before["state"]
        return gates["candidate"](x, a if relevance is None else relevance * a)

    def back(self, gates: Gates, values: Values, before: Values, da: Array, dc: Array) -> StepGradient:
        """The chain rule through those equations; arguments as for `Rnn.back`."""
        a, revealed = before["state"], self._revealed(values["cell"])
        slope = 1 - revealed**2 if self.convention == "keras" else 1.0
        dc = dc + da * values["output"] * slope
        slopes = {name: values[name] * (1 - values[name]) for name in self.names if name != "candidate"}
        dz = {
            "update": dc * values["candidate"] * slopes["update"],
            "forget": dc * before["cell"] * slopes["forget"],
            "output": da * revealed * slopes["output"],
            "candidate": dc * values["update"] * (1 - values["candidate"] ** 2),
        }
        d_seen = dz["candidate"] @ gates["candidate"].U.T
        seen = a
        d_state = sum(dz[name] @ gates[name].U.T for name in ("update", "forget", "output"))
        if "relevance" in values:
            seen = values["relevance"] * a
            dz["relevance"] = d_seen * a * slopes["relevance"]
            d_state = d_state + d_seen * values["relevance"] + dz["relevance"] @ gates["relevance"].U.T
        else:
            d_state = d_state + d_seen
        found = {name: GateGradient(dz[name], dz[name], seen if name == "candidate" else a) for name in self.names}
        return StepGradient(found, np.asarray(d_state), dc * values["forget"])

    def _revealed(self, cell: Array) -> Array:
        """What the output gate multiplies."""
        return np.tanh(cell) if self.convention == "keras" else cell
