"""Square example photos, crops of the images inside scikit-image and scikit-learn."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from backend.datasets.bundled import package_file
from backend.errors import NotFound

SIDE = 256  # pixels


@dataclass(frozen=True)
class Photo:
    """A square of a bundled image: `left` and `top` of its corner and its `side`, in pixels of the image."""

    id: str
    package: str
    path: str
    left: int
    top: int
    side: int


PHOTOS = {
    photo.id: photo
    for photo in (
        Photo("cat", "skimage", "data/chelsea.png", 75, 5, 270),
        Photo("motorcycle", "skimage", "data/motorcycle_left.png", 130, 0, 500),
        Photo("rocket", "skimage", "data/rocket.jpg", 160, 0, 400),
        Photo("dahlia", "sklearn", "datasets/images/flower.jpg", 130, 20, 380),
        Photo("coffee", "skimage", "data/coffee.png", 110, 10, 380),
        Photo("astronaut", "skimage", "data/astronaut.png", 60, 0, 360),
        Photo("pavilion", "sklearn", "datasets/images/china.jpg", 110, 0, 420),
        Photo("galaxies", "skimage", "data/hubble_deep_field.jpg", 300, 300, 400),
    )
}


def png(photo_id: str) -> bytes:
    """A photo as a 256×256 RGB PNG.

    Raises:
        NotFound: there is no photo of that id.
    """
    if photo_id not in PHOTOS:
        raise NotFound(f"There is no photo {photo_id[:80]!r}; there is {', '.join(PHOTOS)}.")
    photo = PHOTOS[photo_id]
    box = (photo.left, photo.top, photo.left + photo.side, photo.top + photo.side)
    file = BytesIO()
    with Image.open(package_file(photo.package, photo.path)) as image:
        image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS, box=box).save(file, "PNG")
    return file.getvalue()
