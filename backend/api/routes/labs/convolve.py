"""Filtering images (§4.1, §4.2): one filter, or several in sequence; and one output pixel explained."""

from typing import Annotated

import numpy as np
from fastapi import APIRouter, Depends, Form, Request, Response
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from backend.api.deps import AppSettings
from backend.api.filters import FilterStep, applied_in_sequence, read_chain, read_matrix
from backend.api.images import (
    MAX_VALUES,
    PNG_OR_JSON,
    Channels,
    ImageFile,
    Pixels,
    Values,
    as_values,
    json_field,
    one_large_at_a_time,
    read_pixels,
    to_png,
)
from backend.api.negotiation import JSON, PNG, preferred
from backend.api.numbers import Number, inside, listed, renamed
from backend.api.problems import problem_responses
from backend.api.routes.labs.output_size import SizeRow
from backend.concepts.filter_window import FilterWindow, filter_window
from backend.concepts.image_filter import BorderMode, Operation, filter_sizes
from backend.concepts.pixel_range import Normalization, to_pixels

router = APIRouter(tags=["Convolution and pooling"])

ERRORS = problem_responses(400, 413, 415, 422)
OutputMapping = Annotated[
    Normalization,
    Form(description="values to pixels: clip, absolute |v|, centre 128 + v/2, or stretch to 0…255"),
]


def _one_step(  # noqa: PLR0913, PLR0917 - one for each field of the form
    kernel: Annotated[str | None, Form(max_length=40, description="an id of `GET /kernels`")] = None,
    matrix: Annotated[str | None, Form(max_length=10_000, description="JSON rows of a custom kernel, up to 15×15")] = None,
    divisor: Annotated[Number, Form()] = 1,
    normalize: Annotated[bool, Form(description="divide the kernel by its sum")] = False,
    padding: Annotated[str, Form(max_length=10, description="same, valid, or pixels on each side")] = "same",
    border_mode: Annotated[BorderMode, Form()] = "zero",
    stride: Annotated[int, Form(ge=1, le=64)] = 1,
    dilation: Annotated[int, Form(ge=1, le=8)] = 1,
    operation: Annotated[Operation, Form()] = "correlate",
    activation: Annotated[str, Form(max_length=40)] = "identity",
) -> FilterStep:
    rows = None if matrix is None else read_matrix("matrix", json_field("matrix", matrix))
    return FilterStep.model_construct(
        kernel=kernel,
        matrix=rows,
        divisor=divisor,
        normalize=normalize,
        padding=padding,
        border_mode=border_mode,
        stride=stride,
        dilation=dilation,
        operation=operation,
        activation=activation,
    )


def _steps(
    step: Annotated[FilterStep, Depends(_one_step)],
    chain: Annotated[str | None, Form(max_length=50_000, description="JSON: several filters in sequence, each with these fields")] = None,
) -> list[FilterStep]:
    return [step] if chain is None else read_chain(json_field("chain", chain))


class Filtered(BaseModel):
    """A filtered image as numbers. `rows` and `columns` are the arithmetic of the last filter's output size.

    `values` (height, width, channels) are those before they are clipped to 0…255; null for an image of more than 12,288.
    """

    width: int
    height: int
    channels: int
    output_size: tuple[int, int] = Field(description="height and width")
    minimum: float
    maximum: float
    rows: SizeRow
    columns: SizeRow
    kernel: list[list[float]] = Field(description="ω of the last filter")
    values: list[list[list[float]]] | None


class WindowAnswer(BaseModel):
    """One output pixel: the product of each pixel and weight, their `sums` per channel, and what becomes of them.

    `rows` and `columns` are the positions in the image; in the padding they are negative or beyond its size. `activated` is
    255·f(sum/255), `output` the pixel that `POST /convolve` gives.
    """

    rows: list[int]
    columns: list[int]
    pixels: list[list[list[float]]]
    weights: list[list[float]]
    products: list[list[list[float]]]
    sums: list[float]
    activated: list[float]
    output: list[int]


@router.post("/convolve", summary="Filter an image", response_model=Filtered, responses={200: PNG_OR_JSON, **ERRORS})
def convolve(
    request: Request,
    image: ImageFile,
    settings: AppSettings,
    steps: Annotated[list[FilterStep], Depends(_steps)],
    channels: Channels = "rgb",
    normalization: OutputMapping = "clip",
) -> Response:
    """C(x, y) = Σ Σ ω(dx, dy) f(x + dx, y + dy) for every pixel; then the activation. A PNG, or numbers with `Accept: application/json`."""
    as_png = preferred(request.headers.get("accept"), [PNG, JSON]) == PNG
    pixels = read_pixels(image, channels, settings)
    if as_png and len(steps) == 1 and _is_direct(pixels, steps[0], normalization):
        return Response(to_png(_filter_pixels(pixels, steps[0])), media_type=PNG)
    with one_large_at_a_time(pixels):
        return _by_values(pixels, steps, normalization, as_png)


@router.post("/convolution/window", summary="One output pixel explained", responses=ERRORS)
def explain_pixel(
    image: ImageFile,
    settings: AppSettings,
    step: Annotated[FilterStep, Depends(_one_step)],
    row: Annotated[int, Form(ge=0)],
    column: Annotated[int, Form(ge=0)],
    channels: Channels = "rgb",
    normalization: OutputMapping = "clip",
) -> WindowAnswer:
    """The window, the weights on it, the products, their sum and the pixel made of it, at `row` and `column`, counted from 0."""
    pixels = read_pixels(image, channels, settings)
    weights = step.weights()
    with renamed(kernel=step.kernel_field):
        window = filter_window(pixels, weights, row, column, step.filtering())
    with one_large_at_a_time(pixels):
        activated, output = _pixel(pixels, window, step, normalization)
    return WindowAnswer(
        rows=list(window.rows),
        columns=list(window.columns),
        pixels=window.pixels.tolist(),
        weights=window.weights.tolist(),
        products=window.products.tolist(),
        sums=window.sums.tolist(),
        activated=listed(activated, "activation"),
        output=output.tolist(),
    )


def _pixel(pixels: Pixels, window: FilterWindow, step: FilterStep, normalization: Normalization) -> tuple[Values, NDArray[np.uint8]]:
    """One output pixel by the code that filters the whole image: activated, and as it is shown."""
    part = window.pixels.astype(pixels.dtype)
    alone = FilterStep(matrix=window.weights.tolist(), padding="valid", activation=step.activation)
    values = alone.applied(as_values(part))
    if _is_direct(pixels, step, normalization):
        return values[0, 0], _filter_pixels(part, alone)[0, 0]
    extremes = None
    if normalization == "stretch":
        everything = step.applied(as_values(pixels))
        extremes = float(everything.min()), float(everything.max())
    return values[0, 0], to_pixels(values, normalization, extremes)[0, 0]


def _is_direct(pixels: Pixels, step: FilterStep, normalization: Normalization) -> bool:
    """Whether the sums of 8-bit pixels are the output, and no array of floats is needed."""
    return step.activation == "identity" and normalization == "clip" and pixels.dtype == np.uint8


def _by_values(pixels: Pixels, steps: list[FilterStep], normalization: Normalization, as_png: bool) -> Response:
    *before, last = steps
    given = applied_in_sequence(as_values(pixels), before)
    if before:
        with inside(f"chain/{len(before)}"):
            values = last.applied(given)
    else:
        values = last.applied(given)
    if as_png:
        return Response(to_png(to_pixels(values, normalization)), media_type=PNG)
    return Response(_filtered(values, last, given.shape).model_dump_json(), media_type=JSON)


def _filter_pixels(pixels: Pixels, step: FilterStep) -> Pixels:
    from backend.imaging.filtering import filter_pixels  # noqa: PLC0415 - OpenCV is large, and loaded with the first image

    weights = step.weights()
    with renamed(kernel=step.kernel_field):
        return filter_pixels(pixels, weights, step.filtering())


def _filtered(values: Values, step: FilterStep, before: tuple[int, ...]) -> Filtered:
    weights = step.weights()
    rows, columns = filter_sizes(before[0], before[1], weights, step.filtering())
    height, width, channels = values.shape
    minimum, maximum = listed(np.array([values.min(), values.max()]), "matrix")
    return Filtered(
        width=width,
        height=height,
        channels=channels,
        output_size=(height, width),
        minimum=minimum,
        maximum=maximum,
        rows=SizeRow.model_validate(rows),
        columns=SizeRow.model_validate(columns),
        kernel=weights.tolist(),
        values=values.tolist() if values.size <= MAX_VALUES else None,
    )
