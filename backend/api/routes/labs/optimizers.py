"""Optimizers (§4.3.1): their update rules, one step with every quantity, and comparisons on loss surfaces."""

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import Array, Number, inside, listed
from backend.api.problems import problem_responses
from backend.api.routes.labs.activation_functions import ParameterRow
from backend.concepts.errors import InvalidValue
from backend.concepts.optimizer_comparison import OptimizerRun, Path, compare
from backend.concepts.optimizers import OPTIMIZERS, Optimizer, adam_as_printed, advance, find_optimizer
from backend.concepts.parameters import with_defaults
from backend.concepts.surfaces import SURFACES, find_surface, loss_grid
from backend.errors import NotFound

router = APIRouter(tags=["Optimizers"], route_class=JsonRoute)

MAX_PARAMETERS, MAX_STEPS, MAX_RUNS = 64, 1000, 12
Finite = Annotated[float, Field(allow_inf_nan=False)]
Chosen = Annotated[dict[str, Finite], Field(max_length=10, examples=[{"learning_rate": 0.01}])]
Vector = Annotated[list[Number], Field(min_length=1, max_length=MAX_PARAMETERS)]


class OptimizerRow(BaseModel):
    """An update rule: its equations (LaTeX, in the order of computation), its parameters, and the slots that it keeps between steps."""

    model_config = ConfigDict(from_attributes=True)

    id: str = Field(examples=["adam"])
    title: str
    equations: list[str]
    parameters: list[ParameterRow]
    slots: list[str] = Field(examples=[["m", "v"]])


class SurfaceRow(BaseModel):
    """A loss surface f(x, y): equations are LaTeX; the ranges are the part to plot."""

    model_config = ConfigDict(from_attributes=True)

    id: str = Field(examples=["rosenbrock"])
    title: str
    equation: str
    gradient_equation: str
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    start: tuple[float, float]
    minima: list[tuple[float, float]]


class SurfaceLosses(SurfaceRow):
    """`losses` are f(x, y), a row for each y and a column for each x."""

    x: list[float]
    y: list[float]
    losses: list[list[float]]


class StepRequest(Body):
    """θ, its gradient, and the `slots` of the previous answer; `step` counts from 1."""

    optimizer: str = Field("adam", max_length=40)
    theta: Vector = Field(examples=[[1, -2]])
    gradient: Vector = Field(examples=[[0.5, 0.1]])
    slots: dict[str, Annotated[list[Finite], Field(max_length=MAX_PARAMETERS)]] | None = Field(None, max_length=4)
    step: int = Field(1, ge=1, le=10**9)
    parameters: Chosen = Field(default_factory=dict)


class StepAnswer(BaseModel):
    """Every quantity by name in the order of computation, `theta` the new weights; `slots` are for the next step."""

    trace: dict[str, list[float]]
    slots: dict[str, list[float]]


class RunRow(Body):
    optimizer: str = Field(max_length=40)
    parameters: Chosen = Field(default_factory=dict)


class ComparisonRequest(Body):
    """All `runs` from one `start`, that of the surface when omitted."""

    surface: str = Field("rosenbrock", max_length=40)
    start: tuple[Number, Number] | None = None
    runs: list[RunRow] = Field([RunRow(optimizer=id) for id in OPTIMIZERS], min_length=1, max_length=MAX_RUNS)
    steps: int = Field(100, ge=1, le=MAX_STEPS)
    traces: bool = Field(True, description="also return every quantity of every step")


class PathRow(BaseModel):
    """`points` and `losses` begin with the start; they are shorter when the step `diverged_at` led out of bounds.

    `as_printed`, of Adam only: the two updates that §4.3.1 prints before its corrected line, −α/√(v + ε) g and −α m, at each step.
    """

    optimizer: str
    parameters: dict[str, float]
    points: list[tuple[float, float]]
    losses: list[float]
    traces: list[dict[str, list[float]]] | None
    diverged_at: int | None
    as_printed: list[tuple[list[float], list[float]]] | None = None


class Comparison(BaseModel):
    surface: str
    paths: list[PathRow]


@router.get("/optimizers", summary="All optimizers")
def list_optimizers() -> list[OptimizerRow]:
    """Their equations and parameters (§4.3.1)."""
    return [OptimizerRow.model_validate(row) for row in OPTIMIZERS.values()]


@router.get("/surfaces", summary="All loss surfaces")
def list_surfaces() -> list[SurfaceRow]:
    return [SurfaceRow.model_validate(row) for row in SURFACES.values()]


@router.get("/surfaces/{surface_id}", summary="A loss surface", responses=problem_responses(404, 422))
def get_surface(surface_id: str, points: Annotated[int, Query(ge=2, le=200)] = 60) -> SurfaceLosses:
    """f(x, y) on a grid of `points` × `points` over its ranges."""
    if surface_id not in SURFACES:
        raise NotFound(f"No surface is called {surface_id[:80]!r}; there are {', '.join(SURFACES)}.")
    surface = SURFACES[surface_id]
    x, y, losses = loss_grid(surface, points)
    row = SurfaceRow.model_validate(surface)
    return SurfaceLosses(**row.model_dump(), x=x.tolist(), y=y.tolist(), losses=losses.tolist())


@router.post("/optimizers/step", summary="One optimizer step", responses=problem_responses(400, 413, 422))
def take_step(body: StepRequest) -> StepAnswer:
    """From a gradient to the next weights, with every quantity (§4.3.1)."""
    optimizer = find_optimizer(body.optimizer)
    _check(optimizer, body.parameters)
    theta = np.array(body.theta)
    with np.errstate(all="ignore"):
        trace = advance(optimizer.id, theta, np.array(body.gradient), _slots(body, optimizer), body.step, body.parameters)
    rows = _as_lists(trace, "parameters")
    return StepAnswer(trace=rows, slots={name: rows[name] for name in optimizer.slots})


@router.post("/optimizers/compare", summary="Compare optimizers on a loss surface", responses=problem_responses(400, 413, 422))
def compare_optimizers(body: ComparisonRequest) -> Comparison:
    """The path of each optimizer from the same start (§4.3.1)."""
    surface = find_surface(body.surface)
    for index, row in enumerate(body.runs):
        with inside(f"runs/{index}"):
            _check(find_optimizer(row.optimizer), row.parameters)
    runs = [OptimizerRun(row.optimizer, row.parameters) for row in body.runs]
    with np.errstate(all="ignore"):
        paths = compare(surface, body.start or surface.start, runs, body.steps)
    return Comparison(surface=surface.id, paths=[_path(path, index, body.traces) for index, path in enumerate(paths)])


def _check(optimizer: Optimizer, parameters: dict[str, float]) -> None:
    with inside("parameters"):
        with_defaults(optimizer.id, optimizer.parameters, parameters)


def _slots(body: StepRequest, optimizer: Optimizer) -> dict[str, Array] | None:
    if not body.slots:
        return None
    lengths = {name: len(numbers) for name, numbers in body.slots.items()}
    needed = dict.fromkeys(optimizer.slots, len(body.theta))
    if lengths != needed:
        raise InvalidValue("slots", f"received lengths {lengths}; {optimizer.id} keeps {needed or 'nothing'}")
    return {name: np.array(numbers) for name, numbers in body.slots.items()}


def _path(path: Path, index: int, traces: bool) -> PathRow:
    field = f"runs/{index}/parameters"
    return PathRow(
        optimizer=path.run.optimizer,
        parameters=dict(path.run.parameters),
        points=listed(path.points, field),
        losses=listed(path.losses, field),
        traces=[_as_lists(trace, field) for trace in path.traces] if traces else None,
        diverged_at=path.diverged_at,
        as_printed=_as_printed(path, field) if traces and path.run.optimizer == "adam" else None,
    )


def _as_printed(path: Path, field: str) -> list[tuple[list[float], list[float]]]:
    adam = find_optimizer("adam")
    chosen = with_defaults(adam.id, adam.parameters, path.run.parameters)
    rates = chosen["learning_rate"], chosen["epsilon"]
    printed = [adam_as_printed(trace["gradient"], trace["m"], trace["v"], *rates) for trace in path.traces]
    return [(listed(raw, field), listed(mean, field)) for raw, mean in printed]


def _as_lists(trace: dict[str, Array], field: str) -> dict[str, Any]:
    return {name: listed(values, field) for name, values in trace.items()}
