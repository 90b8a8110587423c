"""What a trained generator forges: samples of its noise, and the ways between them (§VI)."""

from typing import Annotated

import numpy as np
from fastapi import APIRouter, Request, Response
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from backend.api.deps import Models
from backend.api.json_route import Body, JsonRoute
from backend.api.negotiation import JSON, PNG, preferred
from backend.api.pictures import to_png
from backend.api.problems import problem_responses
from backend.concepts.diversity import mean_pairwise_distance
from backend.concepts.latent import between
from backend.errors import FieldError, InvalidInput
from backend.imaging.tiles import sheet, to_bytes
from backend.kinds.gan.model import Gan

router = APIRouter(tags=["Adversaries"], route_class=JsonRoute)

MAX_PICTURES = 400
MAX_LATENT = 1000
DIGITS = 4
SHEET = {
    "content": {PNG: {"schema": {"type": "string", "format": "binary"}}},
    "description": "The pictures side by side without gaps; or their values, with `Accept: application/json`",
}

Number = Annotated[float, Field(ge=-100, le=100)]
Floats = NDArray[np.float32]


class SamplesRequest(Body):
    """`count` pictures of the noise that `seed` gives, or one picture for each vector of `z`."""

    count: int = Field(25, ge=1, le=MAX_PICTURES)
    seed: int = Field(0, ge=0, le=2**31 - 1)
    z: list[Annotated[list[Number], Field(min_length=1, max_length=MAX_LATENT)]] | None = Field(None, min_length=1, max_length=MAX_PICTURES)
    columns: int | None = Field(None, ge=1, le=MAX_PICTURES, description="of the sheet; as square as possible when left out")


class LatentRequest(Body):
    """A way between two cells of the model's fixed grid, or a surface between four: upper left and right, lower left and right."""

    cells: list[Annotated[int, Field(ge=0)]] = Field(min_length=2, max_length=4, examples=[[0, 24]])
    steps: int = Field(9, ge=2, le=20, description="pictures from one cell to the next, both included")


class Samples(BaseModel):
    """
    Attributes:
        shape: of one picture.
        z: the noise, one vector a picture.
        pictures: 0..1 to four decimals, row by row, one list a picture.
        probabilities: the discriminator's, that each is real.
        diversity: mean distance of two of them, 0..1; 0 for a single one.
    """

    shape: tuple[int, int, int]
    columns: int
    z: list[list[float]]
    pictures: list[list[float]]
    probabilities: list[float]
    diversity: float


@router.post(
    "/models/{model_id}/samples",
    summary="Forge pictures",
    response_model=Samples,
    responses={200: SHEET, **problem_responses(400, 404, 409, 413, 422, 503)},
)
def sample(model_id: str, body: SamplesRequest, request: Request, models: Models) -> Response:
    """Pictures that the generator makes of noise, as one PNG, or in numbers by `Accept`."""
    model = models.open(model_id, Gan)
    lengths = {len(vector) for vector in body.z or []} - {model.latent}
    if lengths:
        message = f"each vector must have {model.latent} numbers; received one of {min(lengths)}"
        raise InvalidInput(f"z: {message}.", errors=(FieldError("/z", message),))
    z = model.noise(body.count, body.seed) if body.z is None else np.array(body.z, np.float32)
    return _answer(request, model, z, body.columns or int(np.ceil(np.sqrt(len(z)))))


@router.post(
    "/models/{model_id}/latent",
    summary="Between the cells of the grid",
    response_model=Samples,
    responses={200: SHEET, **problem_responses(400, 404, 409, 413, 422, 503)},
)
def walk(model_id: str, body: LatentRequest, request: Request, models: Models) -> Response:
    """What lies between two or four cells of the fixed grid in the space of the noise, on arcs from one to the next."""
    model = models.open(model_id, Gan)
    if problem := _wrong_cells(body.cells, len(model.grid)):
        raise InvalidInput(f"cells: {problem}.", errors=(FieldError("/cells", problem),))
    rows = 1 if len(body.cells) == 2 else body.steps
    return _answer(request, model, between(model.grid[body.cells], rows, body.steps), body.steps)


def _wrong_cells(cells: list[int], count: int) -> str | None:
    if len(cells) == 3:
        return "two cells make a way, four a surface; received 3"
    if max(cells) >= count:
        return f"the grid has the cells 0 to {count - 1}; received {max(cells)}"
    return None


def _answer(request: Request, model: Gan, z: Floats, columns: int) -> Response:
    pictures = model.generate(z)
    if preferred(request.headers.get("accept"), [PNG, JSON]) == PNG:
        return Response(to_png(sheet(to_bytes(pictures), columns)), media_type=PNG)
    answer = Samples.model_construct(
        shape=model.image_shape,
        columns=columns,
        z=np.round(z.astype(np.float64), 6).tolist(),
        pictures=np.round(pictures.reshape(len(z), -1).astype(np.float64), DIGITS).tolist(),
        probabilities=np.round(model.discriminate(pictures).astype(np.float64), DIGITS).tolist(),
        diversity=mean_pairwise_distance(pictures) if len(z) > 1 else 0.0,
    )
    return Response(answer.model_dump_json(), media_type=JSON)
