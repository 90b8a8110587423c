"""Activation functions (§2.1): their properties, curves and plots."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

import numpy as np
from fastapi import APIRouter, Depends, Query, Response
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from backend.api.numbers import listed
from backend.api.problems import problem_responses
from backend.concepts.activation_function import ActivationFunction
from backend.concepts.activation_table import ALIASES, TABLE, curve, find_activation, properties_of
from backend.concepts.activation_timing import ONE_BY_ONE, activation_times
from backend.concepts.errors import InvalidValue
from backend.errors import NotFound
from backend.imaging.chart import Curve, line_chart
from backend.imaging.drawing import to_png, to_svg

router = APIRouter(prefix="/activations", tags=["Activation functions"])

MAX_X = 1e4
MAX_POINTS = 2001
Bound = Annotated[float, Query(ge=-MAX_X, le=MAX_X)]
Chosen = Annotated[float | None, Query(allow_inf_nan=False)]
PLOTS: dict[str, Any] = {
    "content": {"image/svg+xml": {"schema": {"type": "string"}}, "image/png": {"schema": {"type": "string", "format": "binary"}}},
    "description": "f and its derivative",
}


class ParameterRow(BaseModel):
    """A parameter of a formula, with its bounds (inclusive)."""

    model_config = ConfigDict(from_attributes=True)

    name: str = Field(examples=["alpha"])
    symbol: str = Field(examples=["α"])
    default: float
    minimum: float
    maximum: float


class ActivationRow(BaseModel):
    """An activation function. Equations and ranges are LaTeX; `infimum` and `supremum` are null where there is no bound."""

    model_config = ConfigDict(from_attributes=True)

    id: str = Field(examples=["sigmoid"])
    title: str
    aliases: list[str] = Field(description="other accepted names")
    equation: str
    derivative_equation: str
    range: str
    infimum: float | None
    supremum: float | None
    continuity: str = Field(description="`C^{-1}`, `C^0`, `C^1` or `C^{\\infty}`")
    monotonic: bool
    monotonic_derivative: bool
    zero_centred: bool
    identity_near_zero: bool
    parameters: list[ParameterRow]
    section: str = Field(examples=["§2.1.1"])
    note: str

    @classmethod
    def of(cls, row: ActivationFunction) -> Self:
        fields = {name: getattr(row, name) for name in cls.model_fields if name != "aliases"}
        fields["infimum"] = row.infimum if np.isfinite(row.infimum) else None
        fields["supremum"] = row.supremum if np.isfinite(row.supremum) else None
        return cls(**fields, aliases=[alias for alias, id in ALIASES.items() if id == row.id])


class ActivationCurve(ActivationRow):
    """The row with the properties for the parameters `chosen`, and the curve: `y` = f(x), `derivative` = f′(x)."""

    chosen: dict[str, float] = Field(examples=[{"alpha": 0.01}])
    x: list[float]
    y: list[float]
    derivative: list[float]


class ActivationTimeRow(BaseModel):
    """Median times in ns per element, and how many times as long as those of ReLU they are."""

    id: str = Field(examples=["sigmoid"])
    title: str
    forward_ns: float = Field(description="of f(z)")
    derivative_ns: float = Field(description="of f′(z)")
    forward_relative: float
    derivative_relative: float
    one_by_one: bool = Field(description="computed by Python for one number after the other, because NumPy lacks the function")


class ActivationTimesAnswer(BaseModel):
    """Measured in this process at the first request, and remembered: `rounds` times each function on `elements` float32 numbers."""

    implementation: str = Field(examples=["NumPy 2.3.0"])
    elements: int
    rounds: int
    measured_at: datetime
    rows: list[ActivationTimeRow]


class Interval:
    """The interval and the parameters."""

    def __init__(
        self,
        x_min: Bound = -5,
        x_max: Bound = 5,
        points: Annotated[int, Query(ge=2, le=MAX_POINTS)] = 201,
        alpha: Chosen = None,
        beta: Chosen = None,
        classes: Chosen = None,
    ) -> None:
        if x_min >= x_max:
            raise InvalidValue("x_max", f"x_max is {x_max:g}; it must be more than x_min, {x_min:g}")
        self.x: NDArray[np.float64] = np.linspace(x_min, x_max, points)
        chosen = {"alpha": alpha, "beta": beta, "classes": classes}
        self.parameters = {name: value for name, value in chosen.items() if value is not None}


OnInterval = Annotated[Interval, Depends()]


@router.get("", summary="All activation functions")
def list_activations() -> list[ActivationRow]:
    """The table: equation, derivative, range, order of continuity and the properties of each with its default parameters (§2.1)."""
    return [ActivationRow.of(properties_of(id)) for id in TABLE]


@router.get("/timings", summary="What the activation functions cost to compute")
def get_timings() -> ActivationTimesAnswer:
    """The time of each function and of its derivative, measured on this machine in about a second (§2.1.1, §2.1.4)."""
    times = activation_times()
    relu = next(row for row in times.rows if row.id == "relu")
    rows = [
        ActivationTimeRow(
            id=row.id,
            title=TABLE[row.id].title,
            forward_ns=row.forward_ns,
            derivative_ns=row.derivative_ns,
            forward_relative=row.forward_ns / relu.forward_ns,
            derivative_relative=row.derivative_ns / relu.derivative_ns,
            one_by_one=row.id in ONE_BY_ONE,
        )
        for row in times.rows
    ]
    return ActivationTimesAnswer(
        implementation=f"NumPy {np.__version__}",
        elements=times.elements,
        rounds=times.rounds,
        measured_at=times.measured_at,
        rows=rows,
    )


@router.get("/{activation_id}", summary="The curve of an activation function", responses=problem_responses(404, 422))
def get_activation(activation_id: str, interval: OnInterval) -> ActivationCurve:
    """Values and derivatives at `points` positions from `x_min` to `x_max`, both included."""
    row = _find(activation_id)
    y, derivative = curve(row.id, interval.x, interval.parameters)
    defaults = {parameter.name: parameter.default for parameter in row.parameters}
    return ActivationCurve(
        **ActivationRow.of(properties_of(row.id, interval.parameters)).model_dump(),
        chosen=defaults | interval.parameters,
        x=interval.x.tolist(),
        y=listed(y, "x_max"),
        derivative=listed(derivative, "x_max"),
    )


@router.get(
    "/{activation_id}/plot.{format}",
    summary="The plot of an activation function",
    response_class=Response,
    responses={200: PLOTS, **problem_responses(404, 422)},
)
def get_plot(activation_id: str, format: Literal["svg", "png"], interval: OnInterval) -> Response:
    """The function and its derivative, `plot.svg` or `plot.png`."""
    row = _find(activation_id)
    y, derivative = curve(row.id, interval.x, interval.parameters)
    drawing = line_chart(row.title, [Curve("f(x)", interval.x, y), Curve("derivative", interval.x, derivative)])
    return Response(to_svg(drawing), media_type="image/svg+xml") if format == "svg" else Response(to_png(drawing), media_type="image/png")


def _find(activation_id: str) -> ActivationFunction:
    try:
        return find_activation(activation_id)
    except InvalidValue as unknown:
        raise NotFound(f"{unknown}.") from unknown
