"""Optimizers (§4.3.1): their formulas, one step with every quantity on the way, and races over surfaces."""

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import Array, Number, inside, listed
from backend.api.problems import problem_responses
from backend.api.routes.labs.activation_functions import ParameterRow
from backend.concepts.errors import InvalidValue
from backend.concepts.optimizer_race import Path, Runner, race
from backend.concepts.optimizers import OPTIMIZERS, Optimizer, adam_as_printed, advance, find_optimizer
from backend.concepts.parameters import with_defaults
from backend.concepts.surfaces import SURFACES, find_surface, heights
from backend.errors import NotFound

router = APIRouter(tags=["Optimizers"], route_class=JsonRoute)

MAX_NUMBERS, MAX_STEPS, MAX_RUNNERS = 64, 1000, 12
Finite = Annotated[float, Field(allow_inf_nan=False)]
Chosen = Annotated[dict[str, Finite], Field(max_length=10, examples=[{"learning_rate": 0.01}])]
Vector = Annotated[list[Number], Field(min_length=1, max_length=MAX_NUMBERS)]


class OptimizerRow(BaseModel):
    """A rule: its equations (LaTeX, in the order of computation), its parameters, and what it remembers between steps."""

    model_config = ConfigDict(from_attributes=True)

    id: str = Field(examples=["adam"])
    title: str
    equations: list[str]
    parameters: list[ParameterRow]
    slots: list[str] = Field(examples=[["m", "v"]])


class SurfaceRow(BaseModel):
    """A surface f(x, y): equations are LaTeX; the ranges are what a picture of it shows."""

    model_config = ConfigDict(from_attributes=True)

    id: str = Field(examples=["rosenbrock"])
    title: str
    equation: str
    gradient_equation: str
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    start: tuple[float, float]
    minima: list[tuple[float, float]]


class SurfaceHeights(SurfaceRow):
    """`heights` has a row for each y and a column for each x."""

    x: list[float]
    y: list[float]
    heights: list[list[float]]


class StepRequest(Body):
    """θ, its gradient, and the `slots` of the answer before; `step` counts from 1."""

    optimizer: str = Field("adam", max_length=40)
    theta: Vector = Field(examples=[[1, -2]])
    gradient: Vector = Field(examples=[[0.5, 0.1]])
    slots: dict[str, Annotated[list[Finite], Field(max_length=MAX_NUMBERS)]] | None = Field(None, max_length=4)
    step: int = Field(1, ge=1, le=10**9)
    parameters: Chosen = Field(default_factory=dict)


class StepAnswer(BaseModel):
    """Every quantity by name in the order of computation, `theta` the new weights; `slots` are for the next step."""

    ledger: dict[str, list[float]]
    slots: dict[str, list[float]]


class RunnerRow(Body):
    optimizer: str = Field(max_length=40)
    parameters: Chosen = Field(default_factory=dict)


class RaceRequest(Body):
    """All `runners` from one `start`, that of the surface when left out."""

    surface: str = Field("rosenbrock", max_length=40)
    start: tuple[Number, Number] | None = None
    runners: list[RunnerRow] = Field([RunnerRow(optimizer=id) for id in OPTIMIZERS], min_length=1, max_length=MAX_RUNNERS)
    steps: int = Field(100, ge=1, le=MAX_STEPS)
    ledgers: bool = Field(True, description="whether to give every quantity of every step, too")


class PathRow(BaseModel):
    """`points` and `heights` begin with the start; they are shorter when the step `diverged_at` led out of bounds.

    `as_printed`, of Adam only: the two changes that §4.3.1 prints before its corrected line, −α/√(v + ε) g and −α m, at each step.
    """

    optimizer: str
    parameters: dict[str, float]
    points: list[tuple[float, float]]
    heights: list[float]
    ledgers: list[dict[str, list[float]]] | None
    diverged_at: int | None
    as_printed: list[tuple[list[float], list[float]]] | None = None


class Race(BaseModel):
    surface: str
    paths: list[PathRow]


@router.get("/optimizers", summary="All optimizers")
def list_optimizers() -> list[OptimizerRow]:
    """Their equations and parameters (§4.3.1)."""
    return [OptimizerRow.model_validate(row) for row in OPTIMIZERS.values()]


@router.get("/surfaces", summary="All surfaces to race over")
def list_surfaces() -> list[SurfaceRow]:
    return [SurfaceRow.model_validate(row) for row in SURFACES.values()]


@router.get("/surfaces/{surface_id}", summary="A surface with its heights", responses=problem_responses(404, 422))
def get_surface(surface_id: str, points: Annotated[int, Query(ge=2, le=200)] = 60) -> SurfaceHeights:
    """Heights on a grid of `points` × `points` over its ranges."""
    if surface_id not in SURFACES:
        raise NotFound(f"No surface is called {surface_id[:80]!r}; there are {', '.join(SURFACES)}.")
    surface = SURFACES[surface_id]
    x, y, z = heights(surface, points)
    row = SurfaceRow.model_validate(surface)
    return SurfaceHeights(**row.model_dump(), x=x.tolist(), y=y.tolist(), heights=z.tolist())


@router.post("/optimizers/step", summary="One step, every quantity", responses=problem_responses(400, 413, 422))
def take_step(body: StepRequest) -> StepAnswer:
    """From a gradient to the next weights (§4.3.1)."""
    optimizer = find_optimizer(body.optimizer)
    _check(optimizer, body.parameters)
    theta = np.array(body.theta)
    with np.errstate(all="ignore"):
        ledger = advance(optimizer.id, theta, np.array(body.gradient), _slots(body, optimizer), body.step, body.parameters)
    told = _told(ledger, "parameters")
    return StepAnswer(ledger=told, slots={name: told[name] for name in optimizer.slots})


@router.post("/optimizers/race", summary="A race over a surface", responses=problem_responses(400, 413, 422))
def run_race(body: RaceRequest) -> Race:
    """Each runner's path downhill from the same start (§4.3.1)."""
    surface = find_surface(body.surface)
    for index, row in enumerate(body.runners):
        with inside(f"runners/{index}"):
            _check(find_optimizer(row.optimizer), row.parameters)
    runners = [Runner(row.optimizer, row.parameters) for row in body.runners]
    with np.errstate(all="ignore"):
        paths = race(surface, body.start or surface.start, runners, body.steps)
    return Race(surface=surface.id, paths=[_path(path, index, body.ledgers) for index, path in enumerate(paths)])


def _check(optimizer: Optimizer, parameters: dict[str, float]) -> None:
    with inside("parameters"):
        with_defaults(optimizer.id, optimizer.parameters, parameters)


def _slots(body: StepRequest, optimizer: Optimizer) -> dict[str, Array] | None:
    if not body.slots:
        return None
    lengths = {name: len(numbers) for name, numbers in body.slots.items()}
    needed = dict.fromkeys(optimizer.slots, len(body.theta))
    if lengths != needed:
        raise InvalidValue("slots", f"received numbers {lengths}; {optimizer.id} keeps {needed or 'nothing'}")
    return {name: np.array(numbers) for name, numbers in body.slots.items()}


def _path(path: Path, index: int, ledgers: bool) -> PathRow:
    blame = f"runners/{index}/parameters"
    return PathRow(
        optimizer=path.runner.optimizer,
        parameters=dict(path.runner.parameters),
        points=listed(path.points, blame),
        heights=listed(path.heights, blame),
        ledgers=[_told(ledger, blame) for ledger in path.ledgers] if ledgers else None,
        diverged_at=path.diverged_at,
        as_printed=_as_printed(path, blame) if ledgers and path.runner.optimizer == "adam" else None,
    )


def _as_printed(path: Path, blame: str) -> list[tuple[list[float], list[float]]]:
    adam = find_optimizer("adam")
    chosen = with_defaults(adam.id, adam.parameters, path.runner.parameters)
    rates = chosen["learning_rate"], chosen["epsilon"]
    printed = [adam_as_printed(ledger["gradient"], ledger["m"], ledger["v"], *rates) for ledger in path.ledgers]
    return [(listed(raw, blame), listed(mean, blame)) for raw, mean in printed]


def _told(ledger: dict[str, Array], blame: str) -> dict[str, Any]:
    return {name: listed(values, blame) for name, values in ledger.items()}
