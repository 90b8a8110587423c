"""Decodes untrusted images: only listed formats, with limits on bytes, pixels, frames and scans."""

import warnings
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from backend.errors import InvalidInput, PlaygroundError, TooLarge, UnsupportedMedia
from backend.imaging.found_type import READ, READ_HERE, found_type, is_image
from backend.settings import Settings

MAX_FRAMES = 1000
MAX_JPEG_SCANS = 100
JPEG_SCAN = b"\xff\xda"
GIF_FRAME_CONTROL = b"\x21\xf9\x04"
PAPER = (255, 255, 255)

# A photo that is reduced to a few pixels anyway may be larger: a JPEG is decoded at an eighth of its size.
REDUCED_BYTES = 40 << 20
REDUCED_SIDE = 30_000
REDUCED_PIXELS = {"JPEG": 250_000_000, "MPO": 250_000_000}  # MPO: a JPEG with a second image behind it
OTHER_REDUCED_PIXELS = 64_000_000

# Every size is checked here, before anything is decoded. Pillow only warns of an image up to twice its own limit; here it is rejected.
Image.MAX_IMAGE_PIXELS = max(REDUCED_PIXELS.values())
warnings.simplefilter("error", Image.DecompressionBombWarning)


def decode_image(data: bytes, limits: Settings) -> Image.Image:
    """An image as RGB, upright, on white where it is transparent, the first frame of an animation.

    16 bits per channel become 8 by division by 257. Nothing else of the file is kept (EXIF, colour profile, text).

    Raises:
        UnsupportedMedia: another type of file, whatever its name says; the message names the type that was found and those that are read.
            Or more than 16 bits per channel.
        TooLarge: more bytes, pixels, frames or scans than allowed.
        InvalidInput: empty or damaged.
    """
    return _checked(data, limits, None)


def decode_reduced(data: bytes, limits: Settings, side: int) -> Image.Image:
    """The same for an image that is then resized to `side` × `side`: a large photo is read, and scaled down while it is decoded.

    Raises:
        UnsupportedMedia, TooLarge, InvalidInput: as for `decode_image`.
    """
    return _checked(data, limits, side)


def _checked(data: bytes, limits: Settings, side: int | None) -> Image.Image:
    if not data:
        raise InvalidInput("The image is empty (0 bytes).")
    if len(data) > (allowed := limits.max_image_bytes if side is None else REDUCED_BYTES):
        raise TooLarge(f"The image has {len(data):,} bytes; {allowed:,} are allowed.")
    try:
        return _decode(data, limits, side)
    except PlaygroundError:
        raise
    except UnidentifiedImageError as error:
        raise _unread(data) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge(f"The image has too many pixels; {limits.max_image_pixels:,} are allowed.") from error
    # Decoders raise OSError, SyntaxError, ValueError, struct.error, MemoryError and others for damaged bytes.
    except Exception as error:
        raise InvalidInput("The image is damaged or cut off and cannot be read.") from error


def _unread(data: bytes) -> PlaygroundError:
    """An image of a type that is read begins as one and then makes no sense; anything else is another type of file."""
    found = found_type(data)
    if is_image(data):
        return InvalidInput(f"The file begins as {found} but is damaged, or of a kind that is not read.")
    return UnsupportedMedia(f"The file is {found}, which is not read here; {READ_HERE} images are.")


def _decode(data: bytes, limits: Settings, side: int | None) -> Image.Image:
    with Image.open(BytesIO(data), formats=list(READ)) as image:
        is_large = image.width * image.height > limits.max_image_pixels or max(image.size) > limits.max_image_side
        _reject_many_parts(image, data)
        if side is None:
            _reject_too_large(image, limits.max_image_side, limits.max_image_pixels)
        else:
            pixels = OTHER_REDUCED_PIXELS if data.count(JPEG_SCAN) > 1 else REDUCED_PIXELS.get(image.format or "", OTHER_REDUCED_PIXELS)
            _reject_too_large(image, REDUCED_SIDE, max(pixels, limits.max_image_pixels))
            if is_large:
                image.draft("RGB", (2 * side, 2 * side))
        image.load()
        return _to_rgb(_upright(_to_8_bits(image)))


def _reject_too_large(image: Image.Image, side: int, pixels: int) -> None:
    if max(image.size) > side or image.width * image.height > pixels:
        raise TooLarge(f"The image is {image.width}×{image.height}; at most {side:,} pixels per side and {pixels:,} in all are allowed.")


def _reject_many_parts(image: Image.Image, data: bytes) -> None:
    # Walking through the frames of a GIF is slow; each has a control block, and counting those is fast. Of a TIFF only the first is read.
    frames = 1 if image.format == "TIFF" else data.count(GIF_FRAME_CONTROL) if image.format == "GIF" else getattr(image, "n_frames", 1)
    if frames > MAX_FRAMES:
        raise TooLarge(f"The image has {frames:,} frames; at most {MAX_FRAMES:,} are allowed, and only the first is used.")
    if image.format == "JPEG" and data.count(JPEG_SCAN) > MAX_JPEG_SCANS:
        raise TooLarge(f"The JPEG has more than {MAX_JPEG_SCANS} scans.")


def _to_8_bits(image: Image.Image) -> Image.Image:
    """Pillow's own conversion clips 16-bit grey at 255.

    Raises:
        UnsupportedMedia: 32 bits or floats, of which nothing says which number is white.
    """
    if image.mode == "F" or (image.mode == "I" and image.format == "TIFF"):
        raise UnsupportedMedia("The image has 32 bits per channel; images with 8 or 16 bits per channel are read.")
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
