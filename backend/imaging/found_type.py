"""What a file is by its first bytes, so that an error message can name it."""

import codecs

# Offset, bytes, name. The first that fits counts.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"GIF8", "a GIF image"),
    (0, b"BM", "a BMP image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"PK\x03\x04", "a zip file"),
    (0, b"\x1f\x8b", "a gzip file"),
    (0, b"8BPS", "a Photoshop image"),
    (0, b"\0\0\1\0", "an icon file (ICO)"),
    (0, b"\xff\x0a", "a JPEG XL image"),
    (4, b"JXL ", "a JPEG XL image"),
    (4, b"jP  ", "a JPEG 2000 image"),
    (0, b"\x1aE\xdf\xa3", "a video (Matroska or WebM)"),
    (0, b"SIMPLE  =", "a FITS image"),
    (0, b"\x93NUMPY", "a NumPy array"),
)
# Brands of the ISO base media format: `ftyp` at 4, the brand at 8.
BRANDS = {
    b"heic": "a HEIC image",
    b"heix": "a HEIC image",
    b"hevc": "a HEIC image",
    b"heim": "a HEIC image",
    b"mif1": "a HEIF image",
    b"msf1": "a HEIF image",
    b"avif": "an AVIF image",
    b"avis": "an AVIF image",
    b"crx ": "a raw photo (CR3)",
}
TEXT_BYTES = 512


def found_type(data: bytes) -> str:
    """What the bytes are, with its article: `a HEIC image`, `a PDF document`, `text`, `a file of unknown type`."""
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12].lower(), "a video (MP4 or QuickTime)")
    for offset, signature, name in SIGNATURES:
        if data.startswith(signature, offset):
            return name
    return _as_text(data[:TEXT_BYTES].lstrip(codecs.BOM_UTF8)) or "a file of unknown type"


def _as_text(start: bytes) -> str:
    try:
        # The last character may be cut.
        text = codecs.getincrementaldecoder("utf-8")().decode(start).lstrip().lower()
    except UnicodeDecodeError:
        return ""
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text):
        return ""
    if "<svg" in text:
        return "an SVG drawing"
    return "an HTML page" if text.startswith(("<!doctype html", "<html")) else "text"
