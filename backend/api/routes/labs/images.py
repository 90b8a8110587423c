"""An image as the playground reads it: what a page shows before and after a filter is then the same image."""

import numpy as np
from fastapi import APIRouter, Response

from backend.api.deps import AppSettings
from backend.api.images import PNG_RESPONSE, ImageFile, to_png
from backend.api.problems import problem_responses
from backend.imaging.decoding import decode_image

router = APIRouter(tags=["Convolution and pooling"])


@router.post(
    "/images",
    summary="Read an image",
    response_class=Response,
    responses={200: PNG_RESPONSE, **problem_responses(400, 413, 415, 422)},
)
def read_image(image: ImageFile, settings: AppSettings) -> Response:
    """The image as a PNG of 8 bits per channel: upright (EXIF orientation), on white where transparent, an animation's first frame."""
    return Response(to_png(np.asarray(decode_image(image.file.read(), settings))), media_type="image/png")
