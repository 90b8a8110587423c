"""Translation equivariance of convolution and the invariance that max pooling adds (§4.1, §4.2)."""

from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, ConfigDict, Field

from backend.api.deps import AppSettings
from backend.api.images import ImageFile, as_values, one_large_at_a_time, read_pixels
from backend.api.problems import problem_responses
from backend.concepts.kernels import find_kernel
from backend.concepts.translation import translation

router = APIRouter(tags=["Convolution and pooling"])


class PooledChangeRow(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    window: int = Field(description="of max pooling; 1 is the feature map itself")
    change: float = Field(description="Σ|P′ − P| / Σ|P| at the same places")
    unchanged: float = Field(description="fraction of the values that stay the same")


class TranslationAnswer(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    equivariance: float = Field(description="largest difference between the moved map and the map of the moved image; grey values")
    pooled: list[PooledChangeRow]


@router.post("/convolution/translation", summary="Shift an image", responses=problem_responses(400, 413, 415, 422))
def shift_image(
    image: ImageFile,
    settings: AppSettings,
    kernel: Annotated[str, Form(max_length=40, description="an id of `GET /kernels`")] = "ridge",
    shift: Annotated[int, Form(ge=0, le=16, description="columns")] = 1,
) -> TranslationAnswer:
    """The feature map ReLU(C(x, y)) of the image in grey, and of the same image moved by `shift` columns: how far they agree."""
    pixels = read_pixels(image, "grey", settings)
    with one_large_at_a_time(pixels):
        return TranslationAnswer.model_validate(translation(as_values(pixels), find_kernel(kernel).weights(), shift))
