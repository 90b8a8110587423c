"""Numbers on their way out."""

import math

import numpy as np
import pytest

from backend.api.numbers import listed, rounded
from backend.concepts.errors import InvalidValue


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_is_an_error_of_the_field_that_made_it(value: float) -> None:
    for write in (listed, rounded):
        with pytest.raises(InvalidValue, match="overflow") as error:
            write(np.array([[1.0, value]]), "gain")
        assert error.value.field == "gain"


def test_finite_numbers_are_listed_as_they_are_and_rounded_for_images() -> None:
    values = np.array([[1 / 3, -25], [0.00016, 2]])
    assert listed(values, "gain") == [[1 / 3, -25], [0.00016, 2]]
    assert rounded(values, "gain") == [[0.3333, -25], [0.0002, 2]]
