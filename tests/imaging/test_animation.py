from io import BytesIO
from typing import get_args

import numpy as np
import pytest
from PIL import Image, ImageSequence

from backend.imaging.animation import Format, animate
from backend.imaging.png import pack

FRAMES = np.random.default_rng(0).integers(0, 256, (3, 10, 15, 1), dtype=np.uint8)


@pytest.mark.parametrize("file_format", get_args(Format))
def test_every_frame_is_shown_without_loss_and_the_last_one_longest(file_format: Format) -> None:
    film = Image.open(BytesIO(animate([pack(frame) for frame in FRAMES], file_format, 100, longest_side=48)))
    assert (film.format, film.size, film.n_frames, film.info["loop"]) == (file_format.upper(), (45, 30), 3, 0)
    durations = []
    for expected, frame in zip(FRAMES[..., 0], ImageSequence.Iterator(film), strict=True):
        shown = np.asarray(frame.convert("L"))[::3, ::3].astype(int)
        assert np.abs(shown - expected).max() <= 1
        durations.append(frame.info["duration"])
    assert durations == [100, 100, 600]
