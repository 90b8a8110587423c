"""The model summary of §4.3, for trained networks and for those that are not trained yet."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from backend.concepts.architecture import Architecture
from backend.concepts.model_summary import model_summary


class LayerRow(BaseModel):
    """One layer; `flops` are multiplications and additions per image, each counted as one."""

    model_config = ConfigDict(from_attributes=True)

    name: str = Field(examples=["conv2d"])
    type: str = Field(examples=["conv2d"])
    output_shape: list[int] = Field(examples=[[30, 30, 32]])
    parameters: int = Field(examples=[896])
    parameter_arithmetic: str = Field(examples=["(3·3·3 + 1)·32"])
    parameter_formula: str = Field(examples=["(3·3·3 + 1)·32 = 896"])
    parameter_latex: str = Field(examples=[r"(3 \cdot 3 \cdot 3 + 1) \cdot 32 = 896"])
    shape_arithmetic: str = Field(examples=["⌊(32 + 2·0 − 3)/1 + 1⌋"])
    shape_formula: str = Field(examples=["⌊(32 + 2·0 − 3)/1 + 1⌋ = 30"])
    shape_latex: str = Field(examples=[r"\lfloor (32 + 2 \cdot 0 - 3)/1 + 1\rfloor  = 30"])
    padding: Literal["valid", "same"] | None = Field(description="of a layer with a window; null for others")
    formula: str
    flops: int = Field(examples=[1555200])


class LayerTable(BaseModel):
    input_shape: list[int] = Field(examples=[[32, 32, 3]])
    layers: list[LayerRow]
    total_parameters: int = Field(examples=[122570])
    flops: int

    @classmethod
    def of(cls, architecture: Architecture) -> Self:
        rows = [LayerRow.model_validate(row) for row in model_summary(architecture)]
        return cls(
            input_shape=list(architecture.input_shape),
            layers=rows,
            total_parameters=sum(row.parameters for row in rows),
            flops=sum(row.flops for row in rows),
        )
