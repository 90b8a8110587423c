"""The model table (§4.3): shapes, parameters and operations of each layer, with the arithmetic that gives them."""

from dataclasses import dataclass
from math import prod

from backend.concepts.architecture import Architecture, NamedLayer, Padding
from backend.concepts.formulas import formula
from backend.concepts.latex import to_latex

FLOAT32_BYTES = 4


@dataclass(frozen=True)
class SummaryRow:
    """One row of the model table, with the arithmetic behind its numbers.

    Attributes:
        parameters: all stored values: `trainable_parameters`, which gradient descent changes, and `non_trainable_parameters`, such as
            the moving averages of batch normalization.
        bytes: of all stored values as 32-bit floats.
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
    trainable_parameters: int
    non_trainable_parameters: int
    bytes: int
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
    return [_row(layer) for layer in architecture.named_layers()]


def _row(layer: NamedLayer) -> SummaryRow:
    spec, shape = layer.spec, layer.input_shape
    parameters, trainable = sum(prod(tensor) for tensor in spec.tensors(shape).values()), spec.trainable(shape)
    return SummaryRow(
        name=layer.name,
        type=spec.type,
        output_shape=layer.output_shape,
        parameters=parameters,
        trainable_parameters=trainable,
        non_trainable_parameters=parameters - trainable,
        bytes=FLOAT32_BYTES * parameters,
        parameter_arithmetic=spec.parameter_arithmetic(shape),
        parameter_formula=spec.parameter_formula(shape),
        parameter_latex=to_latex(spec.parameter_formula(shape)),
        shape_arithmetic=spec.shape_arithmetic(shape),
        shape_formula=spec.shape_formula(shape),
        shape_latex=to_latex(spec.shape_formula(shape)),
        padding=getattr(spec, "padding", None),
        formula=formula(spec),
        flops=spec.flops(shape),
    )
