"""The training history of a model: its events, images, and an animation of its image grids."""

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from backend.api.deps import Engine, Models
from backend.api.links import with_link
from backend.api.negotiation import PNG, tagged
from backend.api.problems import problem_responses
from backend.errors import NotFound
from backend.jobs.model import Event
from backend.models.store import read_events

router = APIRouter()

MAX_SIDE = 560
ANIMATION = {
    200: {"content": {"image/webp": {}, "image/gif": {}}, "description": "From the first grid to the last, in a loop"},
    **problem_responses(404, 409, 422, 503),
}

Format = Annotated[Literal["webp", "gif"], Query()]
FrameMs = Annotated[int, Query(ge=20, le=2000, description="how long each grid is shown")]


@router.get("/models/{model_id}/events", summary="Training history", tags=["Models"], responses=problem_responses(404, 409, 503))
def list_model_events(model_id: str, models: Models) -> list[Event]:
    """All events of its training, in order; for a shipped model metrics, images and logs, thinned out."""
    return [with_link(event) for event in read_events(models.files(model_id))]


@router.get(
    "/models/{model_id}/images/{name}",
    summary="An image of its training",
    tags=["Models"],
    response_class=Response,
    responses={200: {"content": {PNG: {}}, "description": "The image"}, **problem_responses(404, 409, 503)},
)
def get_model_image(model_id: str, name: str, request: Request, models: Models) -> Response:
    """An image of the training, by the name in its event."""
    files = models.files(model_id)
    if name not in image_names(read_events(files)):
        raise NotFound(f"The training of {model_id} has no image {name[:80]!r}.")
    return tagged(request, Response(files.read(name), media_type=PNG))


@router.get(
    "/models/{model_id}/animation",
    summary="Animation of the generated images",
    tags=["Models"],
    response_class=Response,
    responses=ANIMATION,
)
def get_model_animation(model_id: str, request: Request, models: Models, format: Format = "webp", frame_ms: FrameMs = 150) -> Response:
    """Every image grid of the training."""
    files = models.files(model_id)
    grids = grid_names(image_names(read_events(files)))
    if not grids:
        raise NotFound(f"The training of {model_id} has no image grids.")
    return _animation(request, [files.read(name) for name in grids], format, frame_ms)


@router.get(
    "/jobs/{job_id}/animation", summary="Animation of the generated images", tags=["Jobs"], response_class=Response, responses=ANIMATION
)
def get_job_animation(job_id: str, request: Request, engine: Engine, format: Format = "webp", frame_ms: FrameMs = 150) -> Response:
    """Every image grid of the job so far, also while it runs."""
    grids = grid_names(one.name for one in engine.artifacts(job_id))
    if not grids:
        raise NotFound(f"Job {job_id} has no image grids.")
    return _animation(request, [engine.read_artifact(job_id, name)[1] for name in grids], format, frame_ms)


def image_names(events: Iterable[Event]) -> set[str]:
    return {event.data["name"] for event in events if event.type == "image"}


def grid_names(names: Iterable[str]) -> list[str]:
    """The grids among the images, in the order of their iterations."""
    return sorted(name for name in names if name.startswith("grid-") and name.endswith(".png"))


def _animation(request: Request, frames: list[bytes], format: Literal["webp", "gif"], frame_ms: int) -> Response:
    from backend.imaging.animation import animate  # noqa: PLC0415 - Pillow's writers are loaded with the first animation

    response = Response(animate(frames, format, frame_ms, MAX_SIDE), media_type=f"image/{format}")
    response.headers["Content-Disposition"] = f'inline; filename="grids.{format}"'
    return tagged(request, response)
