"""Images that people send: every pixel as expected, every hostile file rejected cheaply."""

import io
import random
import struct
import tracemalloc
import zlib

import numpy as np
import psutil
import pytest
from PIL import Image

from backend.errors import InvalidInput, PlaygroundError, TooLarge, UnsupportedMedia
from backend.imaging.decoding import decode_image
from backend.settings import Settings
from tests.counting import calls

LIMITS = Settings()
COLOURS = np.arange(6 * 4 * 3, dtype=np.uint8).reshape(6, 4, 3) * 3


def encoded(image: Image.Image, format: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def decoded(data: bytes) -> np.ndarray:
    image = decode_image(data, LIMITS)
    assert image.mode == "RGB"
    return np.asarray(image)


def png(width: int, height: int, bits: int, colour: int, rows: bytes, extra: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    parts = chunk(b"IHDR", header), extra, chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def chunk(type: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + type + content + struct.pack(">I", zlib.crc32(type + content))


# Golden pixels


@pytest.mark.parametrize("format", ["PNG", "BMP", "WEBP", "TIFF"])
def test_rgb_stays_as_it_is(format: str) -> None:
    np.testing.assert_array_equal(decoded(encoded(Image.fromarray(COLOURS), format, lossless=True)), COLOURS)


def test_jpeg_is_read_as_pillow_reads_it() -> None:
    data = encoded(Image.fromarray(COLOURS), "JPEG", quality=95)
    np.testing.assert_array_equal(decoded(data), np.asarray(Image.open(io.BytesIO(data))))


# How each EXIF orientation is undone, in NumPy's words.
UPRIGHT = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: np.rot90(a, 2).transpose(1, 0, 2),
    8: np.rot90,
}


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_exif_orientation_is_undone(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    np.testing.assert_array_equal(decoded(encoded(Image.fromarray(COLOURS), exif=exif)), UPRIGHT[orientation](COLOURS))


def test_cmyk_becomes_rgb() -> None:
    inks = np.zeros((8, 8, 4), np.uint8)
    inks[..., 0], inks[..., 3] = 255, 0  # cyan only
    data = encoded(Image.frombytes("CMYK", (8, 8), inks.tobytes()), "JPEG", quality=100)
    np.testing.assert_allclose(decoded(data)[4, 4].astype(int), [0, 255, 255], atol=2)


def test_a_palette_with_transparency_is_laid_on_white() -> None:
    image = Image.new("P", (3, 1))
    image.putpalette([255, 0, 0, 0, 0, 255, 9, 9, 9])
    image.putdata([0, 1, 2])
    assert decoded(encoded(image, transparency=1)).tolist() == [[[255, 0, 0], [255, 255, 255], [9, 9, 9]]]


def test_grey_with_alpha_is_laid_on_white() -> None:
    image = Image.frombytes("LA", (3, 1), bytes([100, 255, 100, 0, 0, 51]))
    assert decoded(encoded(image))[0, :, 0].tolist() == [100, 255, 204]


def test_rgba_is_laid_on_white() -> None:
    pixel = np.array([[[200, 100, 0, 128]]], np.uint8)
    expected = [round(c * 128 / 255 + 255 * 127 / 255) for c in (200, 100, 0)]
    np.testing.assert_allclose(decoded(encoded(Image.fromarray(pixel)))[0, 0].astype(int), expected, atol=1)


def test_a_transparent_colour_of_an_rgb_png_is_laid_on_white() -> None:
    image = Image.fromarray(np.array([[[1, 2, 3], [4, 5, 6]]], np.uint8))
    assert decoded(encoded(image, transparency=(1, 2, 3))).tolist() == [[[255, 255, 255], [4, 5, 6]]]


def test_16_bits_are_scaled_not_clipped() -> None:
    levels = (np.arange(256, dtype=np.uint16) * 257).reshape(16, 16)
    np.testing.assert_array_equal(decoded(encoded(Image.fromarray(levels)))[..., 0], np.arange(256).reshape(16, 16))


def test_16_bits_are_turned_upright_too() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    levels = (np.arange(6, dtype=np.uint16) * 257).reshape(2, 3)
    assert decoded(encoded(Image.fromarray(levels), exif=exif))[..., 0].tolist() == [[3, 0], [4, 1], [5, 2]]


def test_one_bit_becomes_black_and_white() -> None:
    assert decoded(encoded(Image.frombytes("1", (8, 1), b"\xaa")))[0, :, 1].tolist() == [255, 0] * 4


@pytest.mark.parametrize("size", [(1, 1), (8192, 1), (1, 8192)])
def test_extreme_shapes_are_read(size: tuple[int, int]) -> None:
    assert decode_image(encoded(Image.new("RGB", size, (1, 2, 3))), LIMITS).size == size


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_the_first_frame_of_an_animation_is_taken(format: str) -> None:
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "lime", "blue")]
    data = encoded(frames[0], format, save_all=True, append_images=frames[1:], lossless=True)
    assert decoded(data)[0, 0].tolist() == [255, 0, 0]


def test_nothing_of_the_file_is_kept_but_pixels() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    image = decode_image(encoded(Image.fromarray(COLOURS), exif=exif), LIMITS)
    assert b"secret" not in encoded(image)


# Hostile files

HUGE = b"a\0\0" + zlib.compress(bytes(150_000_000), 1)
GIF = encoded(Image.new("L", (2, 2)), "GIF", save_all=True, append_images=[Image.new("L", (2, 2), 9)])
GIF_FRAME = GIF[GIF.rindex(b"!\xf9\x04") : -1]  # the graphic control block and the image after it
GIF_START = GIF[: GIF.index(b"!\xf9\x04")]
ONE_PIXEL = bytes(2)
BOMBS = {
    "60,000 × 60,000 pixels": png(60_000, 60_000, 1, 0, bytes(1000)),
    "12,000 × 12,000 pixels": png(12_000, 12_000, 1, 0, bytes(1000)),
    "8,193 pixels wide": png(8193, 1, 1, 0, bytes(1026)),
    "17 million pixels": png(8000, 2200, 1, 0, bytes(1001 * 2200)),
    "huge text": png(1, 1, 8, 0, ONE_PIXEL, chunk(b"zTXt", HUGE)),
    "huge colour profile": png(1, 1, 8, 0, ONE_PIXEL, chunk(b"iCCP", HUGE)),
    "GIF of 5,000 frames": GIF_START + GIF_FRAME * 5000 + b";",
    "animated PNG of 5,000 frames": png(1, 1, 8, 0, ONE_PIXEL, chunk(b"acTL", struct.pack(">II", 5000, 0))),
    "JPEG of 200 scans": encoded(Image.new("RGB", (8, 8)), "JPEG")[:-2] + b"\xff\xda" * 200 + b"\xff\xd9",
    "11 MB": bytes(11 << 20),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_rejected_at_no_cost(data: bytes) -> None:
    memory = psutil.Process().memory_info().rss
    with pytest.raises((TooLarge, InvalidInput)), calls() as counted:
        decode_image(data, LIMITS)
    assert counted["ImageFile.load"] == 0  # no pixel is decoded
    assert counted.total() < 1000  # and nothing is done for each frame, scan or line
    assert psutil.Process().memory_info().rss - memory < 100 << 20


OTHER_FILES = {
    "an SVG drawing": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "an HTML page": b"<!doctype html><img src=x onerror=alert(1)>",
    "text": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n",
    "a FITS image": b"SIMPLE  =                    T" + b" " * 2850,
    "a Photoshop image": b"8BPS\0\x01" + bytes(20),
    "an icon file (ICO)": encoded(Image.new("RGB", (16, 16)), "ICO"),
    "a NumPy array": b"\x93NUMPY\x01\0v\0",
    "a HEIC image": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40),
    "a video (MP4 or QuickTime)": b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(40),
    "a PDF document": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a zip file": b"PK\x03\x04" + bytes(30),
    "a JPEG XL image": b"\xff\x0a" + bytes(30),
    "a raw photo (CR2)": b"II*\0\x10\0\0\0CR\x02\0" + bytes(40),
    "a JPEG 2000 image": b"\xff\x4f\xff\x51" + bytes(40),
    "a cursor file (CUR)": b"\0\0\2\0\1\0" + bytes(40),
    "a RAR archive": b"Rar!\x1a\x07\x00" + bytes(40),
    "a tar archive": bytes(257) + b"ustar" + bytes(250),
    "a DICOM image": bytes(128) + b"DICM" + bytes(40),
    "a sound (M4A)": b"\0\0\0\x18ftypM4A " + bytes(40),
    "a file of unknown type": b"\x80\x04\x95\x05\0\0\0\0\0\0\0\x8c\x01x\x94.",
}


@pytest.mark.parametrize(("found", "data"), OTHER_FILES.items(), ids=OTHER_FILES)
def test_other_files_are_named_with_what_is_read(found: str, data: bytes) -> None:
    with pytest.raises(UnsupportedMedia) as raised:
        decode_image(data, LIMITS)
    assert raised.value.detail == f"The file is {found}, which is not read here; PNG, JPEG, WebP, GIF, BMP, TIFF, PPM and AVIF images are."


def test_text_in_utf_16_is_text() -> None:
    with pytest.raises(UnsupportedMedia, match="The file is an SVG drawing,"):
        decode_image("<svg/>".encode("utf-16"), LIMITS)


@pytest.mark.parametrize(
    "image",
    [np.linspace(0, 1, 64, dtype=np.float32).reshape(8, 8), np.full((8, 8), 1000, np.float32), np.full((8, 8), 1 << 30, np.int32)],
    ids=["0 to 1", "large floats", "32 bits"],
)
def test_numbers_of_which_nothing_says_what_is_white_are_no_black_or_white_image(image: np.ndarray) -> None:
    with pytest.raises(UnsupportedMedia, match=r"32 bits per channel; images with 8 or 16"):
        decode_image(encoded(Image.fromarray(image), "TIFF"), LIMITS)
    with pytest.raises(UnsupportedMedia, match="32 bits"):
        decode_image(b"Pf\n1 1\n-1.0\n\0\0\0\x3f", LIMITS)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_damaged_image_is_called_damaged_not_of_another_type(format: str) -> None:
    start = encoded(Image.fromarray(COLOURS), format)[:14] + bytes(40)
    with pytest.raises(InvalidInput, match="damaged"):
        decode_image(start, LIMITS)


def test_an_empty_file_is_rejected() -> None:
    with pytest.raises(InvalidInput, match="empty"):
        decode_image(b"", LIMITS)


def test_a_cut_off_image_is_rejected() -> None:
    data = encoded(Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)))
    with pytest.raises(InvalidInput, match="damaged"):
        decode_image(data[: len(data) // 2], LIMITS)


def test_mutated_images_are_read_or_rejected_and_nothing_else() -> None:
    """2,000 images with some bytes changed, cut or repeated: each gives an image or an error, without growing."""
    dice = random.Random(0)
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (24, 24, 3), np.uint8))
    seeds = [encoded(noise, format) for format in ("PNG", "JPEG", "WEBP", "BMP", "GIF")]
    outcomes = {"image": 0, "error": 0}
    tracemalloc.start()
    for round_number in range(2000):
        data = bytearray(seeds[round_number % len(seeds)])
        for _ in range(dice.randint(1, 8)):
            place = dice.randrange(len(data))
            data[place : place + dice.choice((0, 1, 1, 1, 9))] = dice.randbytes(dice.choice((0, 1, 1, 1, 5)))
        try:
            decode_image(bytes(data), LIMITS)
            outcomes["image"] += 1
        except PlaygroundError as error:
            assert error.status in (413, 415, 422)
            outcomes["error"] += 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert outcomes["image"] > 100
    assert outcomes["error"] > 100
    assert peak < 100 << 20
