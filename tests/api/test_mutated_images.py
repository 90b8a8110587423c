"""Ten thousand damaged images: each gets an image or a clear error, never an error of ours."""

import io

import httpx
import numpy as np
import pytest
from PIL import Image

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
MUTATIONS = 2000
CALLS: tuple[tuple[str, dict[str, str]], ...] = (("/convolve", {"kernel": "ridge"}), ("/pool", {}))


def valid(format: str) -> bytes:
    pixels = np.random.default_rng(1).integers(0, 256, (9, 7, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format)
    return file.getvalue()


def mutated(content: bytes, random: np.random.Generator) -> bytes:
    """Bytes overwritten, cut off, repeated or taken out, at random places."""
    bytes_ = bytearray(content)
    for _ in range(random.integers(1, 6)):
        place = int(random.integers(0, max(1, len(bytes_))))
        match random.integers(0, 4):
            case 0:
                bytes_[place : place + 1] = random.integers(0, 256, 1, dtype=np.uint8).tobytes()
            case 1:
                del bytes_[place:]
            case 2:
                bytes_[place:place] = bytes_[place : place + int(random.integers(1, 16))]
            case _:
                del bytes_[place : place + int(random.integers(1, 8))]
    return bytes(bytes_)


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_a_damaged_image_is_filtered_or_rejected(client: httpx.Client, format: str) -> None:
    random = np.random.default_rng(FORMATS.index(format))
    content = valid(format)
    statuses: dict[int, int] = {}
    for i in range(MUTATIONS):
        damaged = mutated(content, random)
        answer = client.post(CALLS[i % 2][0], files={"image": (f"x.{format.lower()}", damaged)}, data=CALLS[i % 2][1])
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        assert answer.status_code in {200, 413, 415, 422}, (format, i, answer.text[:200])
        if answer.status_code != 200:
            assert answer.headers["content-type"] == "application/problem+json"
            assert "Traceback" not in answer.text
    assert sum(statuses.values()) == MUTATIONS
    assert len(statuses) > 1, "no mutation was rejected: the test damages nothing"
