"""The output size of convolution and pooling (§4.1.1, §4.2), with the numbers in the formula."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue

SHOWN_RUNS = 6


@dataclass(frozen=True)
class OutputSize:
    """Attributes:
    output_size: n_f.
    padding: p_w, pixels on each side.
    padding_same: (ω_n − 1)/2, which preserves the size at stride 1; a half pixel for even kernels.
    window: d(ω_n − 1) + 1, the pixels that the dilated kernel spans.
    fits: whether the last window ends at the last pixel, padding included; else `left_over` pixels of the padded input follow it.
    uncovered: input pixels under no window, without padding: beyond the last window, or in gaps between windows or their cells.
    message: why the stride does not fit, and which input pixels no window covers; empty where it fits and all are covered.
    formula: the equation with its numbers; `latex` the same for typesetting.
    """

    output_size: int
    padding: int
    padding_same: float
    window: int
    fits: bool
    left_over: int
    uncovered: int
    message: str
    formula: str
    latex: str


def window_span(kernel: int, dilation: int = 1) -> int:
    """ω_eff = d(ω_n − 1) + 1: the pixels that a kernel spans."""
    return dilation * (kernel - 1) + 1


def padding_same(kernel: int, dilation: int = 1) -> float:
    """p_w = (ω_n − 1)/2 (§4.1.1)."""
    return (window_span(kernel, dilation) - 1) / 2


def resolve_padding(padding: str | int, kernel: int, dilation: int = 1) -> int:
    """Pixels on each side: `valid` 0, `same` (ω_n − 1)/2, or the number itself.

    Raises:
        InvalidValue: `same` for an even kernel, half a pixel; a negative number; any other text.
    """
    if padding == "valid":
        return 0
    if padding == "same":
        half = padding_same(kernel, dilation)
        if half != int(half):
            raise InvalidValue("padding", f"same padding is (ω − 1)/2 = {half:g} pixels here: choose an odd kernel, or a number of pixels")
        return int(half)
    if isinstance(padding, str) or padding < 0:
        raise InvalidValue("padding", f"padding is {padding!r}; allowed are same, valid or a number of pixels from 0")
    return padding


def output_size(size: int, kernel: int, padding: str | int = "valid", stride: int = 1, dilation: int = 1) -> OutputSize:
    """n_f = ⌊(n_i + 2p_w − ω_n)/s + 1⌋ (§4.2), ω_n spanned by the dilation.

    Args:
        size: n_i; kernel: ω_n; stride: s, all from 1.

    Raises:
        InvalidValue: a number below 1, or a kernel that does not fit on the padded input.
    """
    for name, value in (("input", size), ("kernel", kernel), ("stride", stride), ("dilation", dilation)):
        if value < 1:
            raise InvalidValue(name, f"{name} is {value}; it must be at least 1")
    p, window = resolve_padding(padding, kernel, dilation), window_span(kernel, dilation)
    room = size + 2 * p - window
    if room < 0:
        raise InvalidValue("kernel", f"a window of {window} does not fit on {size} + 2·{p} = {size + 2 * p} pixels")
    result, left_over = room // stride + 1, room % stride
    uncovered = uncovered_pixels(size, kernel, p, stride, dilation)
    return OutputSize(
        result,
        p,
        padding_same(kernel, dilation),
        window,
        left_over == 0,
        left_over,
        len(uncovered),
        _message(room, stride, left_over, size, uncovered),
        f"⌊({size} + 2·{p} − {window})/{stride} + 1⌋ = ⌊{room / stride + 1:g}⌋ = {result}",
        rf"n_f = \left\lfloor \frac{{{size} + 2 \cdot {p} - {window}}}{{{stride}}} + 1 \right\rfloor = {result}",
    )


def uncovered_pixels(size: int, kernel: int, padding: int, stride: int, dilation: int) -> NDArray[np.int64]:
    """The input pixels, counted from 0, that are s·k + d·j − p for no window k and cell j; in O(size).

    The windows put cell j on every s-th pixel from d·j on, n_f of them: a run within one residue class modulo s. Where runs begin and end
    is counted, and summed up class by class.
    """
    windows = (size + 2 * padding - window_span(kernel, dilation)) // stride + 1
    first = dilation * np.arange(kernel)
    steps = -(-(size + 2 * padding) // stride) + 1
    edges = np.zeros(stride * (steps + 1), np.int64)
    np.add.at(edges, first, 1)
    np.add.at(edges, first + stride * windows, -1)
    covered = edges.reshape(-1, stride).cumsum(axis=0).ravel() > 0
    return np.flatnonzero(~covered[padding : padding + size])


def _message(room: int, stride: int, left_over: int, size: int, uncovered: NDArray[np.int64]) -> str:
    sentences = []
    if left_over:
        sentences.append(f"The stride {stride} does not fit: {room} is no multiple of it.")
    if len(uncovered):
        sentences.append(f"No window covers {len(uncovered):,} of the {size:,} input pixels (counted from 0: {_runs(uncovered)}).")
    elif left_over:
        sentences.append("Only padding is left over: every input pixel is under a window.")
    return " ".join(sentences)


def _runs(numbers: NDArray[np.int64]) -> str:
    """`1–4, 6–9, …`, the first runs only."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(numbers) > 1) + 1])
    ends = np.concatenate([starts[1:], [len(numbers)]]) - 1
    shown = [
        f"{numbers[a]}–{numbers[b]}" if b > a else f"{numbers[a]}" for a, b in zip(starts[:SHOWN_RUNS], ends[:SHOWN_RUNS], strict=True)
    ]
    return ", ".join([*shown, "…"] if len(starts) > SHOWN_RUNS else shown)


@dataclass(frozen=True)
class TransposedSize:
    """The size that a transposed convolution gives, with its formula."""

    output_size: int
    padding: int
    formula: str
    latex: str


def transposed_output_size(
    size: int, kernel: int, padding: str | int = "valid", stride: int = 1, output_padding: int = 0, dilation: int = 1
) -> TransposedSize:
    """n_f = s(n_i − 1) + ω_n − 2p_w + o: a size that the convolution maps to n_i; the output padding o selects one of s such sizes.

    Raises:
        InvalidValue: a number below 1, an output padding that is not below the stride, or an empty output.
    """
    for name, value in (("input", size), ("kernel", kernel), ("stride", stride), ("dilation", dilation)):
        if value < 1:
            raise InvalidValue(name, f"{name} is {value}; it must be at least 1")
    if not 0 <= output_padding < stride:
        raise InvalidValue("output_padding", f"output_padding is {output_padding}; it must be from 0 to below the stride {stride}")
    p, window = resolve_padding(padding, kernel, dilation), window_span(kernel, dilation)
    result = stride * (size - 1) + window - 2 * p + output_padding
    more = f" + {output_padding}" if output_padding else ""
    if result < 1:
        raise InvalidValue("padding", f"{stride}·({size} − 1) + {window} − 2·{p}{more} = {result}: the output would be empty")
    return TransposedSize(
        result,
        p,
        f"{stride}·({size} − 1) + {window} − 2·{p}{more} = {result}",
        rf"n_f = {stride} \cdot ({size} - 1) + {window} - 2 \cdot {p}{more} = {result}",
    )
