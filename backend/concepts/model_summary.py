"""The model table (§4.3): shapes, parameters and operations of each layer, with the arithmetic that gives them."""

from dataclasses import dataclass
from math import prod

from backend.concepts.architecture import Architecture, Padding
from backend.concepts.formulas import formula
from backend.concepts.latex import to_latex


@dataclass(frozen=True)
class SummaryRow:
    """One row of the model table, with the arithmetic behind its numbers.

    Attributes:
        parameters: all stored values, moving averages included.
        parameter_arithmetic, shape_arithmetic: of the numbers of parameters and outputs, without the result.
        parameter_formula, shape_formula: with the numbers in them, such as `(3·3·3 + 1)·32 = 896`.
        parameter_latex, shape_latex: the same, typeset.
        padding: of a window, `valid` or `same`; None for a layer without one.
        formula: the layer's equation.
        flops: multiplications and additions per image, each counted as one.
    """

    name: str
    type: str
    output_shape: tuple[int, ...]
    parameters: int
    parameter_arithmetic: str
    parameter_formula: str
    parameter_latex: str
    shape_arithmetic: str
    shape_formula: str
    shape_latex: str
    padding: Padding | None
    formula: str
    flops: int


def model_summary(architecture: Architecture) -> list[SummaryRow]:
    """The model table (§4.3): shapes, parameters and operations, with the arithmetic that gives them. No weights are needed."""
    return [
        SummaryRow(
            name=row.name,
            type=row.spec.type,
            output_shape=row.output_shape,
            parameters=sum(prod(shape) for shape in row.spec.tensors(row.input_shape).values()),
            parameter_arithmetic=row.spec.parameter_arithmetic(row.input_shape),
            parameter_formula=row.spec.parameter_formula(row.input_shape),
            parameter_latex=to_latex(row.spec.parameter_formula(row.input_shape)),
            shape_arithmetic=row.spec.shape_arithmetic(row.input_shape),
            shape_formula=row.spec.shape_formula(row.input_shape),
            shape_latex=to_latex(row.spec.shape_formula(row.input_shape)),
            padding=getattr(row.spec, "padding", None),
            formula=formula(row.spec),
            flops=row.spec.flops(row.input_shape),
        )
        for row in architecture.named_layers()
    ]
