"""Decodes untrusted images: only listed formats, with limits on bytes, pixels, frames and scans."""

import warnings
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from backend.errors import InvalidInput, PlaygroundError, TooLarge, UnsupportedMedia
from backend.imaging.found_type import found_type
from backend.settings import Settings

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
READ_HERE = "PNG, JPEG, WebP, GIF, BMP and TIFF"
FOUND_BUT_DAMAGED = {f"a {name} image" for name in ("PNG", "JPEG", "WebP", "GIF", "BMP", "TIFF")}
MAX_FRAMES = 1000
MAX_JPEG_SCANS = 100
JPEG_SCAN = b"\xff\xda"
GIF_FRAME_CONTROL = b"\x21\xf9\x04"
PAPER = (255, 255, 255)

# Pillow only warns of an image up to twice its own limit; here it is rejected.
warnings.simplefilter("error", Image.DecompressionBombWarning)


def decode_image(data: bytes, limits: Settings) -> Image.Image:
    """An image as RGB, upright, on white where it is transparent, the first frame of an animation.

    16 bits per channel become 8 by division by 257. Nothing else of the file is kept (EXIF, colour profile, text).

    Raises:
        UnsupportedMedia: another type of file, whatever its name says; the message names the type that was found and those that are read.
        TooLarge: more bytes, pixels, frames or scans than allowed.
        InvalidInput: empty or damaged.
    """
    if not data:
        raise InvalidInput("The image is empty (0 bytes).")
    if len(data) > limits.max_image_bytes:
        raise TooLarge(f"The image has {len(data):,} bytes; {limits.max_image_bytes:,} are allowed.")
    try:
        return _decode(data, limits)
    except PlaygroundError:
        raise
    except UnidentifiedImageError as error:
        raise _unread(data) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge(f"The image has too many pixels; {limits.max_image_pixels:,} are allowed.") from error
    # Decoders raise OSError, SyntaxError, ValueError, struct.error, MemoryError and others for damaged bytes.
    except Exception as error:
        raise InvalidInput(f"The image is damaged and cannot be read ({type(error).__name__}).") from error


def _unread(data: bytes) -> PlaygroundError:
    """An image of a type that is read begins as one and then makes no sense; anything else is another type of file."""
    found = found_type(data)
    if found in FOUND_BUT_DAMAGED:
        return InvalidInput(f"The file begins as {found} but is damaged and cannot be read.")
    return UnsupportedMedia(f"The file is {found}, which is not read here; {READ_HERE} images are.")


def _decode(data: bytes, limits: Settings) -> Image.Image:
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        _reject_too_large(image, data, limits)
        image.load()
        return _to_rgb(_upright(_to_8_bits(image)))


def _reject_too_large(image: Image.Image, data: bytes, limits: Settings) -> None:
    if max(image.size) > limits.max_image_side or image.width * image.height > limits.max_image_pixels:
        raise TooLarge(
            f"The image is {image.width}×{image.height}; at most {limits.max_image_side:,} pixels per side "
            f"and {limits.max_image_pixels:,} in all are allowed."
        )
    # Walking through the frames of a GIF is slow; each has a control block, and counting those is fast.
    frames = data.count(GIF_FRAME_CONTROL) if image.format == "GIF" else getattr(image, "n_frames", 1)
    if frames > MAX_FRAMES:
        raise TooLarge(f"The image has {frames:,} frames; at most {MAX_FRAMES:,} are allowed, and only the first is used.")
    if image.format == "JPEG" and data.count(JPEG_SCAN) > MAX_JPEG_SCANS:
        raise TooLarge(f"The JPEG has more than {MAX_JPEG_SCANS} scans.")


def _to_8_bits(image: Image.Image) -> Image.Image:
    """Pillow's own conversion clips 16-bit grey at 255."""
    if not image.mode.startswith("I"):
        return image
    grey = Image.fromarray(np.round(np.asarray(image, dtype=np.float64) / 257).clip(0, 255).astype(np.uint8))
    grey.info = image.info
    grey.getexif().load(image.getexif().tobytes())
    return grey


def _upright(image: Image.Image) -> Image.Image:
    return ImageOps.exif_transpose(image)


def _to_rgb(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, PAPER)
    return Image.alpha_composite(paper, layer).convert("RGB")
