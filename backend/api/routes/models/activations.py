"""Feature maps: the outputs of the layers of a trained model for an image."""

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request
from numpy.typing import NDArray
from pydantic import BaseModel, Field
from starlette.responses import Response

from backend.api.deps import AppSettings, Models
from backend.api.images import ModelInput
from backend.api.negotiation import JSON, PNG, preferred
from backend.api.problems import problem_responses
from backend.errors import InvalidInput
from backend.imaging.feature_sheet import feature_sheet
from backend.imaging.model_input import decode_image, to_input
from backend.kinds.cnn.model import ImageClassifier

router = APIRouter(prefix="/models", tags=["Models"])

Values = NDArray[np.float32]
DIGITS = 6
SHEET: dict[str, Any] = {
    "content": {PNG: {"schema": {"type": "string", "format": "binary"}}},
    "description": "A sheet of all channels of `layer`; or the values, of one layer or of all",
}


class FeatureMap(BaseModel):
    """One channel, row by row."""

    channel: int
    minimum: float
    maximum: float
    values: list[float]


class Activation(BaseModel):
    """The output of a layer, (height, width, channels); that of a dense layer, (units,), is a single map."""

    layer: str = Field(examples=["conv2d"])
    type: str = Field(examples=["conv2d"])
    shape: list[int] = Field(examples=[[30, 30, 32]])
    minimum: float
    maximum: float
    maps: list[FeatureMap]


class Activations(BaseModel):
    layers: list[Activation]


@router.post(
    "/{model_id}/activations",
    summary="Feature maps of a layer",
    response_model=Activation | Activations,
    responses={200: SHEET, **problem_responses(404, 409, 413, 415, 422, 503)},
)
def get_activations(
    model_id: str,
    request: Request,
    image: ModelInput,
    models: Models,
    settings: AppSettings,
    layer: Annotated[str | None, Query(description="a name from `/layers`; all layers without it (JSON only)", examples=["conv2d"])] = None,
    maps: Annotated[int, Query(ge=1, le=4096, description="JSON: at most so many channels of a layer")] = 4096,
) -> Response:
    """A PNG with one tile per channel, or numbers with `Accept: application/json`."""
    model = models.open(model_id, ImageClassifier)
    outputs = model.activations(to_input(decode_image(image.file.read(), settings), model.image_shape))
    if layer is not None and layer not in outputs:
        raise InvalidInput(f"There is no layer {layer[:80]!r}; there is {', '.join(outputs)}.")
    if preferred(request.headers.get("accept"), [PNG, JSON]) == PNG:
        if layer is None:
            raise InvalidInput(f"A PNG shows one layer; give layer, one of {', '.join(outputs)}.")
        return Response(feature_sheet(outputs[layer]), media_type=PNG)
    types = {row.name: row.spec.type for row in model.architecture.named_layers()}
    rows = [_activation(name, types[name], values, maps) for name, values in outputs.items() if layer in (None, name)]
    answer = Activations(layers=rows) if layer is None else rows[0]
    return Response(answer.model_dump_json(), media_type=JSON)


def _activation(layer: str, type: str, values: Values, maps: int) -> Activation:
    channels = np.moveaxis(values, -1, 0) if values.ndim == 3 else values[np.newaxis]
    return Activation(
        layer=layer,
        type=type,
        shape=list(values.shape),
        minimum=float(values.min()),
        maximum=float(values.max()),
        maps=[_map(number, channel) for number, channel in enumerate(channels[:maps])],
    )


def _map(number: int, channel: Values) -> FeatureMap:
    values = np.round(channel.astype(np.float64), DIGITS).ravel().tolist()
    return FeatureMap(channel=number, minimum=float(channel.min()), maximum=float(channel.max()), values=values)
