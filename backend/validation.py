"""Validation errors of pydantic as field errors, each with a JSON pointer and a message."""

from collections.abc import Sequence
from typing import Any

from pydantic_core import ErrorDetails

from backend.errors import FieldError

MAX_ECHO = 80


def field_errors(rows: Sequence[ErrorDetails], value: Any, root: str = "") -> tuple[FieldError, ...]:
    """One field error for each invalid value: where it is, what is allowed, what was received.

    Args:
        rows: `ValidationError.errors()`.
        value: what was validated.
        root: JSON pointer to `value` in the body.
    """
    return tuple(FieldError(root + _pointer(row["loc"], value), _message(row)) for row in _innermost(rows))


def _innermost(rows: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Omits errors that only follow from an invalid value inside: a list with one invalid item is also "too short"."""
    places = [row["loc"] for row in rows]
    return [row for row in rows if not any(len(place) > len(row["loc"]) and place[: len(row["loc"])] == row["loc"] for place in places)]


def _pointer(location: tuple[int | str, ...], value: Any) -> str:
    """JSON pointer (RFC 6901) of an invalid value."""
    pointer = ""
    for part in location:
        if isinstance(value, dict) and part not in value and part == value.get("type"):
            continue  # pydantic names the member of a union, which is not part of the body
        pointer += "/" + str(part).replace("~", "~0").replace("/", "~1")
        value = _member(value, part)
    return pointer


def _member(value: Any, part: int | str) -> Any:
    try:
        return value[part]
    except (KeyError, IndexError, TypeError):
        return None


# Messages in terms of JSON where pydantic's are in terms of Python; `{...}` is pydantic's context.
_RULES = {
    "extra_forbidden": "There is no such field",
    "tuple_type": "Input should be a list",
    "model_attributes_type": "Input should be an object",
    "model_type": "Input should be an object",
    "union_tag_invalid": "There is no type {tag!r}; there is {expected_tags}",
    "union_tag_not_found": "Input should be an object with a `type`",
}


def _rule(row: ErrorDetails) -> str:
    if row["type"] in _RULES:
        return _RULES[row["type"]].format(**row.get("ctx", {}))
    if row["msg"].startswith("Value error, Expected UploadFile"):
        return "Input should be a file"
    return row["msg"].removeprefix("Value error, ").replace("Tuple should", "List should").removesuffix(" after validation")


def _message(row: ErrorDetails) -> str:
    rule = _rule(row)
    if row["type"] == "missing":
        return rule
    received = repr(row["input"])
    if len(received) > MAX_ECHO:
        received = received[:MAX_ECHO] + "…"
    return f"{rule}; received {received}"
