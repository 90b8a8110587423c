"""Drawings of lines and labels, as SVG or PNG."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

PAPER = "#fbf8f2"
PIXELS_PER_UNIT = 2  # of a PNG
OVERSAMPLING = 2  # for antialiasing

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """A line through points, in units of the drawing; `colour` is #rrggbb."""

    points: Sequence[Point]
    colour: str
    width: float = 1.0


@dataclass(frozen=True)
class Label:
    """Text at a point, centred vertically; `anchor`, as in Pillow: l(eft), m(iddle), r(ight)."""

    place: Point
    text: str
    colour: str
    anchor: str = "l"
    size: float = 13.0


@dataclass(frozen=True)
class Drawing:
    """Lines and labels on a canvas of that size, y downwards; `title` is the text for screen readers."""

    width: int
    height: int
    title: str
    parts: Sequence[Line | Label]


SVG_ANCHORS = {"l": "start", "m": "middle", "r": "end"}


def to_svg(drawing: Drawing) -> bytes:
    """An SVG without scripts and styles, in UTF-8."""
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="system-ui, sans-serif">',
        f"<title>{escape(drawing.title)}</title>",
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        *(_svg_line(part) if isinstance(part, Line) else _svg_label(part) for part in drawing.parts),
        "</svg>",
    ]
    return "\n".join(lines).encode()


def _svg_line(line: Line) -> str:
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in line.points)
    return f'<polyline points="{points}" fill="none" stroke="{line.colour}" stroke-width="{line.width:g}" stroke-linejoin="round"/>'


def _svg_label(label: Label) -> str:
    x, y = label.place
    attributes = f'fill="{label.colour}" font-size="{label.size:g}" text-anchor="{SVG_ANCHORS[label.anchor]}" dominant-baseline="central"'
    return f'<text x="{x:.2f}" y="{y:.2f}" {attributes}>{escape(label.text)}</text>'


def to_png(drawing: Drawing) -> bytes:
    """A PNG of twice the drawing's size in pixels, for high-resolution screens."""
    scale = PIXELS_PER_UNIT * OVERSAMPLING
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
    image.reduce(OVERSAMPLING).save(file, "PNG")
    return file.getvalue()
