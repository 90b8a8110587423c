"""A small recurrent layer in a request: the client keeps it and sends it with each request, so that the service is stateless."""

from typing import Annotated, Any, Self

import numpy as np
from pydantic import Field

from backend.api.json_route import Body
from backend.api.numbers import MAX_ABS, Array, Number, inside, matrix
from backend.concepts.errors import InvalidValue
from backend.concepts.recurrent.gate import Gate, Gates
from backend.concepts.recurrent.gru import Convention
from backend.concepts.recurrent.layer import Cell, CellName, RecurrentLayer, cell_of

MAX_INPUTS = 32
MAX_UNITS = 8
MAX_STEPS = 64

Vector = Annotated[list[Number], Field(min_length=1, max_length=MAX_UNITS)]
Input = Annotated[list[Number], Field(min_length=1, max_length=MAX_INPUTS)]
Sequence = Annotated[list[Input], Field(min_length=1, max_length=MAX_STEPS)]


class GateBody(Body):
    """z = x⟨t⟩ W + a⟨t−1⟩ U + b. `recurrent_b` is added to a U; only a GRU with `reset_after` has it."""

    W: list[Vector] = Field(min_length=1, max_length=MAX_INPUTS, description="(inputs, units)")
    U: list[Vector] = Field(min_length=1, max_length=MAX_UNITS, description="(units, units)")
    b: Vector
    recurrent_b: Vector | None = None

    @classmethod
    def of(cls, gate: Gate, field: str) -> Self:
        """The weights as numbers; `field` is the cause where one is beyond what a request may hold."""
        recurrent = None if gate.recurrent_b is None else kept(gate.recurrent_b, field)
        return cls(W=kept(gate.W, field), U=kept(gate.U, field), b=kept(gate.b, field), recurrent_b=recurrent)

    def gate(self) -> Gate:
        W, U, b = matrix("W", self.W), matrix("U", self.U), np.array(self.b)
        return Gate(W, U, b, None if self.recurrent_b is None else np.array(self.recurrent_b))


class CellBody(Body):
    """A cell and the convention in which its equations are read; see `equations` of the answer."""

    cell: CellName = "lstm"
    convention: Convention = Field("keras", description="keras is also that of PyTorch; tutorial is that of §V")
    reset_after: bool = Field(
        False, description="of a GRU in the convention keras: Γr multiplies after the product, as Keras does by default"
    )

    def rule(self) -> Cell:
        return cell_of(self.cell, self.convention, self.reset_after)

    @property
    def has_recurrent_bias(self) -> bool:
        return self.cell == "gru" and self.convention == "keras" and self.reset_after


class LayerBody(CellBody):
    """`gates` by name: `state` of a simple RNN; `update`, `relevance`, `candidate` of a GRU; `update`, `forget`, `candidate`, `output`
    of an LSTM, and `relevance` in the tutorial's convention. `POST /recurrent/new` makes them."""

    gates: dict[str, GateBody]

    def layer(self, inputs: int) -> RecurrentLayer:
        """The layer, checked.

        Raises:
            InvalidValue: a gate is missing or superfluous, or a shape does not fit.
        """
        rule = self.rule()
        if set(self.gates) != set(rule.names):
            raise InvalidValue(
                "gates", f"{self.cell} has the gates {', '.join(rule.names)}; received {', '.join(self.gates)[:80] or 'none'}"
            )
        units = len(next(iter(self.gates.values())).b)
        gates: dict[str, Gate] = {}
        for name in rule.names:
            with inside(f"gates/{name}"):
                gates[name] = self.gates[name].gate()
                _check(gates[name], inputs, units, self.has_recurrent_bias)
        return RecurrentLayer(rule, gates)


def _check(gate: Gate, inputs: int, units: int, has_recurrent_bias: bool) -> None:
    shapes = {"W": (gate.W, (inputs, units)), "U": (gate.U, (units, units)), "b": (gate.b, (units,))}
    if has_recurrent_bias != (gate.recurrent_b is not None):
        needed = "is needed with" if has_recurrent_bias else "is only for"
        raise InvalidValue("recurrent_b", f"recurrent_b {needed} a GRU with reset_after")
    if gate.recurrent_b is not None:
        shapes["recurrent_b"] = (gate.recurrent_b, (units,))
    for name, (array, shape) in shapes.items():
        if array.shape != shape:
            raise InvalidValue(name, f"{name} is {array.shape}; {shape} is needed")


def gate_bodies(gates: Gates, field: str) -> dict[str, GateBody]:
    return {name: GateBody.of(gate, field) for name, gate in gates.items()}


def kept(weights: Array, field: str) -> Any:
    """Weights that the client can send again, as nested lists.

    Raises:
        InvalidValue: one is beyond ±10⁶.
    """
    if not (np.abs(weights) <= MAX_ABS).all():
        raise InvalidValue(field, f"with this value a weight grows beyond ±{MAX_ABS:g}")
    return weights.tolist()


def vector(field: str, values: list[float] | None, length: int) -> Array:
    """The values; zeros when None.

    Raises:
        InvalidValue: another length.
    """
    if values is None:
        return np.zeros(length)
    if len(values) != length:
        raise InvalidValue(field, f"{field} has {len(values)} numbers; {length} are needed, one for each unit")
    return np.array(values, dtype=float)
