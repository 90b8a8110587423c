"""Pooling pictures (§4.2)."""

from typing import Annotated

import numpy as np
from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel

from backend.api.deps import AppSettings
from backend.api.negotiation import JSON, PNG, preferred
from backend.api.pictures import MAX_VALUES, PNG_OR_JSON, Channels, Picture, one_large_at_a_time, read_pixels, to_png
from backend.api.problems import problem_responses
from backend.api.routes.labs.output_size import SizeRow
from backend.concepts.picture_pooling import Method, PoolingRound, pool_picture, pool_until
from backend.concepts.pixel_range import to_pixels

router = APIRouter(tags=["Convolution"])


class Pooled(BaseModel):
    """A pooled picture in numbers: the size after each round; `values` are null for a picture of more than 12,288."""

    width: int
    height: int
    channels: int
    rounds: list["Round"]
    values: list[list[list[float]]] | None


class Round(BaseModel):
    rows: SizeRow
    columns: SizeRow


@router.post(
    "/pool", summary="Pool a picture", response_model=Pooled, responses={200: PNG_OR_JSON, **problem_responses(400, 413, 415, 422)}
)
def pool(  # noqa: PLR0913, PLR0917 - one for each field of the form
    request: Request,
    image: Picture,
    settings: AppSettings,
    window: Annotated[int, Form(ge=1, le=64)] = 2,
    stride: Annotated[int | None, Form(ge=1, le=64, description="the window when left out")] = None,
    method: Annotated[Method, Form()] = "max",
    repeat: Annotated[int, Form(ge=1, le=16)] = 1,
    size: Annotated[int | None, Form(ge=1, le=8192, description="in place of `repeat`: until no side is longer")] = None,
    channels: Channels = "rgb",
) -> Response:
    """The largest value, or the mean, under a window that goes over the picture, `repeat` times. A PNG, or numbers by `Accept`."""
    pixels = read_pixels(image, channels, settings)
    with one_large_at_a_time(pixels):
        picture = pixels.astype(np.float32)
        until = pool_until(picture, size, window, stride, method) if size else None
        rounds = until if until is not None else pool_picture(picture, window, stride, method, repeat)
    result = rounds[-1].picture if rounds else picture
    if preferred(request.headers.get("accept"), [PNG, JSON]) == PNG:
        return Response(to_png(to_pixels(result)), media_type=PNG)
    height, width, count = result.shape
    values = result.tolist() if result.size <= MAX_VALUES else None
    answer = Pooled(width=width, height=height, channels=count, rounds=[_round(one) for one in rounds], values=values)
    return Response(answer.model_dump_json(), media_type=JSON)


def _round(one: PoolingRound) -> Round:
    return Round(rows=SizeRow.model_validate(one.rows), columns=SizeRow.model_validate(one.columns))
