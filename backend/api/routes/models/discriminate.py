"""What a trained discriminator says of a picture: real, or forged? (§VI)"""

import time

import numpy as np
from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.api.deps import AppSettings, Models
from backend.api.pictures import Picture
from backend.api.problems import problem_responses
from backend.imaging.model_input import decode_image, to_input
from backend.kinds.gan.model import Gan
from backend.models.store import read_json

router = APIRouter(prefix="/models", tags=["Gan"])


class Verdict(BaseModel):
    """
    Attributes:
        probability: that the picture is real, p = σ(z).
        typical_real: the mean of it over real pictures that the discriminator has not learnt from.
        typical_forged: its mean over pictures of the generator.
    """

    probability: float = Field(ge=0, le=1, examples=[0.61])
    typical_real: float = Field(examples=[0.58])
    typical_forged: float = Field(examples=[0.37])
    duration_ms: float = Field(examples=[1.2])


@router.post("/{model_id}/judge", summary="Real or forged?", responses=problem_responses(404, 409, 413, 415, 422, 503))
def judge(model_id: str, image: Picture, models: Models, settings: AppSettings) -> Verdict:
    """How probable the discriminator finds it that the picture, resized to those it has learnt from, is real."""
    model = models.open(model_id, Gan)
    started = time.perf_counter()
    pixels = to_input(decode_image(image.file.read(), settings), model.image_shape)
    probability = float(model.discriminate(pixels[np.newaxis])[0])
    metrics = read_json(models.files(model_id), "metrics.json")
    return Verdict(
        probability=probability,
        typical_real=metrics["judged_real"],
        typical_forged=metrics["judged_forged"],
        duration_ms=1000 * (time.perf_counter() - started),
    )
