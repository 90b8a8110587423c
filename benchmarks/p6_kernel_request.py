"""P6: a 5×5 kernel on a 12-megapixel photo as one HTTP request (decode, filter, encode), against the same with Pillow in a bare script.

Both read the same JPEG and write a PNG of the same size. Also: the tutorial's six kernels on a 512×512 photo over HTTP, p50.
"""

import io
import statistics

import httpx
import numpy as np
from PIL import Image, ImageFilter
from skimage import data

from benchmarks.measure import in_turn, seconds
from benchmarks.playground import start, wait_until_ready

TUTORIAL = ("identity", "ridge", "sharpen", "box-blur", "gaussian-blur", "unsharp-masking")
GAUSSIAN = [1, 4, 6, 4, 1, 4, 16, 24, 16, 4, 6, 24, 36, 24, 6, 4, 16, 24, 16, 4, 1, 4, 6, 4, 1]


def photo(width: int, height: int) -> bytes:
    """A real photo of that size as JPEG."""
    file = io.BytesIO()
    Image.fromarray(data.astronaut()).resize((width, height), Image.Resampling.BICUBIC).save(file, "JPEG", quality=90)
    return file.getvalue()


def by_pillow(image: bytes) -> bytes:
    filtered = Image.open(io.BytesIO(image)).filter(ImageFilter.Kernel((5, 5), GAUSSIAN, scale=256))
    file = io.BytesIO()
    filtered.save(file, "PNG")
    return file.getvalue()


def by_http(client: httpx.Client, image: bytes, kernel: str) -> bytes:
    answer = client.post("/api/v1/convolve", files={"image": ("photo.jpg", image, "image/jpeg")}, data={"kernel": kernel}, timeout=60)
    return answer.raise_for_status().content


def check_equal_work(ours: bytes, peer: bytes) -> None:
    """Both blurred the same photo: Pillow leaves the outer two pixels unchanged, and rounds where we do."""
    inner = (slice(2, -2), slice(2, -2))
    a, b = (np.asarray(Image.open(io.BytesIO(one)).convert("RGB")).astype(int)[inner] for one in (ours, peer))
    assert a.shape == b.shape and np.abs(a - b).max() <= 2, "the two images differ"


def main() -> None:
    large, small = photo(4000, 3000), photo(512, 512)
    with start() as (_, client):
        wait_until_ready(client)
        check_equal_work(by_http(client, large, "gaussian-blur"), by_pillow(large))
        comparison = in_turn(lambda: seconds(lambda: by_http(client, large, "gaussian-blur")), lambda: seconds(lambda: by_pillow(large)))
        comparison.print("P6  5×5 kernel on 12 megapixels: one HTTP request, against Pillow in a script")
        print("  512×512 over HTTP, p50 of 30:")
        for kernel in TUTORIAL:
            runs = [seconds(lambda kernel=kernel: by_http(client, small, kernel)) for _ in range(33)][3:]
            print(f"    {kernel:16} {1000 * statistics.median(runs):6.1f} ms")


if __name__ == "__main__":
    main()
