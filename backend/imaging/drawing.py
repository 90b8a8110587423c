"""Drawings of lines and words, as SVG or as PNG: the one place where a plot becomes a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

PAPER = "#fbf8f2"
SHARPNESS = 2  # pixels of a PNG for each unit of a drawing
SMOOTHNESS = 2  # pixels drawn for each pixel of a PNG, so that slanted lines have no steps

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """A line through points, in units of the drawing; `colour` is #rrggbb."""

    points: Sequence[Point]
    colour: str
    width: float = 1.0


@dataclass(frozen=True)
class Words:
    """Text at a point: `anchor` says which part of it stands there: l(eft), m(iddle), r(ight), as Pillow names it; its middle height."""

    place: Point
    text: str
    colour: str
    anchor: str = "l"
    size: float = 13.0


@dataclass(frozen=True)
class Drawing:
    """Lines and words on paper of that size, y downwards; `title` is read out where the image cannot be seen."""

    width: int
    height: int
    title: str
    parts: Sequence[Line | Words]


SVG_ANCHORS = {"l": "start", "m": "middle", "r": "end"}


def to_svg(drawing: Drawing) -> bytes:
    """An SVG without scripts and styles, in UTF-8."""
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="system-ui, sans-serif">',
        f"<title>{escape(drawing.title)}</title>",
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        *(_svg_line(part) if isinstance(part, Line) else _svg_words(part) for part in drawing.parts),
        "</svg>",
    ]
    return "\n".join(lines).encode()


def _svg_line(line: Line) -> str:
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in line.points)
    return f'<polyline points="{points}" fill="none" stroke="{line.colour}" stroke-width="{line.width:g}" stroke-linejoin="round"/>'


def _svg_words(words: Words) -> str:
    x, y = words.place
    attributes = f'fill="{words.colour}" font-size="{words.size:g}" text-anchor="{SVG_ANCHORS[words.anchor]}" dominant-baseline="central"'
    return f'<text x="{x:.2f}" y="{y:.2f}" {attributes}>{escape(words.text)}</text>'


def to_png(drawing: Drawing) -> bytes:
    """A PNG of twice the drawing's size in pixels, for screens that are that sharp."""
    scale = SHARPNESS * SMOOTHNESS
    image = Image.new("RGB", (drawing.width * scale, drawing.height * scale), PAPER)
    pen = ImageDraw.Draw(image)
    for part in drawing.parts:
        if isinstance(part, Line):
            points = [(x * scale, y * scale) for x, y in part.points]
            pen.line(points, part.colour, round(part.width * scale), joint="curve")
        else:
            place = part.place[0] * scale, part.place[1] * scale
            pen.text(place, part.text, part.colour, ImageFont.load_default(part.size * scale), f"{part.anchor}m")
    file = BytesIO()
    image.reduce(SMOOTHNESS).save(file, "PNG")
    return file.getvalue()
