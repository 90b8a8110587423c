"""Numbers in the requests and answers of the labs: within bounds, in rows of equal length, finite."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]

MAX_ABS = 1e6
Number = Annotated[float, Field(ge=-MAX_ABS, le=MAX_ABS)]
Seed = Annotated[int, Field(ge=0, lt=2**32, description="the same seed gives the same numbers")]


def matrix(field: str, rows: Sequence[Sequence[float]]) -> Array:
    """Rows as an array (rows, columns), float64.

    Raises:
        InvalidValue: they differ in length, or are empty.
    """
    lengths = [len(row) for row in rows]
    if not lengths or len(set(lengths)) > 1 or lengths[0] == 0:
        raise InvalidValue(field, f"all rows must have the same length, at least 1; received {_short(lengths)}")
    return np.array(rows, dtype=float)


def _short(lengths: list[int]) -> str:
    return f"rows of lengths {lengths[:10]}{'…' if len(lengths) > 10 else ''}" if lengths else "no rows"


def listed(values: Array, field: str) -> Any:
    """An array as nested lists.

    Raises:
        InvalidValue: a number is not finite; `field` is the most likely cause.
    """
    if not np.isfinite(values).all():
        raise InvalidValue(field, "with this value the result is not finite (overflow, or division by 0)")
    return values.tolist()


def finite(value: float | np.floating[Any], field: str) -> float:
    """One number. Raises as `listed` does."""
    return float(listed(np.array(value), field))


def rounded(values: Array, field: str, digits: int = 4) -> Any:
    """`listed`, rounded to `digits` decimals: enough for a plot, and several times smaller."""
    return listed(np.round(values, digits), field)


@contextmanager
def inside(place: str) -> Iterator[None]:
    """Prefixes the field of an error with `place`: the formula knows `beta_1`, the body has it in `runs/0/parameters`."""
    try:
        yield
    except InvalidValue as error:
        raise InvalidValue(f"{place}/{error.field}", str(error)) from error


@contextmanager
def renamed(**fields: str) -> Iterator[None]:
    """Replaces some names of the formula by those of the API: `renamed(kernel="window")` where a pooling window is sent."""
    try:
        yield
    except InvalidValue as error:
        if error.field not in fields:
            raise
        raise InvalidValue(fields[error.field], str(error)) from error


@contextmanager
def as_field(field: str) -> Iterator[None]:
    """Replaces the field of an error by its name in the body."""
    try:
        yield
    except InvalidValue as error:
        raise InvalidValue(field, str(error)) from error
