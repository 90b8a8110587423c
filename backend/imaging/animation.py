"""Animations, as WebP or GIF."""

from collections.abc import Sequence
from io import BytesIO
from typing import Literal

from PIL import Image

Format = Literal["webp", "gif"]
LAST_FRAME = 6  # times as long as the others


def animate(frames: Sequence[bytes], file_format: Format, frame_ms: int, longest_side: int) -> bytes:
    """An animation in an infinite loop; frames are lossless.

    Args:
        frames: PNGs of one size.
        frame_ms: how long each is shown; the last one six times as long.
        longest_side: frames are enlarged by the largest whole factor that fits.
    """
    images = [_enlarged(Image.open(BytesIO(frame)), longest_side) for frame in frames]
    durations = [frame_ms] * (len(images) - 1) + [LAST_FRAME * frame_ms]
    options = {"lossless": True, "quality": 20, "method": 2} if file_format == "webp" else {"disposal": 1}
    file = BytesIO()
    images[0].save(file, file_format.upper(), save_all=True, append_images=images[1:], duration=durations, loop=0, **options)
    return file.getvalue()


def _enlarged(image: Image.Image, longest_side: int) -> Image.Image:
    scale = max(1, longest_side // max(image.size))
    return image.resize((scale * image.width, scale * image.height), Image.Resampling.NEAREST)
