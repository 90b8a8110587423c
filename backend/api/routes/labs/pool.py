"""Max and average pooling of an image (§4.2)."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel

from backend.api.deps import AppSettings
from backend.api.filters import applied_in_sequence, read_chain
from backend.api.images import MAX_VALUES, PNG_OR_JSON, Channels, ImageFile, as_values, json_field, one_large_at_a_time, read_pixels, to_png
from backend.api.negotiation import JSON, PNG, preferred
from backend.api.numbers import renamed
from backend.api.problems import problem_responses
from backend.api.routes.labs.output_size import SizeRow
from backend.concepts.image_pooling import Method, pool_image, pool_until
from backend.concepts.pixel_range import to_pixels

router = APIRouter(tags=["Convolution and pooling"])


class Pooled(BaseModel):
    """A pooled image as numbers: the size after each repeat; `values` are null for an image of more than 12,288."""

    width: int
    height: int
    channels: int
    repeats: list["Repeat"]
    values: list[list[list[float]]] | None


class Repeat(BaseModel):
    rows: SizeRow
    columns: SizeRow


@router.post("/pool", summary="Pool an image", response_model=Pooled, responses={200: PNG_OR_JSON, **problem_responses(400, 413, 415, 422)})
def pool(  # noqa: PLR0913, PLR0917 - one for each field of the form
    request: Request,
    image: ImageFile,
    settings: AppSettings,
    window: Annotated[int, Form(ge=1, le=64)] = 2,
    stride: Annotated[int | None, Form(ge=1, le=64, description="the window when omitted")] = None,
    method: Annotated[Method, Form()] = "max",
    repeat: Annotated[int, Form(ge=1, le=16)] = 1,
    size: Annotated[int | None, Form(ge=1, le=8192, description="instead of `repeat`: until no side is longer")] = None,
    channels: Channels = "rgb",
    chain: Annotated[
        str | None, Form(max_length=50_000, description="JSON: filters that make a feature map first, as for `POST /convolve`")
    ] = None,
) -> Response:
    """The largest value, or the mean, under a sliding window, `repeat` times; of the image, or of a feature map made of it.

    A PNG, or numbers with `Accept: application/json`.
    """
    steps = [] if chain is None else read_chain(json_field("chain", chain))
    pixels = read_pixels(image, channels, settings)
    with one_large_at_a_time(pixels):
        values = applied_in_sequence(as_values(pixels), steps)
        with renamed(kernel="window"):
            until = pool_until(values, size, window, stride, method) if size else None
            repeats = until if until is not None else pool_image(values, window, stride, method, repeat)
    result = repeats[-1].image if repeats else values
    if preferred(request.headers.get("accept"), [PNG, JSON]) == PNG:
        return Response(to_png(to_pixels(result)), media_type=PNG)
    height, width, count = result.shape
    answer = Pooled(
        width=width,
        height=height,
        channels=count,
        repeats=[Repeat(rows=SizeRow.model_validate(one.rows), columns=SizeRow.model_validate(one.columns)) for one in repeats],
        values=result.tolist() if result.size <= MAX_VALUES else None,
    )
    return Response(answer.model_dump_json(), media_type=JSON)
