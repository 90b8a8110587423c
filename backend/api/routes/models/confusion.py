"""The confusion matrix of a classifier, and the images of each of its cells."""

import numpy as np
from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.api.dataset_match import why_not_same
from backend.api.deps import Datasets, Models
from backend.api.problems import problem_responses
from backend.api.routes.service.datasets import image_url
from backend.datasets.catalogue import Catalogue
from backend.datasets.images import ImageData
from backend.errors import NotFound
from backend.models.store import ModelFiles, read_json, read_predictions

router = APIRouter(prefix="/models", tags=["Models"])

MAX_CELL_IMAGES = 100


class Confusion(BaseModel):
    """How many images of the class `row` were predicted as the class `column`."""

    labels: list[str] = Field(examples=[["cat", "dog"]])
    matrix: list[list[int]] = Field(examples=[[[812, 188], [171, 829]]])
    no_images: str | None = Field(None, description="why the images of the cells cannot be shown; null where they can")


class ConfusedImage(BaseModel):
    index: int = Field(description="in the test split")
    label: str
    predicted: str
    probability: float = Field(description="of the predicted class")
    image_url: str | None = Field(description="null when the data set is not on this machine, or is another copy: `no_images` says why")


@router.get("/{model_id}/confusion", summary="The confusion matrix", responses=problem_responses(404, 409, 503))
def get_confusion(model_id: str, models: Models, catalogue: Datasets) -> Confusion:
    """Of the final evaluation on the test images: rows are true classes, columns are predicted classes."""
    files = models.files(model_id)
    return Confusion(**read_json(files, "confusion.json"), no_images=_why_no_images(files, catalogue))


def _why_no_images(files: ModelFiles, catalogue: Catalogue) -> str | None:
    """The cells hold indices, which point to the images of the evaluation only in the data set that was evaluated."""
    origin = read_json(files, "params.json")
    if reason := why_not_same(origin, catalogue):
        return reason
    if "dataset_fingerprint" not in origin:  # a model of an earlier version: the labels at hand must be those of its evaluation
        labels = catalogue.load(origin["dataset"], ImageData).y_test
        if not np.array_equal(labels, read_predictions(files).labels):
            return f"The data set {origin['dataset']} on this machine has other test images than those of the evaluation."
    return None


@router.get(
    "/{model_id}/confusion/{true}/{predicted}",
    summary="The images of a cell of the confusion matrix",
    responses=problem_responses(404, 409, 503),
)
def get_cell(model_id: str, true: str, predicted: str, models: Models, catalogue: Datasets) -> list[ConfusedImage]:
    """The test images of the class `true` that were predicted as `predicted` (labels or their indices), the most confident first."""
    files = models.files(model_id)
    confusion = get_confusion(model_id, models, catalogue)
    labels = confusion.labels
    row, column = _number(true, labels), _number(predicted, labels)
    dataset = read_json(files, "params.json")["dataset"]
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
            image_url=image_url(dataset, "test", index) if confusion.no_images is None else None,
        )
        for index in cell.tolist()
    ]


def _number(label: str, labels: list[str]) -> int:
    if label in labels:
        return labels.index(label)
    if label.isascii() and label.isdigit() and int(label) < len(labels):
        return int(label)
    raise NotFound(f"There is no class {label[:80]!r}; there is {', '.join(labels)}.")
