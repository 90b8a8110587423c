from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from backend.errors import FieldError
from backend.validation import MAX_ECHO, field_errors


class Square(BaseModel):
    type: Literal["square"]
    side: int = Field(ge=1)


class Circle(BaseModel):
    type: Literal["circle"]
    radius: float


class Drawing(BaseModel):
    shapes: tuple[Annotated[Square | Circle, Field(discriminator="type")], ...] = Field(min_length=1)
    names: dict[str, int] = Field(default_factory=dict)


def found(value: object) -> tuple[FieldError, ...]:
    with pytest.raises(ValidationError) as raised:
        Drawing.model_validate(value)
    return field_errors(raised.value.errors(), value, "/params")


def test_a_wrong_value_is_pointed_at_with_what_is_allowed_and_what_was_received() -> None:
    shapes = [{"type": "circle", "radius": 1}, {"type": "square", "side": 0}]
    assert found({"shapes": shapes}) == (FieldError("/params/shapes/1/side", "Input should be greater than or equal to 1; received 0"),)


def test_a_missing_value_is_pointed_at() -> None:
    assert found({}) == (FieldError("/params/shapes", "Field required"),)


def test_the_signs_of_a_pointer_are_escaped() -> None:
    shapes = [{"type": "circle", "radius": 1}]
    assert [one.pointer for one in found({"shapes": shapes, "names": {"a/b~c": "x"}})] == ["/params/names/a~1b~0c"]


def test_a_long_value_is_cut() -> None:
    (error,) = found({"shapes": "x" * 10_000})
    assert error.message.endswith("x…")
    assert len(error.message) < MAX_ECHO + 100
