"""Numbers on their way into the formulas of the labs and out again: in bounds, in rows of equal length, finite."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]

LARGEST = 1e6
Number = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
Seed = Annotated[int, Field(ge=0, lt=2**32, description="the same seed gives the same numbers")]


def matrix(field: str, rows: Sequence[Sequence[float]]) -> Array:
    """Rows as an array (rows, columns), float64.

    Raises:
        InvalidValue: they differ in length, or there is nothing in them.
    """
    lengths = [len(row) for row in rows]
    if not lengths or len(set(lengths)) > 1 or lengths[0] == 0:
        raise InvalidValue(field, f"all rows must have the same length, at least 1; received {_short(lengths)}")
    return np.array(rows, dtype=float)


def _short(lengths: list[int]) -> str:
    return f"rows of lengths {lengths[:10]}{'…' if len(lengths) > 10 else ''}" if lengths else "no rows"


def listed(values: Array, blame: str) -> Any:
    """An array as nested lists.

    Raises:
        InvalidValue: a number is not finite; `blame` is the field that most likely made it so.
    """
    if not np.isfinite(values).all():
        raise InvalidValue(blame, "with this value the numbers grow beyond what can be computed (overflow, or a division by 0)")
    return values.tolist()


def rounded(values: Array, blame: str, digits: int = 4) -> Any:
    """`listed`, with so many decimals: for pictures, which need no more and load several times sooner."""
    return listed(np.round(values, digits), blame)


@contextmanager
def inside(place: str) -> Iterator[None]:
    """Puts `place` before the field of what is refused: the formula knows `beta_1`, the body has it in `runners/0/parameters`."""
    try:
        yield
    except InvalidValue as refusal:
        raise InvalidValue(f"{place}/{refusal.field}", str(refusal)) from refusal


@contextmanager
def blaming(field: str) -> Iterator[None]:
    """Names the field of the body where the formula knows the value by another name."""
    try:
        yield
    except InvalidValue as refusal:
        raise InvalidValue(field, str(refusal)) from refusal
