"""Example photos that come with the installation."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from backend.api.links import link
from backend.api.problems import problem_responses
from backend.api.routes.service.datasets import IMAGES_DO_NOT_CHANGE, PNG_RESPONSE
from backend.datasets import photos

router = APIRouter(prefix="/photos", tags=["Data sets"])


class PhotoRow(BaseModel):
    id: str = Field(examples=["cat"])
    image_url: str = Field(examples=["/api/v1/photos/cat.png"])


def image_url(photo_id: str) -> str:
    return link(f"/photos/{photo_id}.png")


@router.get("", summary="Example photos")
def list_photos() -> list[PhotoRow]:
    """Square photos of scikit-image and scikit-learn."""
    return [PhotoRow(id=photo, image_url=image_url(photo)) for photo in photos.PHOTOS]


@router.get("/{photo_id}.png", summary="One photo", response_class=Response, responses={200: PNG_RESPONSE, **problem_responses(404)})
def get_photo(photo_id: str) -> Response:
    """256×256, RGB."""
    return Response(photos.png(photo_id), media_type="image/png", headers=IMAGES_DO_NOT_CHANGE)
