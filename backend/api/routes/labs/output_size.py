"""Output sizes of convolution (§4.1.1, §4.2), and the general convolution of two matrices (§4.1)."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from backend.api.filters import read_padding
from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import Number, listed, matrix
from backend.api.problems import problem_responses
from backend.concepts.matrix_convolution import matrix_convolution
from backend.concepts.output_size import output_size, padding_same, transposed_output_size, window_span

router = APIRouter(prefix="/convolution", tags=["Convolution and pooling"], route_class=JsonRoute)

Size = Annotated[int, Query(ge=1, le=1_000_000)]
Rows = Annotated[list[Annotated[list[Number], Field(min_length=1, max_length=64)]], Field(min_length=1, max_length=64)]


class SizeRow(BaseModel):
    """n_f with its formula; `message` says when the stride does not fit, and which input pixels no window covers."""

    model_config = ConfigDict(from_attributes=True)

    output_size: int
    padding: int
    padding_same: float = Field(description="(ω − 1)/2")
    window: int = Field(description="pixels that the kernel spans")
    fits: bool
    left_over: int = Field(description="pixels of the padded input after the last window")
    uncovered: int = Field(description="input pixels under no window, without padding")
    message: str
    formula: str = Field(examples=["⌊(32 + 2·0 − 3)/1 + 1⌋ = ⌊30⌋ = 30"])
    latex: str


class MatricesRequest(Body):
    """Two matrices of the same size m × n."""

    x: Rows = Field(examples=[[[1, 2], [3, 4]]])
    y: Rows = Field(examples=[[[1, 0], [0, 1]]])


class MatricesAnswer(BaseModel):
    """`x` is X rotated by 180°, `terms` are its elementwise products with Y, and `value` is their sum."""

    x: list[list[float]]
    y: list[list[float]]
    terms: list[list[float]]
    value: float


@router.get("/output-size", summary="Output size of a convolution", responses=problem_responses(422))
def get_output_size(
    input: Size,
    kernel: Size,
    padding: Annotated[str, Query(max_length=10, description="same, valid, or pixels on each side")] = "valid",
    stride: Size = 1,
    dilation: Size = 1,
    transposed: Annotated[bool, Query(description="the size that a transposed convolution gives")] = False,
    output_padding: Annotated[int, Query(ge=0, le=1_000_000, description="transposed only")] = 0,
) -> SizeRow:
    """n_f = ⌊(n_i + 2p_w − ω_n)/s + 1⌋; transposed n_f = s(n_i − 1) + ω_n − 2p_w + o (§4.2)."""
    if not transposed:
        return SizeRow.model_validate(output_size(input, kernel, read_padding(padding), stride, dilation))
    found = transposed_output_size(input, kernel, read_padding(padding), stride, output_padding, dilation)
    return SizeRow(
        output_size=found.output_size,
        padding=found.padding,
        padding_same=padding_same(kernel, dilation),
        window=window_span(kernel, dilation),
        fits=True,
        left_over=0,
        uncovered=0,
        message="",
        formula=found.formula,
        latex=found.latex,
    )


@router.post("/matrices", summary="Convolution of two matrices", responses=problem_responses(400, 413, 422))
def convolve_matrices(body: MatricesRequest) -> MatricesAnswer:
    """Σ Σ X_(m−i)(n−j) Y_(i+1)(j+1), term by term (§4.1)."""
    found = matrix_convolution(matrix("x", body.x), matrix("y", body.y))
    return MatricesAnswer(x=listed(found.x, "x"), y=listed(found.y, "y"), terms=listed(found.terms, "x"), value=found.value)
