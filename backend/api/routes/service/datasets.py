"""Data sets: the catalogue, their images, and the upload of a zip or a text."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Query, Response, UploadFile
from pydantic import BaseModel, Field

from backend.api.deps import AppSettings, Datasets, Engine, Uploads
from backend.api.links import link
from backend.api.problems import problem_responses
from backend.datasets import grid, uploaded
from backend.datasets.catalogue import Catalogue
from backend.datasets.dataset import Dataset
from backend.datasets.images import ImageData
from backend.datasets.text_upload import import_text
from backend.datasets.upload import SIDES, clean_title, import_zip
from backend.errors import Conflict, DatasetUnavailable

router = APIRouter(prefix="/datasets", tags=["Data sets"])

PNG_RESPONSE = {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}, "description": "A PNG"}
IMAGES_DO_NOT_CHANGE = {"Cache-Control": "private, max-age=86400"}
KNOWN_UPLOAD: dict[str, Any] = {"model": Dataset, "description": "The same content was uploaded before: its entry"}
Split = Literal["train", "test"]
Count = Annotated[int, Query(ge=1, le=grid.MAX_COUNT)]


class SampleRow(BaseModel):
    index: int
    label: str = Field(examples=["cat"])
    image_url: str = Field(examples=["/api/v1/datasets/photo-patches/images/train/0.png"])


def image_url(dataset_id: str, split: str, index: int) -> str:
    return link(f"/datasets/{dataset_id}/images/{split}/{index}.png")


def images_here(dataset_id: str, catalogue: Catalogue) -> ImageData:
    """The images of a data set that is on this machine; it is never downloaded for this.

    Raises:
        NotFound, DatasetUnavailable
    """
    dataset = catalogue.describe(dataset_id)
    if dataset.availability == "download":
        raise DatasetUnavailable(
            f"{dataset.title} is not on this machine yet. The first job that trains on it downloads it; "
            f"without a network, put {dataset_id}.npz into {catalogue.folder}."
        )
    return catalogue.load(dataset_id, ImageData)


def first_samples(dataset_id: str, count: int, split: Split, catalogue: Catalogue) -> list[SampleRow]:
    """The first `count` images of a split.

    Raises:
        NotFound, DatasetUnavailable
    """
    found = grid.samples(images_here(dataset_id, catalogue), count, split)
    return [SampleRow(index=one.index, label=one.label, image_url=image_url(dataset_id, split, one.index)) for one in found]


@router.get("", summary="All data sets")
def list_datasets(catalogue: Datasets) -> list[Dataset]:
    """All data sets with their licence, and whether they are available or must be downloaded first (`download`)."""
    return catalogue.all()


@router.post("", summary="Upload a data set", status_code=201, responses={200: KNOWN_UPLOAD, **problem_responses(413, 415, 507)})
def upload_dataset(
    response: Response,
    settings: AppSettings,
    uploads: Uploads,
    file: Annotated[
        UploadFile, File(description="a zip with one folder of images for each class, or a text (.txt), one sentence per line")
    ],
    title: Annotated[str, Form(description="shown in the catalogue; the file's name without it")] = "",
    side: Annotated[int, Form(ge=SIDES[0], le=SIDES[1], description="height and width of the stored images, pixels")] = 32,
) -> Dataset:
    """A zip of class folders becomes an image data set: every image is decoded, resized and stored. A text becomes a text data set.

    201 for a new one; 200 when the same content was uploaded before, with that entry.
    `skipped` counts the files that were not read, by reason.
    """
    name = file.filename or ""
    is_zip = file.file.read(4).startswith(b"PK\3\4")
    file.file.seek(0)
    if not is_zip and (name.lower().endswith(".txt") or (file.content_type or "").startswith("text/")):
        saved = import_text(file.file, clean_title(title or name.removesuffix(".txt")), uploads)
    else:
        saved = import_zip(file.file, title or name.removesuffix(".zip"), uploads, settings, side=side)
    response.headers["Location"] = link(f"/datasets/{saved.dataset.id}")
    if not saved.is_new:
        response.status_code = 200
    return saved.dataset


@router.delete("/{dataset_id}", summary="Delete an uploaded data set", status_code=204, responses=problem_responses(404, 409, 503))
def delete_dataset(dataset_id: str, catalogue: Datasets, engine: Engine) -> None:
    """Removes its content. Models that were trained on it go on working. 409 for what is not an upload, or while a job needs it."""
    dataset = catalogue.describe(dataset_id)
    if dataset.availability != "uploaded":
        raise Conflict(f"{dataset.title} is not an upload, so it cannot be deleted.")
    if job := engine.first_in_need_of(dataset_id):
        raise Conflict(f"The job {job.id} ({job.name}) is {job.status} and needs {dataset.title}; cancel it, or wait until it has ended.")
    uploaded.delete(dataset_id, catalogue.uploads)


@router.get("/{dataset_id}", summary="One data set", responses=problem_responses(404))
def get_dataset(dataset_id: str, catalogue: Datasets) -> Dataset:
    """The fingerprint, a hash of the content, is computed when it is first asked for."""
    return catalogue.identify(dataset_id)


@router.get("/{dataset_id}/samples", summary="The first images, with their labels", responses=problem_responses(404, 409))
def get_samples(dataset_id: str, catalogue: Datasets, count: Count = 25, split: Split = "train") -> list[SampleRow]:
    return first_samples(dataset_id, count, split, catalogue)


@router.get(
    "/{dataset_id}/grid.png",
    summary="The labelled grid of §4.3",
    response_class=Response,
    responses={200: PNG_RESPONSE, **problem_responses(404, 409)},
)
def get_grid(dataset_id: str, catalogue: Datasets, count: Count = 25, split: Split = "train") -> Response:
    data = images_here(dataset_id, catalogue)
    return Response(grid.grid_png(data, count, split), media_type="image/png", headers=IMAGES_DO_NOT_CHANGE)


@router.get(
    "/{dataset_id}/images/{split}/{index}.png",
    summary="One image",
    response_class=Response,
    responses={200: PNG_RESPONSE, **problem_responses(404, 409)},
)
def get_image(dataset_id: str, split: Split, index: int, catalogue: Datasets) -> Response:
    """The image in its own size, index counted from 0."""
    image = grid.image_at(images_here(dataset_id, catalogue), split, index)
    return Response(grid.image_png(image), media_type="image/png", headers=IMAGES_DO_NOT_CHANGE)
