"""The learned kernels of the first convolution of a network (§4.1)."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.api.deps import Models
from backend.api.problems import problem_responses
from backend.kinds.cnn.model import ImageClassifier

router = APIRouter(prefix="/models", tags=["Models"])


class LearnedKernel(BaseModel):
    """`channels` has one matrix for each channel of the image; `mean` is their mean."""

    index: int
    mean: list[list[float]]
    channels: list[list[list[float]]]


class LearnedKernels(BaseModel):
    layer: str = Field(examples=["conv2d"])
    kernels: list[LearnedKernel]


@router.get("/{model_id}/kernels", summary="Learned kernels", responses=problem_responses(404, 409, 422, 503))
def get_kernels(model_id: str, models: Models) -> LearnedKernels:
    """The filters of the first convolution, which are applied to the image itself. A network without a convolution is 422."""
    layer, weights = models.open(model_id, ImageClassifier).first_kernels()
    kernels = [
        LearnedKernel(index=i, mean=one.mean(axis=2).tolist(), channels=one.transpose(2, 0, 1).tolist())
        for i, one in enumerate(weights.transpose(3, 0, 1, 2))
    ]
    return LearnedKernels(layer=layer, kernels=kernels)
