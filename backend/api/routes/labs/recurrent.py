"""Recurrent networks (§V): one step of a cell in both conventions, and a layer unrolled over time with its gradient through time."""

from typing import Annotated, Literal, Self

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import Array, Number, Seed, finite, inside, listed, matrix
from backend.api.problems import problem_responses
from backend.api.recurrent_layer import (
    MAX_INPUTS,
    MAX_STEPS,
    MAX_UNITS,
    CellBody,
    GateBody,
    Input,
    LayerBody,
    Sequence,
    Vector,
    gate_bodies,
    kept,
    vector,
)
from backend.concepts.errors import InvalidValue
from backend.concepts.recurrent.clipping import clipped, global_norm
from backend.concepts.recurrent.conventions import difference, translated
from backend.concepts.recurrent.equations import QUESTIONS, SYMBOLS, equations
from backend.concepts.recurrent.finite_differences import Loss, Weight, finite_difference
from backend.concepts.recurrent.gate import Values
from backend.concepts.recurrent.gru import Convention, Gru
from backend.concepts.recurrent.layer import CellName, RecurrentLayer, cell_of, unroll
from backend.concepts.recurrent.lstm import Lstm
from backend.concepts.recurrent.memory import gradient_over_time
from backend.concepts.recurrent.new_layer import new_gates
from backend.concepts.recurrent.output import logits, score_gradient, step_losses
from backend.concepts.recurrent.through_time import ThroughTime, through_time
from backend.concepts.recurrent.training import Output, train
from backend.concepts.softmax import softmax

router = APIRouter(prefix="/recurrent", tags=["Recurrent networks"], route_class=JsonRoute)

ERRORS = problem_responses(400, 413, 422)
MAX_TRAINING_STEPS = 500
MAX_WORK = 10_000  # steps times time steps of one request: about two seconds
Weights = Literal["W", "U", "b", "recurrent_b"]


class NewLayer(CellBody):
    """The sizes of a layer; with `classes`, of the output y⟨t⟩ = softmax(a⟨t⟩ W_ya + b_y) too."""

    inputs: int = Field(3, ge=1, le=MAX_INPUTS)
    units: int = Field(4, ge=1, le=MAX_UNITS)
    classes: int | None = Field(None, ge=2, le=MAX_INPUTS)
    seed: Seed = 0


class OutputBody(Body):
    """y⟨t⟩ = softmax(a⟨t⟩ W_ya + b_y)."""

    W: list[Input] = Field(min_length=1, max_length=MAX_UNITS, description="W_ya, (units, classes)")
    b: Input = Field(description="b_y, (classes,)")


class NewWeights(BaseModel):
    gates: dict[str, GateBody]
    output: OutputBody | None


class StepRequest(LayerBody):
    """One step: x⟨t⟩, and what the step before left."""

    x: Input = Field(examples=[[1, 0, 0]])
    state: Vector | None = Field(None, description="a⟨t−1⟩; zeros when omitted")
    memory: Vector | None = Field(None, description="c⟨t−1⟩ of an LSTM; zeros when omitted")


class Quantity(BaseModel):
    """One value of a step. `z` is what σ or tanh is applied to; null for what has none. `question`: what a gate answers."""

    name: str = Field(examples=["update"])
    symbol: str = Field(examples=[r"\Gamma_u"])
    question: str | None
    z: list[float] | None
    value: list[float]

    @classmethod
    def of(cls, name: str, value: Array, z: Array | None) -> Self:
        return cls(
            name=name,
            symbol=SYMBOLS[name],
            question=QUESTIONS.get(name),
            z=None if z is None else listed(z, "x"),
            value=listed(value, "x"),
        )


class StepAnswer(BaseModel):
    """All quantities of the step, in the order in which they are computed."""

    convention: Convention
    equations: list[str] = Field(description="LaTeX")
    quantities: list[Quantity]


class Step(StepAnswer):
    """`other`: the same weights read in the other convention; `difference`: how the two differ."""

    other: StepAnswer
    difference: str


class Pick(Body):
    """One weight, whose derivative is taken apart over time."""

    gate: str = Field(max_length=20, examples=["update"])
    weights: Weights = "U"
    row: int = Field(0, ge=0, description="0 for a bias")
    column: int = Field(0, ge=0)


class UnrollRequest(LayerBody):
    """A sequence. With `output` and `targets`, the loss over time and its gradient through time, too."""

    x: Sequence = Field(examples=[[[1, 0, 0], [0, 1, 0], [0, 0, 1]]])
    output: OutputBody | None = None
    targets: list[int] | None = Field(None, max_length=MAX_STEPS, description="the class that y⟨t⟩ should have, for each step")
    loss_step: int | None = Field(None, ge=0, description="take the gradient of 𝓛⟨t⟩ of this step alone, not of the sum")
    pick: Pick | None = None
    clip_norm: Number | None = Field(None, gt=0, description="c of g ← g · min(1, c/‖g‖)")


class TrainRequest(LayerBody):
    """Gradient descent on one sequence, w ← w − α g · min(1, c/‖g‖)."""

    x: Sequence = Field(examples=[[[1, 0, 0], [0, 1, 0], [0, 0, 1]]])
    output: OutputBody
    targets: list[int] = Field(max_length=MAX_STEPS)
    steps: int = Field(100, ge=1, le=MAX_TRAINING_STEPS)
    learning_rate: float = Field(0.3, ge=0, le=10)
    clip_norm: float | None = Field(1.0, gt=0, le=1e6, description="c; null: the gradient as it is")


class Training(NewWeights):
    """`losses`: before each step and after the last; `norms`: ‖g‖ before it was clipped."""

    losses: list[float]
    norms: list[float]


class Memory(BaseModel):
    """`norms`: for each time step, first to last; the last is 1."""

    cell: CellName
    norms: list[float]


class Derivative(BaseModel):
    """∂𝓛/∂w = Σ_t ∂𝓛/∂w|_(t) of one weight w; each summand changes w in step t alone."""

    summands: list[float]
    total: float
    finite_difference: float
    finite_differences: list[float] = Field(description="of each summand")


class Gradient(BaseModel):
    """`state_norms`: ‖∂𝓛/∂a⟨t⟩‖ for each step: how much of the gradient reaches it."""

    losses: list[float] = Field(description="𝓛⟨t⟩ = −ln y⟨t⟩ of the target")
    loss: float = Field(description="what the gradient is of: Σ_t 𝓛⟨t⟩, or 𝓛⟨t⟩ of `loss_step`")
    state_norms: list[float]
    norm: float = Field(description="‖g‖ over all weights of the layer")
    clipped_norm: float | None
    derivative: Derivative | None


class Unrolled(BaseModel):
    """`values`: each quantity, a row for each step; `probabilities`: y⟨t⟩."""

    equations: list[str]
    values: dict[str, list[list[float]]]
    probabilities: list[list[float]] | None
    gradient: Gradient | None


@router.post("/new", summary="New weights of a recurrent layer", responses=ERRORS)
def new_layer(body: NewLayer) -> NewWeights:
    """As Keras begins: W uniform within Glorot's limit, U orthogonal, biases 0, that of the forget gate 1."""
    gates = new_gates(body.rule(), body.inputs, body.units, body.seed, body.has_recurrent_bias)
    output = None
    if body.classes is not None:
        limit = np.sqrt(6 / (body.units + body.classes))
        W = np.random.default_rng((body.seed, 1)).uniform(-limit, limit, (body.units, body.classes))
        output = OutputBody(W=listed(W, "seed"), b=[0.0] * body.classes)
    return NewWeights(gates=gate_bodies(gates, "seed"), output=output)


@router.post("/step", summary="One step of a recurrent cell, in both conventions", responses=ERRORS)
def step(body: StepRequest) -> Step:
    """Every gate with its question, the candidate, the cell and the state; and the same weights in the other convention (§V)."""
    layer = body.layer(len(body.x))
    before = {"state": vector("state", body.state, layer.units), "cell": vector("memory", body.memory, layer.units)}
    if body.cell != "lstm":
        if body.memory is not None:
            raise InvalidValue("memory", f"only an LSTM has a memory c⟨t−1⟩ beside its state; the cell is {body.cell}")
        before["cell"] = before["state"]
    x = np.array(body.x, dtype=float)
    to: Convention = "tutorial" if body.convention == "keras" else "keras"
    other = RecurrentLayer(cell_of(body.cell, to, reset_after=False), translated(body.cell, layer.gates, to))
    return Step(
        **_answer(layer, x, before, body.convention, equations(body.cell, body.convention, body.has_recurrent_bias)).model_dump(),
        other=_answer(other, x, before, to, equations(body.cell, to)),
        difference=difference(body.cell, body.has_recurrent_bias),
    )


def _answer(layer: RecurrentLayer, x: Array, before: Values, convention: Convention, lines: list[str]) -> StepAnswer:
    values = layer.cell.step(layer.gates, x, before)
    found = [Quantity.of(name, values[name], _argument(layer, name, x, before, values)) for name in _ordered(values)]
    return StepAnswer(convention=convention, equations=lines, quantities=found)


def _ordered(values: Values) -> list[str]:
    """Without the cell where it is the state."""
    names = [name for name in SYMBOLS if name in values]
    return [name for name in names if name != "cell" or values["cell"] is not values["state"]]


def _argument(layer: RecurrentLayer, name: str, x: Array, before: Values, values: Values) -> Array | None:
    """What a gate, the candidate or the state of a simple RNN is σ or tanh of; None for what is computed from those."""
    if name not in layer.gates:
        return None
    if name == "candidate" and isinstance(layer.cell, Gru | Lstm):
        return layer.cell.candidate_argument(layer.gates, x, before, values.get("relevance", np.ones_like(before["state"])))
    return layer.gates[name](x, before["state"])


@router.get("/memory", summary="How much of the gradient is left after many time steps", responses=problem_responses(422))
def get_memory(
    cell: CellName = "lstm",
    length: Annotated[int, Query(ge=2, le=200, description="T, time steps")] = 60,
    units: Annotated[int, Query(ge=1, le=64)] = 32,
    forget_bias: Annotated[float, Query(ge=-10, le=10, description="of an LSTM; 1 in Keras")] = 1,
    seed: Seed = 0,
) -> Memory:
    """‖∂𝓛⟨T⟩/∂a⟨t⟩‖ of a new layer that reads random inputs, relative to that of the last step (§V)."""
    return Memory(cell=cell, norms=listed(gradient_over_time(cell, length, units, forget_bias, seed), "forget_bias"))


@router.post("/train", summary="Train a recurrent layer on one sequence", responses=ERRORS)
def train_layer(body: TrainRequest) -> Training:
    """The output learns the target of each step, by back-propagation through time (§V)."""
    x = matrix("x", body.x)
    layer = body.layer(x.shape[1])
    output = _output(body.output, layer.units)
    targets = _targets(body.targets, len(x), len(output.b))
    if (work := body.steps * len(x)) > MAX_WORK:
        raise InvalidValue("steps", f"{body.steps} steps over {len(x)} time steps are {work:,}; at most {MAX_WORK:,} in one request")
    with np.errstate(over="ignore", invalid="ignore"):
        found = train(layer, output, x, targets, body.learning_rate, body.clip_norm, body.steps)
    return Training(
        gates=gate_bodies(found.layer.gates, "learning_rate"),
        output=OutputBody(W=kept(found.output.W, "learning_rate"), b=kept(found.output.b, "learning_rate")),
        losses=listed(found.losses, "learning_rate"),
        norms=listed(found.norms, "learning_rate"),
    )


@router.post("/unroll", summary="A recurrent layer over a sequence, and its gradient through time", responses=ERRORS)
def unroll_layer(body: UnrollRequest) -> Unrolled:
    """All values at every step; ∂𝓛/∂W = Σ_t ∂𝓛/∂W|_(t) with every summand of one weight, checked by finite differences (§V)."""
    with np.errstate(over="ignore", invalid="ignore"):
        return _unrolled(body)


def _unrolled(body: UnrollRequest) -> Unrolled:
    x = matrix("x", body.x)
    layer = body.layer(x.shape[1])
    values = unroll(layer, x)
    output = None if body.output is None else _output(body.output, layer.units)
    scores = None if output is None else logits(values["state"], output.W, output.b)
    return Unrolled(
        equations=equations(body.cell, body.convention, body.has_recurrent_bias),
        values={name: listed(value, "x") for name, value in values.items()},
        probabilities=None if scores is None else listed(softmax(scores), "output"),
        gradient=_gradient(body, layer, x, values, output),
    )


def _output(body: OutputBody, units: int) -> Output:
    with inside("output"):
        W, b = matrix("W", body.W), np.array(body.b)
        if W.shape != (units, len(b)):
            raise InvalidValue("W", f"W is {W.shape}; {(units, len(b))} is needed, a row for each unit and a column for each number of b")
    return Output(W, b)


def _gradient(body: UnrollRequest, layer: RecurrentLayer, x: Array, values: Values, output: Output | None) -> Gradient | None:
    if body.targets is None:
        return None
    if output is None:
        raise InvalidValue("output", "targets need an output: y⟨t⟩ = softmax(a⟨t⟩ W_ya + b_y)")
    targets = _targets(body.targets, len(x), len(output.b))
    scores = logits(values["state"], output.W, output.b)
    counts = _counted(body.loss_step, len(x))
    losses = step_losses(scores, targets)
    direct = (score_gradient(scores, targets) * counts[:, None]) @ output.W.T
    found = through_time(layer, x, values, direct)

    def loss(states: Array) -> float:
        return float((step_losses(logits(states, output.W, output.b), targets) * counts).sum())

    flat = [array for arrays in found.weights.values() for array in arrays.values()]
    limited = None if body.clip_norm is None else global_norm(clipped(flat, body.clip_norm))
    return Gradient(
        losses=listed(losses, "x"),
        loss=finite((losses * counts).sum(), "gates"),
        state_norms=listed(np.linalg.norm(found.states, axis=1), "gates"),
        norm=finite(global_norm(flat), "gates"),
        clipped_norm=limited,
        derivative=None if body.pick is None else _derivative(body.pick, layer, x, found, loss),
    )


def _targets(targets: list[int], steps: int, classes: int) -> np.ndarray:
    if len(targets) != steps or not all(0 <= target < classes for target in targets):
        raise InvalidValue("targets", f"{steps} targets from 0 to {classes - 1} are needed, one for each step; received {targets[:10]}")
    return np.array(targets)


def _counted(step: int | None, steps: int) -> Array:
    """1 for each step whose loss counts, (T,)."""
    if step is None:
        return np.ones(steps)
    if step >= steps:
        raise InvalidValue("loss_step", f"there are {steps} steps, counted from 0; received {step}")
    return np.asarray(np.eye(steps)[step])


def _derivative(pick: Pick, layer: RecurrentLayer, x: Array, found: ThroughTime, loss: Loss) -> Derivative:
    weight = _weight(pick, found)
    summands = np.array([term[weight.index] for term in found.summands[weight.gate][weight.array]])
    return Derivative(
        summands=listed(summands, "gates"),
        total=finite(summands.sum(), "gates"),
        finite_difference=finite(finite_difference(layer, x, weight, loss), "gates"),
        finite_differences=[finite(finite_difference(layer, x, weight, loss, t), "gates") for t in range(len(x))],
    )


def _weight(pick: Pick, found: ThroughTime) -> Weight:
    arrays = found.summands.get(pick.gate)
    if arrays is None:
        raise InvalidValue("pick/gate", f"the gates are {', '.join(found.summands)}; received {pick.gate!r}")
    if pick.weights not in arrays:
        raise InvalidValue("pick/weights", f"{pick.gate} has {', '.join(arrays)}; received {pick.weights!r}")
    shape = arrays[pick.weights].shape[1:]
    index = (pick.row, pick.column) if len(shape) == 2 else (pick.column,)
    for field, place, size in zip(("row", "column")[-len(shape) :], index, shape, strict=True):
        if place >= size:
            raise InvalidValue(f"pick/{field}", f"{pick.weights} has {size} {field}s, counted from 0; received {place}")
    return Weight(pick.gate, pick.weights, index)
