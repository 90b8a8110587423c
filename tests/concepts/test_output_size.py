"""Sizes against Keras' own."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.concepts.errors import InvalidValue
from backend.concepts.output_size import output_size, padding_same, transposed_output_size, uncovered_pixels

numbers = st.integers(1, 7)


@given(size=st.integers(1, 40), kernel=numbers, padding=st.integers(0, 5), stride=numbers, dilation=st.integers(1, 4))
@settings(max_examples=200, deadline=None)
def test_output_size_counts_the_windows(size: int, kernel: int, padding: int, stride: int, dilation: int) -> None:
    padded, span = size + 2 * padding, dilation * (kernel - 1) + 1
    starts = [start for start in range(0, padded, stride) if start + span <= padded]
    if not starts:
        with pytest.raises(InvalidValue, match="does not fit"):
            output_size(size, kernel, padding, stride, dilation)
        return
    result = output_size(size, kernel, padding, stride, dilation)
    assert result.output_size == len(starts)
    assert result.left_over == padded - (starts[-1] + span)
    assert result.fits == (result.left_over == 0)
    covered = {start + dilation * cell - padding for start in starts for cell in range(kernel)}
    uncovered = sorted(set(range(size)) - covered)
    assert uncovered_pixels(size, kernel, padding, stride, dilation).tolist() == uncovered
    assert result.uncovered == len(uncovered)
    assert (result.message == "") == (result.fits and not uncovered)
    assert ("No window covers" in result.message) == bool(uncovered)


@given(size=st.integers(1, 30), kernel=numbers, stride=numbers)
@settings(max_examples=200, deadline=None)
def test_transposed_size_equals_keras(size: int, kernel: int, stride: int) -> None:
    extra = max(0, stride - kernel)  # Keras gives each input pixel a place of its own where the stride is larger than the kernel
    expected = keras.layers.Conv1DTranspose(1, kernel, stride).compute_output_shape((1, size, 1))[1]
    assert transposed_output_size(size, kernel, "valid", stride, extra).output_size == expected


@given(size=st.integers(1, 30), kernel=numbers, padding=st.integers(0, 3), stride=numbers, output_padding=st.integers(0, 6))
@settings(max_examples=200, deadline=None)
def test_a_convolution_undoes_the_size_of_the_transposed(size: int, kernel: int, padding: int, stride: int, output_padding: int) -> None:
    try:
        larger = transposed_output_size(size, kernel, padding, stride, output_padding).output_size
    except InvalidValue:
        return
    assert output_size(larger, kernel, padding, stride).output_size == size


def test_gaps_between_the_windows_are_named() -> None:
    gaps = output_size(31, 1, "valid", 5)
    assert (gaps.fits, gaps.uncovered) == (True, 24)
    assert gaps.message == "No window covers 24 of the 31 input pixels (counted from 0: 1–4, 6–9, 11–14, 16–19, 21–24, 26–29)."
    padding_only = output_size(32, 3, "same", 2)  # the last window ends at the last pixel; one column of padding is left over
    assert (padding_only.left_over, padding_only.uncovered) == (1, 0)
    assert "Only padding is left over: every input pixel is under a window." in padding_only.message
    assert output_size(1_000_000, 500_000, "valid", 3, 2).uncovered == len(uncovered_pixels(1_000_000, 500_000, 0, 3, 2))


def test_the_numbers_stand_in_the_formula() -> None:
    result = output_size(32, 3, "valid", 2)
    assert result.formula == "⌊(32 + 2·0 − 3)/2 + 1⌋ = ⌊15.5⌋ = 15"
    not_fitting = "The stride 2 does not fit: 29 is no multiple of it."
    assert result.message == f"{not_fitting} No window covers 1 of the 32 input pixels (counted from 0: 31)."
    assert r"\frac{32 + 2 \cdot 0 - 3}{2}" in result.latex
    assert output_size(32, 5, "same").output_size == 32
    assert transposed_output_size(7, 4, 1, 2).formula == "2·(7 − 1) + 4 − 2·1 = 14"


def test_same_padding_is_half_the_window() -> None:
    assert [padding_same(kernel) for kernel in (1, 3, 4, 5)] == [0, 1, 1.5, 2]
    assert padding_same(3, dilation=2) == 2
    assert np.shape(output_size(9, 3, "same", dilation=2).padding) == ()


def test_wrong_numbers_are_rejected() -> None:
    for arguments, field in [
        ((0, 3), "input"),
        ((5, 3, "full"), "padding"),
        ((5, 2, "same"), "padding"),
        ((5, 3, 0, 0), "stride"),
        ((2, 3), "kernel"),
    ]:
        with pytest.raises(InvalidValue) as raised:
            output_size(*arguments)
        assert raised.value.field == field
    for arguments, field in [((5, 3, 0, 2, 2), "output_padding"), ((1, 1, 3), "padding"), ((0, 1), "input")]:
        with pytest.raises(InvalidValue) as raised:
            transposed_output_size(*arguments)
        assert raised.value.field == field
