"""A line chart: axes with ticks at round numbers, curves, and a legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.imaging.drawing import Drawing, Label, Line

Array = NDArray[np.floating[Any]]

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 44, 32
INK, GRID, AXIS = "#3b3631", "#e2dbcd", "#a79d8c"
# Distinguishable with colour blindness.
COLOURS = ("#0b3f74", "#d97a1c", "#2f8f6b", "#a0388e")


@dataclass(frozen=True)
class Curve:
    """The points (x, y) of a curve, each (n,)."""

    name: str
    x: Array
    y: Array


def line_chart(title: str, curves: Sequence[Curve]) -> Drawing:
    """Curves in common axes that fit them all."""
    x_axis = _Axis(*_bounds([curve.x for curve in curves]), LEFT, WIDTH - RIGHT)
    y_axis = _Axis(*_bounds([curve.y for curve in curves], 0.05), HEIGHT - BOTTOM, TOP)
    drawn = [_curve(curve, x_axis, y_axis, colour) for curve, colour in zip(curves, COLOURS, strict=False)]
    return Drawing(WIDTH, HEIGHT, title, [*_grid(x_axis, y_axis), *drawn, *_legend(title, curves)])


@dataclass(frozen=True)
class _Axis:
    """Values from low to high lie at places from start to end."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def _bounds(values: Sequence[Array], margin: float = 0.0) -> tuple[float, float]:
    low, high = float(min(one.min() for one in values)), float(max(one.max() for one in values))
    room = margin * (high - low) or (0.0 if high > low else max(abs(high), 1.0))
    return low - room, high + room


def ticks(low: float, high: float, about: int = 6) -> list[float]:
    """Round numbers, 1, 2 or 5 times a power of ten apart, in [low, high]."""
    rough = (high - low) / about
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))
    return [number * step for number in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def _grid(x_axis: _Axis, y_axis: _Axis) -> list[Line | Label]:
    parts: list[Line | Label] = []
    for value in ticks(x_axis.low, x_axis.high):
        x = x_axis.place(value)
        parts.append(Line([(x, TOP), (x, HEIGHT - BOTTOM)], GRID if value else AXIS))
        parts.append(Label((x, HEIGHT - BOTTOM + 14), f"{value:g}", INK, "m", 12))
    for value in ticks(y_axis.low, y_axis.high):
        y = y_axis.place(value)
        parts.append(Line([(LEFT, y), (WIDTH - RIGHT, y)], GRID if value else AXIS))
        parts.append(Label((LEFT - 8, y), f"{value:g}", INK, "r", 12))
    return parts


def _curve(curve: Curve, x_axis: _Axis, y_axis: _Axis, colour: str) -> Line:
    points = zip(curve.x.tolist(), curve.y.tolist(), strict=True)
    return Line([(x_axis.place(x), y_axis.place(y)) for x, y in points], colour, 2)


def _legend(title: str, curves: Sequence[Curve]) -> list[Line | Label]:
    parts: list[Line | Label] = [Label((LEFT, TOP / 2), title, INK, "l", 15)]
    for number, (curve, colour) in enumerate(zip(curves, COLOURS, strict=False)):
        x = WIDTH - RIGHT - 110 * (len(curves) - number)
        parts.append(Line([(x, TOP / 2), (x + 20, TOP / 2)], colour, 2))
        parts.append(Label((x + 26, TOP / 2), curve.name, INK))
    return parts
