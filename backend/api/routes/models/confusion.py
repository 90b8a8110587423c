"""The confusion matrix of a classifier, and the images of each of its cells."""

import numpy as np
from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.api.deps import Datasets, Models
from backend.api.problems import problem_responses
from backend.api.routes.service.datasets import image_url
from backend.errors import NotFound
from backend.models.store import read_json, read_predictions

router = APIRouter(prefix="/models", tags=["Models"])

MAX_CELL_IMAGES = 100


class Confusion(BaseModel):
    """How many images of the class `row` were predicted as the class `column`."""

    labels: list[str] = Field(examples=[["cat", "dog"]])
    matrix: list[list[int]] = Field(examples=[[[812, 188], [171, 829]]])


class ConfusedImage(BaseModel):
    index: int = Field(description="in the test split")
    label: str
    predicted: str
    probability: float = Field(description="of the predicted class")
    image_url: str | None = Field(description="null when the data set is not on this machine")


@router.get("/{model_id}/confusion", summary="The confusion matrix", responses=problem_responses(404, 409, 503))
def get_confusion(model_id: str, models: Models) -> Confusion:
    """Of the final evaluation on the test images: rows are true classes, columns are predicted classes."""
    return Confusion.model_validate(read_json(models.files(model_id), "confusion.json"))


@router.get(
    "/{model_id}/confusion/{true}/{predicted}",
    summary="The images of a cell of the confusion matrix",
    responses=problem_responses(404, 409, 503),
)
def get_cell(model_id: str, true: str, predicted: str, models: Models, catalogue: Datasets) -> list[ConfusedImage]:
    """The test images of the class `true` that were predicted as `predicted` (labels or their indices), the most confident first."""
    files = models.files(model_id)
    labels = get_confusion(model_id, models).labels
    row, column = _number(true, labels), _number(predicted, labels)
    dataset = read_json(files, "params.json")["dataset"]
    is_here = catalogue.is_here(dataset)
    found = read_predictions(files)
    confidence = found.probabilities[:, column]
    cell = np.flatnonzero((found.labels == row) & (found.probabilities.argmax(axis=1) == column))
    cell = cell[np.argsort(-confidence[cell], kind="stable")][:MAX_CELL_IMAGES]
    return [
        ConfusedImage(
            index=index,
            label=labels[row],
            predicted=labels[column],
            probability=float(confidence[index]),
            image_url=image_url(dataset, "test", index) if is_here else None,
        )
        for index in cell.tolist()
    ]


def _number(label: str, labels: list[str]) -> int:
    if label in labels:
        return labels.index(label)
    if label.isascii() and label.isdigit() and int(label) < len(labels):
        return int(label)
    raise NotFound(f"There is no class {label[:80]!r}; there is {', '.join(labels)}.")
