"""The cost of given outputs (§3.1)."""

from typing import Annotated, Literal

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import Array, Number, Seed, listed, matrix
from backend.api.problems import problem_responses
from backend.concepts.cost import COSTS, cross_entropy_as_printed, find_cost, l1_penalty, l2_penalty, penalty_gradient
from backend.concepts.cost_surfaces import MODELS, cost_surface
from backend.concepts.errors import InvalidValue

router = APIRouter(tags=["Neural networks"], route_class=JsonRoute)

MAX_EXAMPLES = 2000
MAX_OUTPUTS = 64
CHORDS = 4000
Row = Annotated[list[Number], Field(min_length=1, max_length=MAX_OUTPUTS)]
Rows = Annotated[list[Row], Field(min_length=1, max_length=MAX_EXAMPLES)]
Strength = Annotated[float, Field(ge=0, le=1e6)]


class CostRow(BaseModel):
    """A cost function; `equation` is LaTeX. With `probabilities` the outputs must lie in [0, 1]."""

    model_config = ConfigDict(from_attributes=True)

    id: str = Field(examples=["cross_entropy"])
    title: str
    equation: str
    probabilities: bool


class CostRequest(Body):
    """Outputs ŷ and targets y, a row for each example; the weights of each layer for the penalty."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"y_hat": [[0.9], [0.2]], "y": [[1], [0]], "weights": [[[0.5, -1.5]]], "l2": 0.1}]}
    )

    y_hat: Rows
    y: Rows
    weights: list[Annotated[list[Row], Field(min_length=1, max_length=64)]] = Field(default_factory=list, max_length=6)
    cost: str = Field("cross_entropy", max_length=40)
    l1: Strength = 0
    l2: Strength = 0


class CostAnswer(BaseModel):
    """J = `data` + `l1` + `l2`; `gradient` is ∂J/∂ŷ, `weights_gradient` that of the penalties, per layer.

    `examples` is the cost of each example, of which `data` is the mean. `as_printed` is the cross-entropy
    as §3.1 prints it, without the plus sign; null for another cost.
    """

    data: float
    l1: float
    l2: float
    total: float
    examples: list[float]
    gradient: list[list[float]]
    weights_gradient: list[list[list[float]]]
    as_printed: float | None


class CostSurfaceAnswer(BaseModel):
    """J over two weights, and whether it is convex: a convex surface has no negative eigenvalue and lies above none of its chords.

    `values` has a row for each w₂ and a column for each w₁ of `axis`. `min_eigenvalue` is the least of the Hessian on this grid, `at` these
    weights. Of many random chords, `excess` is how far J lies above the one that it exceeds most: from `from_weights` to `to_weights`,
    with J `along` it at equal distances.
    """

    title: str
    equation: str = Field(description="LaTeX")
    axis: list[float]
    values: list[list[float]]
    min_eigenvalue: float
    at: tuple[float, float]
    from_weights: tuple[float, float]
    to_weights: tuple[float, float]
    along: list[float]
    excess: float
    chords: int


@router.get("/cost/surface", summary="A cost as a surface over two weights", responses=problem_responses(422))
def get_cost_surface(
    model: Annotated[Literal["neuron", "hidden"], Query(description="one sigmoid neuron, or one hidden neuron before it")] = "neuron",
    cost: Annotated[Literal["cross_entropy", "mse"], Query()] = "cross_entropy",
    points: Annotated[int, Query(ge=2, le=100)] = 60,
    seed: Annotated[Seed, Query()] = 0,
) -> CostSurfaceAnswer:
    """Cross-entropy and mean squared error of small models, to see which is convex (§3.1)."""
    surface, reach = cost_surface(model, cost, points, seed, CHORDS), MODELS[model].reach
    return CostSurfaceAnswer(
        title=MODELS[model].title,
        equation=MODELS[model].equation,
        axis=np.linspace(-reach, reach, points).tolist(),
        values=surface.values.tolist(),
        min_eigenvalue=surface.min_eigenvalue,
        at=surface.at,
        from_weights=surface.from_weights,
        to_weights=surface.to_weights,
        along=surface.along.tolist(),
        excess=surface.excess,
        chords=CHORDS,
    )


@router.get("/costs", summary="All cost functions")
def list_costs() -> list[CostRow]:
    """The cost functions that a network can be trained with."""
    return [CostRow.model_validate(row) for row in COSTS.values()]


@router.post("/cost", summary="Compute a cost", responses=problem_responses(400, 413, 422))
def compute_cost(body: CostRequest) -> CostAnswer:
    """J of given outputs and weights: its terms and its gradient (§3.1)."""
    cost, y_hat, y = find_cost(body.cost), matrix("y_hat", body.y_hat), matrix("y", body.y)
    if y_hat.shape != y.shape:
        raise InvalidValue("y", f"y is {y.shape}, y_hat is {y_hat.shape}; they must agree")
    if cost.probabilities:
        for field, values in (("y_hat", y_hat), ("y", y)):
            check_probabilities(field, values)
    weights = [matrix(f"weights/{layer}", rows) for layer, rows in enumerate(body.weights)]
    data, l1, l2 = cost.value(y_hat, y), l1_penalty(weights, body.l1, len(y)), l2_penalty(weights, body.l2, len(y))
    return CostAnswer(
        data=data,
        l1=l1,
        l2=l2,
        total=data + l1 + l2,
        examples=[cost.value(one, target) for one, target in zip(y_hat[:, np.newaxis], y[:, np.newaxis], strict=True)],
        gradient=listed(cost.gradient(y_hat, y), "y_hat"),
        weights_gradient=[listed(penalty_gradient(one, body.l1, body.l2, len(y)), "weights") for one in weights],
        as_printed=cross_entropy_as_printed(y_hat, y) if cost.id == "cross_entropy" else None,
    )


def check_probabilities(field: str, values: Array) -> None:
    """
    Raises:
        InvalidValue: a value is not in [0, 1].
    """
    if np.any((values < 0) | (values > 1)):
        raise InvalidValue(field, f"this cost takes logarithms of probabilities: {field} must lie between 0 and 1")
