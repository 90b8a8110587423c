"""The discriminator of a trained GAN applied to an image: real or generated? (§VI)"""

import time

import numpy as np
from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.api.deps import AppSettings, Models
from backend.api.images import ModelInput
from backend.api.problems import problem_responses
from backend.errors import Conflict
from backend.imaging.model_input import decode_image, to_input
from backend.kinds.gan.model import Gan
from backend.models.store import read_json

router = APIRouter(prefix="/models", tags=["Generative adversarial networks"])


class DiscriminatorOutput(BaseModel):
    """
    Attributes:
        probability: that the image is real, p = σ(z).
        real_mean: its mean over real test images.
        fake_mean: its mean over generated images.
    """

    probability: float = Field(ge=0, le=1, examples=[0.61])
    real_mean: float = Field(examples=[0.58])
    fake_mean: float = Field(examples=[0.37])
    duration_ms: float = Field(examples=[1.2])


@router.post("/{model_id}/discriminate", summary="Real or generated?", responses=problem_responses(404, 409, 413, 415, 422, 503))
def discriminate(model_id: str, image: ModelInput, models: Models, settings: AppSettings) -> DiscriminatorOutput:
    """The discriminator's probability that the image, resized to its input shape, is real."""
    model = models.open(model_id, Gan)
    started = time.perf_counter()
    pixels = to_input(decode_image(image.file.read(), settings), model.image_shape)
    probability = float(model.discriminate(pixels[np.newaxis])[0])
    metrics = read_json(models.files(model_id), "metrics.json")
    if not {"discriminator_real_mean", "discriminator_fake_mean"} <= metrics.keys():
        raise Conflict(f"The model {model_id} was trained by an older version, which did not measure its discriminator so; train it again.")
    return DiscriminatorOutput(
        probability=probability,
        real_mean=metrics["discriminator_real_mean"],
        fake_mean=metrics["discriminator_fake_mean"],
        duration_ms=1000 * (time.perf_counter() - started),
    )
