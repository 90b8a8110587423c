"""Points of the plane in classes, for a small network to learn (§II)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from backend.api.numbers import Seed
from backend.api.problems import problem_responses
from backend.concepts.toy_points import MAX_CLASSES, MAX_NOISE, MAX_POINTS, MIN_CLASSES, targets, toy_points

router = APIRouter(tags=["Networks"])


class Points(BaseModel):
    """`x` are the points, `labels` their classes, `y` what the network should say: one column for two classes, else one for each."""

    x: list[tuple[float, float]]
    labels: list[int]
    y: list[list[float]]


@router.get("/points", summary="Points of the plane to learn", responses=problem_responses(422))
def get_points(
    shape: Literal["xor", "circles", "moons", "spiral", "gauss"] = "xor",
    points: Annotated[int, Query(ge=MIN_CLASSES, le=MAX_POINTS)] = 200,
    classes: Annotated[int, Query(ge=MIN_CLASSES, le=MAX_CLASSES)] = 2,
    noise: Annotated[float, Query(ge=0, le=MAX_NOISE)] = 0.05,
    seed: Annotated[Seed, Query()] = 0,
) -> Points:
    """Classes of points that are easy or hard to tell apart, within about ±1."""
    x, labels = toy_points(shape, points, classes, noise, seed)
    return Points(x=x.tolist(), labels=labels.tolist(), y=targets(labels, classes).tolist())
