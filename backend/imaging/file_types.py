"""What a file is by its first bytes, whatever its name says."""

HEAD_BYTES = 32
# Formats that are decoded, by Pillow's names.
READ = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "PPM", "AVIF")

_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP",
    b"8BPS": "Photoshop",
    b"\0\0\1\0": "ICO",
    b"\0\0\0\x0cjP  ": "JPEG 2000",
    b"\xff\x0a": "JPEG XL",
    b"\0\0\0\x0cJXL ": "JPEG XL",
    b"\x93NUMPY": "NumPy array",
    b"\x89HDF": "HDF5",
    b"<svg": "SVG",
}
_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1"), "HEIC"),
}
_PORTABLE = {b"P%d" % number for number in range(1, 7)}


def type_of(head: bytes) -> str | None:
    """The format of a file, such as `JPEG` or `HEIC`; None where its beginning is of none that is known here.

    Args:
        head: its first 32 bytes.
    """
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video")
    if head[:4] == b"RIFF":
        return "WEBP" if head[8:12] == b"WEBP" else "RIFF"
    if head[:2] in _PORTABLE and head[2:3].isspace():
        return "PPM"
    return next((name for beginning, name in _BEGINNINGS.items() if head.startswith(beginning)), None)


def not_read(found: str | None) -> str:
    """The sentence for a file that is none of the formats that are decoded."""
    what = f"The file is of type {found}, which is not read" if found else "The file is not an image"
    return f"{what}. Read are {', '.join(READ)}."
