"""Kernels, their properties, and the general convolution of two matrices."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from backend.concepts.errors import InvalidValue
from backend.concepts.kernel_properties import kernel_properties, normalized, separate
from backend.concepts.kernels import KERNELS, custom_kernel, find_kernel
from backend.concepts.matrix_convolution import matrix_convolution

seeds = st.integers(0, 2**32 - 1)


def test_the_tutorials_table_is_there() -> None:
    table = {id: (kernel.weights().sum().item(), kernel.divisor) for id, kernel in KERNELS.items() if kernel.in_tutorial}
    assert table == {
        "identity": (1, 1),
        "ridge": (0, 1),
        "sharpen": (1, 1),
        "box-blur": (pytest.approx(1), 9),
        "gaussian-blur": (1, 256),
        "unsharp-masking": (1, -256),
    }
    np.testing.assert_array_equal(KERNELS["gaussian-blur"].matrix, np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]))
    unsharp = 2 * np.pad([[1.0]], 2) - KERNELS["gaussian-blur"].weights()
    np.testing.assert_array_equal(KERNELS["unsharp-masking"].weights(), unsharp)


@pytest.mark.parametrize("id", KERNELS)
def test_every_preset_is_a_valid_kernel_of_odd_size(id: str) -> None:
    kernel = find_kernel(id)
    np.testing.assert_array_equal(custom_kernel(kernel.matrix, kernel.divisor), kernel.weights())
    assert all(size % 2 == 1 for size in kernel.weights().shape)


def test_the_tutorials_kernels_are_point_symmetric_and_sobel_is_not() -> None:
    assert all(kernel_properties(kernel.weights()).point_symmetric for kernel in KERNELS.values() if kernel.in_tutorial)
    assert not kernel_properties(KERNELS["sobel-x"].weights()).point_symmetric


@given(rows=st.integers(1, 15), columns=st.integers(1, 15), seed=seeds)
@settings(max_examples=200, deadline=None)
def test_a_product_of_column_and_row_is_recognised(rows: int, columns: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    kernel = np.outer(random.normal(size=rows), random.normal(size=columns))
    properties = kernel_properties(kernel)
    assert properties.rank == 1
    assert properties.separable_multiplications == (rows + columns if rows + columns < rows * columns else None)
    np.testing.assert_allclose(np.outer(properties.column, properties.row), kernel, rtol=1e-6, atol=1e-12)


@given(rows=st.integers(2, 15), columns=st.integers(2, 15), seed=seeds)
@settings(max_examples=200, deadline=None)
def test_other_kernels_are_not(rows: int, columns: int, seed: int) -> None:
    kernel = np.random.default_rng(seed).normal(size=(rows, columns))
    assert separate(kernel) is None
    assert kernel_properties(kernel).rank == min(rows, columns)


def test_which_presets_are_separable() -> None:
    separable = {id for id, kernel in KERNELS.items() if separate(kernel.weights())}
    assert separable == {"identity", "box-blur", "gaussian-blur", "gaussian-blur-3", "sobel-x", "sobel-y", "prewitt-x", "prewitt-y"}


def test_the_sum_determines_the_brightness() -> None:
    meanings = {id: kernel_properties(KERNELS[id].weights()).meaning for id in ("gaussian-blur", "ridge")}
    assert meanings == {
        "gaussian-blur": "The sum is 1: the brightness is preserved.",
        "ridge": "The sum is 0: uniform areas become black, only edges remain.",
    }
    assert "brighter, 2 times" in kernel_properties(np.array([[2.0]])).meaning
    assert "negative" in kernel_properties(np.array([[-1.0]])).meaning


def test_a_normalized_kernel_keeps_the_brightness() -> None:
    assert normalized(np.ones((3, 3))).sum() == pytest.approx(1)
    np.testing.assert_allclose(normalized(np.array([[1.0, -3], [-1, -1]])), [[-0.25, 0.75], [0.25, 0.25]])  # a sum of −4, too
    for kernel in (KERNELS["ridge"].weights(), np.zeros((3, 3)), np.array([[0.1, 0.2, -0.3]])):
        with pytest.raises(InvalidValue, match="sum to 0") as raised:
            normalized(kernel)
        assert raised.value.field == "normalize"
    assert kernel_properties(np.zeros((3, 3))).rank == 0


@pytest.mark.parametrize(
    ("matrix", "divisor", "field"),
    [
        ([], 1, "matrix"),
        ([[]], 1, "matrix"),
        ([[1, 2], [3]], 1, "matrix"),
        ([[1.0] * 16] * 16, 1, "matrix"),
        ([[float("nan")]], 1, "matrix"),
        ([[float("inf")]], 1, "matrix"),
        ([[1e308]], 1, "matrix"),
        ([[1.0]], 0, "divisor"),
        ([[1.0]], float("nan"), "divisor"),
        ([[1.0]], 1e-320, "matrix"),
    ],
)
def test_kernels_that_cannot_be_used_are_rejected(matrix: list[list[float]], divisor: float, field: str) -> None:
    with pytest.raises(InvalidValue) as raised, np.errstate(over="ignore"):
        custom_kernel(matrix, divisor)
    assert raised.value.field == field


def test_an_unknown_preset_is_rejected() -> None:
    assert find_kernel("box_blur").id == "box-blur"
    with pytest.raises(InvalidValue, match="no kernel is called 'blur'"):
        find_kernel("blur")


@given(m=st.integers(1, 9), n=st.integers(1, 9), seed=seeds)
@settings(max_examples=200, deadline=None)
def test_the_matrix_sum_equals_the_middle_of_scipys_convolution(m: int, n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    x, y = random.normal(size=(m, n)), random.normal(size=(m, n))
    result = matrix_convolution(x, y)
    assert result.value == pytest.approx(signal.convolve2d(x, y, mode="valid").item(), rel=1e-6, abs=1e-12)
    tutorial = sum(x[m - i - 1, n - j - 1] * y[i + 1 - 1, j + 1 - 1] for i in range(m) for j in range(n))
    assert result.value == pytest.approx(tutorial, rel=1e-9, abs=1e-12)
    assert result.terms[0, 0] == x[-1, -1] * y[0, 0]


def test_matrices_of_two_sizes_are_rejected() -> None:
    with pytest.raises(InvalidValue, match="both must be m × n"):
        matrix_convolution(np.ones((2, 2)), np.ones((2, 3)))
