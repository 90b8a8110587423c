"""Two-dimensional toy data sets for classification (§II)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from backend.api.numbers import Seed
from backend.api.problems import problem_responses
from backend.concepts.toy_points import MAX_CLASSES, MAX_NOISE, MAX_POINTS, MIN_CLASSES, targets, toy_points

router = APIRouter(tags=["Neural networks"])


class Points(BaseModel):
    """`x` are the points, `labels` their classes, `y` the targets: one column for two classes, else one for each."""

    x: list[tuple[float, float]]
    labels: list[int]
    y: list[list[float]]


@router.get("/points", summary="A two-dimensional toy data set", responses=problem_responses(422))
def get_points(
    shape: Literal["xor", "circles", "moons", "spiral", "gauss"] = "xor",
    points: Annotated[int, Query(ge=MIN_CLASSES, le=MAX_POINTS)] = 200,
    classes: Annotated[int, Query(ge=MIN_CLASSES, le=MAX_CLASSES)] = 2,
    noise: Annotated[float, Query(ge=0, le=MAX_NOISE)] = 0.05,
    seed: Annotated[Seed, Query()] = 0,
) -> Points:
    """Points in classes that are more or less easy to separate, within about ±1."""
    x, labels = toy_points(shape, points, classes, noise, seed)
    return Points(x=x.tolist(), labels=labels.tolist(), y=targets(labels, classes).tolist())
