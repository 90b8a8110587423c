"""Grad-CAM: the image regions on which a classification is based."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from backend.api.deps import AppSettings, Models
from backend.api.images import ModelInput
from backend.api.negotiation import JSON, PNG, preferred
from backend.api.problems import problem_responses
from backend.imaging.model_input import decode_image, to_input
from backend.imaging.overlay import overlay_png
from backend.kinds.cnn.model import ImageClassifier

router = APIRouter(prefix="/models", tags=["Models"])

OVERLAY: dict[str, Any] = {
    "content": {PNG: {"schema": {"type": "string", "format": "binary"}}},
    "description": "The image in grey with the class activation map in orange; or the map as numbers",
}


class GradCam(BaseModel):
    """Rows of the class activation map, 0 to 1, of the size of the last convolution's output."""

    label: str = Field(examples=["cat"])
    height: int
    width: int
    values: list[list[float]]


@router.post(
    "/{model_id}/grad-cam",
    summary="Grad-CAM",
    response_model=GradCam,
    responses={200: OVERLAY, **problem_responses(404, 409, 413, 415, 422, 503)},
)
def get_grad_cam(
    model_id: str,
    request: Request,
    image: ModelInput,
    models: Models,
    settings: AppSettings,
    label: Annotated[str | None, Query(description="a class; the most probable one without it", examples=["cat"])] = None,
) -> Response:
    """The image regions that support a class (Grad-CAM): a PNG, or numbers with `Accept: application/json`."""
    model = models.open(model_id, ImageClassifier)
    pixels = to_input(decode_image(image.file.read(), settings), model.image_shape)
    found, heat = model.grad_cam(pixels, label)
    if preferred(request.headers.get("accept"), [PNG, JSON]) == PNG:
        return Response(overlay_png(pixels, heat), media_type=PNG)
    height, width = heat.shape
    return Response(GradCam(label=found, height=height, width=width, values=heat.tolist()).model_dump_json(), media_type=JSON)
