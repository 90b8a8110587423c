"""Filter kernels: the presets, and the properties of any kernel (§4.1)."""

from typing import Self

from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.api.filters import Matrix
from backend.api.json_route import Body, JsonRoute
from backend.api.problems import problem_responses
from backend.concepts.errors import InvalidValue
from backend.concepts.kernel_properties import KernelProperties, kernel_properties
from backend.concepts.kernels import KERNELS, custom_kernel, find_kernel

router = APIRouter(prefix="/kernels", tags=["Convolution and pooling"], route_class=JsonRoute)


class KernelRow(BaseModel):
    """ω = `matrix`/`divisor`; `in_tutorial` marks the table of §4.1."""

    id: str = Field(examples=["box-blur"])
    title: str
    matrix: list[list[float]]
    divisor: float
    in_tutorial: bool


class KernelRequest(Body):
    """A preset or a custom matrix."""

    kernel: str | None = Field(None, max_length=40, examples=["gaussian-blur"])
    matrix: Matrix | None = None
    divisor: float = 1


class PropertiesRow(BaseModel):
    """`column` · `row` is the kernel where it is separable (rank 1), with fewer multiplications per pixel."""

    sum: float
    meaning: str
    rank: int
    column: list[float] | None
    row: list[float] | None
    multiplications: int
    separable_multiplications: int | None
    point_symmetric: bool

    @classmethod
    def of(cls, found: KernelProperties) -> Self:
        column, row = (None if part is None else part.tolist() for part in (found.column, found.row))
        return cls.model_validate(vars(found) | {"column": column, "row": row})


@router.get("", summary="The preset kernels")
def list_kernels() -> list[KernelRow]:
    """The table of §4.1, and others in common use."""
    return [KernelRow.model_validate(kernel, from_attributes=True) for kernel in KERNELS.values()]


@router.post("/properties", summary="Properties of a kernel", responses=problem_responses(400, 413, 422))
def get_properties(body: KernelRequest) -> PropertiesRow:
    """Its sum and the effect on the brightness, its rank, and the two one-dimensional kernels when it is separable."""
    if (body.kernel is None) == (body.matrix is None):
        raise InvalidValue("kernel", "send either kernel, the id of a preset, or matrix, the rows of a custom kernel")
    weights = find_kernel(body.kernel).weights() if body.kernel is not None else custom_kernel(body.matrix or [[]], body.divisor)
    return PropertiesRow.of(kernel_properties(weights))
