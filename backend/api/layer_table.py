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
    parameters: int = Field(examples=[896], description="all stored values: trainable and non-trainable")
    trainable_parameters: int = Field(examples=[896], description="those that gradient descent changes")
    non_trainable_parameters: int = Field(examples=[0], description="such as the moving averages of batch normalization")
    bytes: int = Field(examples=[3584], description="of all parameters as 32-bit floats")
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
    trainable_parameters: int = Field(examples=[122570])
    non_trainable_parameters: int = Field(examples=[0])
    bytes: int = Field(examples=[490280], description="of all parameters as 32-bit floats")
    flops: int

    @classmethod
    def of(cls, architecture: Architecture) -> Self:
        rows = [LayerRow.model_validate(row) for row in model_summary(architecture)]
        return cls(
            input_shape=list(architecture.input_shape),
            layers=rows,
            total_parameters=sum(row.parameters for row in rows),
            trainable_parameters=sum(row.trainable_parameters for row in rows),
            non_trainable_parameters=sum(row.non_trainable_parameters for row in rows),
            bytes=sum(row.bytes for row in rows),
            flops=sum(row.flops for row in rows),
        )
