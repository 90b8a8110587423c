"""Trained models: their architecture, metrics and predictions."""

import time
from datetime import datetime
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from backend.api.dataset_match import DatasetMatch, match_of
from backend.api.deps import AppSettings, Datasets, Models
from backend.api.images import ModelInput
from backend.api.layer_table import LayerTable, NetworkTables
from backend.api.problems import problem_responses
from backend.api.routes.service.datasets import first_samples
from backend.api.routes.service.photos import list_photos
from backend.datasets.grid import MAX_COUNT
from backend.errors import ArtifactCorrupt, DatasetUnavailable, NotFound
from backend.imaging.model_input import decode_image, to_input
from backend.kinds.cnn.model import ImageClassifier
from backend.kinds.gan.model import Gan
from backend.models.store import ModelFiles, format_of, read_history, read_json

router = APIRouter(prefix="/models", tags=["Models"])


class ModelRow(BaseModel):
    """A trained model, with the metrics of its final evaluation. `labels` and `architecture` are empty for kinds without them."""

    id: str = Field(examples=["pretrained-cifar10-cnn"])
    title: str
    source: Literal["job", "pretrained"]
    kind: str = Field(examples=["cnn"])
    dataset: str = Field(examples=["cifar10"])
    dataset_fingerprint: str | None = Field(description="of the data that it was trained and evaluated on; null for older models")
    dataset_note: str | None = Field(description="in which way that data differs from what its name says", examples=[None])
    labels: list[str] = Field(examples=[["airplane", "automobile", "bird"]])
    input_shape: tuple[int, ...] = Field(examples=[(32, 32, 3)])
    total_parameters: int = Field(examples=[122570])
    metrics: dict[str, Any] = Field(examples=[{"accuracy": 0.71, "loss": 0.85, "epochs": 10}])
    params: dict[str, Any]
    architecture: dict[str, Any] | None
    created_at: datetime | None
    command: str | None = Field(description="the command that trains a shipped model again")


class HistoryRow(BaseModel):
    """The metrics of an epoch, or of an interval in a run without epochs: `loss`, `accuracy`, `validation_loss`, `validation_accuracy`."""

    model_config = ConfigDict(extra="allow")

    step: int
    epoch: int | None


class OpenedModel(ModelRow):
    dataset_match: DatasetMatch = Field(description="whether the data set of that name on this machine is the one it was trained on")
    history: list[HistoryRow] = Field(description="the metrics per epoch or interval, in order")
    history_note: str | None = Field(description="what the curves of this history contain besides what their names say")


class Example(BaseModel):
    """An example image; `label` is the true class, when the image is one of the model's own data set."""

    title: str = Field(examples=["cat"])
    label: str | None = None
    image_url: str = Field(examples=["/api/v1/photos/cat.png"])


class Prediction(BaseModel):
    label: str = Field(examples=["cat"])
    probability: float = Field(ge=0, le=1, examples=[0.93])


class Predicted(BaseModel):
    predictions: list[Prediction]
    duration_ms: float = Field(examples=[7.4])


@router.get("", summary="All models", responses=problem_responses(503))
def list_models(models: Models) -> list[ModelRow]:
    """The models that ship with the playground, and those of the newest succeeded jobs."""
    return [row for files in models.all() if (row := _row_if_readable(files))]


@router.get("/{model_id}", summary="One model", responses=problem_responses(404, 409, 503))
def get_model(model_id: str, models: Models, catalogue: Datasets) -> OpenedModel:
    """A job's id, or that of a shipped model. A job that has not succeeded is 409."""
    files = models.files(model_id)
    return OpenedModel(
        **_row(files).model_dump(),
        dataset_match=match_of(read_json(files, "params.json"), catalogue),
        history=[HistoryRow(**row) for row in read_history(files)],
        history_note=read_json(files, "params.json").get("history_note"),
    )


def _row_if_readable(files: ModelFiles) -> ModelRow | None:
    # One damaged file, or a job that is being deleted, must not hide all other models.
    try:
        return _row(files)
    except (NotFound, ArtifactCorrupt):
        return None


def _row(files: ModelFiles) -> ModelRow:
    description, origin = format_of(files).describe(files.read), read_json(files, "params.json")
    return ModelRow(
        id=files.id,
        title=files.title,
        source=files.source,
        kind=files.kind,
        dataset=origin["dataset"],
        dataset_fingerprint=origin.get("dataset_fingerprint"),
        dataset_note=origin.get("dataset_note"),
        labels=list(description.labels),
        input_shape=description.input_shape,
        total_parameters=description.total_parameters,
        metrics=read_json(files, "metrics.json"),
        params=origin["params"],
        architecture=description.architecture,
        created_at=files.created_at,
        command=origin.get("command"),
    )


@router.get("/{model_id}/layers", summary="Model summary", responses=problem_responses(404, 409, 503))
def get_layers(model_id: str, models: Models) -> LayerTable | NetworkTables:
    """Output shape, parameters and operations of each layer, with the formulas that give them; of a GAN, of both networks."""
    model = models.open(model_id, object)
    if isinstance(model, Gan):
        return NetworkTables.of(model.networks)
    return LayerTable.of(models.open(model_id, ImageClassifier).architecture)


@router.get("/{model_id}/examples", summary="Example images", responses=problem_responses(404, 409, 503))
def get_examples(
    model_id: str, models: Models, catalogue: Datasets, count: Annotated[int, Query(ge=1, le=MAX_COUNT)] = 20
) -> list[Example]:
    """Test images of the model's own data set, with their labels; photos without a label when that data set is not on this machine."""
    dataset = read_json(models.files(model_id), "params.json")["dataset"]
    try:
        samples = first_samples(dataset, count, "test", catalogue)
    except (NotFound, DatasetUnavailable):
        return [Example(title=photo.id, image_url=photo.image_url) for photo in list_photos()][:count]
    return [Example(title=sample.label, label=sample.label, image_url=sample.image_url) for sample in samples]


@router.post("/{model_id}/predict", summary="Classify an image", responses=problem_responses(404, 409, 413, 415, 422, 503))
def predict(
    model_id: str, image: ModelInput, models: Models, settings: AppSettings, top: Annotated[int, Query(ge=1, le=1000)] = 3
) -> Predicted:
    """The `top` most probable classes, and the time for decoding and inference."""
    model = models.open(model_id, ImageClassifier)
    started = time.perf_counter()
    pixels = to_input(decode_image(image.file.read(), settings), model.image_shape)
    probabilities = model.probabilities(pixels[np.newaxis])[0]
    duration_ms = 1000 * (time.perf_counter() - started)
    best = np.argsort(-probabilities)[:top]
    predictions = [Prediction(label=model.architecture.labels[i], probability=float(probabilities[i])) for i in best]
    return Predicted(predictions=predictions, duration_ms=duration_ms)
