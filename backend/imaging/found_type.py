"""What a file is by its first bytes, whatever its name says, so that an error message can name it."""

import codecs

# Formats that are decoded: Pillow's names, and how they are written.
READ = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WebP", "GIF": "GIF", "BMP": "BMP", "TIFF": "TIFF", "PPM": "PPM", "AVIF": "AVIF"}
READ_HERE = f"{', '.join(list(READ.values())[:-1])} and {list(READ.values())[-1]}"
HEAD_BYTES = 512

# Offset, bytes, name. The first that fits counts.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"GIF8", "a GIF image"),
    (0, b"BM", "a BMP image"),
    (8, b"CR\2\0", "a raw photo (CR2)"),
    (0, b"IIU\0", "a raw photo (RW2)"),
    (0, b"IIRO", "a raw photo (ORF)"),
    (0, b"FUJIFILMCCD-RAW", "a raw photo (RAF)"),
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
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 image"),
    (0, b"\0\0\2\0\1\0", "a cursor file (CUR)"),
    (0, b"icns", "an icon file (ICNS)"),
    (0, b"qoif", "a QOI image"),
    (0, b"v/1\1", "an OpenEXR image"),
    (0, b"#?RADIANCE", "a Radiance image"),
    (0, b"DDS ", "a DDS image"),
    (128, b"DICM", "a DICOM image"),
    (0, b"Rar!\x1a\7", "a RAR archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"BZh", "a bzip2 file"),
    (0, b"\xfd7zXZ\0", "an xz file"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (0, b"\xd0\xcf\x11\xe0", "an Office document of the old format"),
    (0, b"{\\rtf", "an RTF document"),
    (8, b"AVI ", "a video (AVI)"),
    (8, b"WAVE", "a sound (WAV)"),
    (0, b"ID3", "a sound (MP3)"),
    (0, b"OggS", "a sound or video (Ogg)"),
    (0, b"\x1aE\xdf\xa3", "a video (Matroska or WebM)"),
    (0, b"SIMPLE  =", "a FITS image"),
    (0, b"\x93NUMPY", "a NumPy array"),
    (0, b"\x89HDF", "an HDF5 file"),
    *((0, b"P%d%c" % (number, space), "a PPM image") for number in range(1, 7) for space in b" \n\r\t"),
)
# Brands of the ISO base media format: `ftyp` at 4, the brand at 8.
BRANDS = {
    b"heic": "a HEIC image",
    b"heix": "a HEIC image",
    b"hevc": "a HEIC image",
    b"heim": "a HEIC image",
    b"heis": "a HEIC image",
    b"m4a ": "a sound (M4A)",
    b"mif1": "a HEIF image",
    b"msf1": "a HEIF image",
    b"avif": "an AVIF image",
    b"avis": "an AVIF image",
    b"crx ": "a raw photo (CR3)",
}


def known_type(head: bytes) -> str | None:
    """What a file is, with its article: `a HEIC image`, `a PDF document`; None where its beginning is of none that is known here.

    Args:
        head: its first bytes, 512 of them or all.
    """
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12].lower(), "a video (MP4 or QuickTime)")
    return next((name for offset, signature, name in SIGNATURES if head.startswith(signature, offset)), None)


def short_type(head: bytes) -> str | None:
    """The same as a heading has it: `HEIC`, `PDF document`."""
    found = known_type(head)
    return found.partition(" ")[2].removesuffix(" image") if found else None


def found_type(head: bytes) -> str:
    """The same for every file: `text`, `a file of unknown type`."""
    return known_type(head) or _as_text(head[:HEAD_BYTES].lstrip(codecs.BOM_UTF8)) or "a file of unknown type"


def is_image(head: bytes) -> bool:
    """Whether it begins as one of the formats that are decoded."""
    return short_type(head) in READ.values()


def _as_text(start: bytes) -> str:
    encoding = "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    try:
        # The last character may be cut.
        text = codecs.getincrementaldecoder(encoding)().decode(start).lstrip().lower()
    except UnicodeDecodeError:
        return ""
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text):
        return ""
    if "<svg" in text:
        return "an SVG drawing"
    return "an HTML page" if text.startswith(("<!doctype html", "<html")) else "text"
