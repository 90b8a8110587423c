"""One filter as a client describes it: the kernel, and how it is applied to the image (§4.1, §4.2)."""

from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, TypeAdapter, ValidationError

from backend.api.json_route import Body
from backend.api.numbers import Array, inside, renamed
from backend.concepts.activation_table import find_activation
from backend.concepts.errors import InvalidValue
from backend.concepts.image_filter import BorderMode, Filtering, Operation
from backend.concepts.kernel_properties import normalized
from backend.concepts.kernels import MAX_SIZE, custom_kernel, find_kernel
from backend.concepts.pixel_range import activate_image
from backend.validation import field_errors

Values = NDArray[np.floating[Any]]

MAX_PADDING = 256
MAX_CHAIN = 8
Matrix = Annotated[list[list[float]], Field(max_length=1000)]


class FilterStep(Body):
    """A preset `kernel` or a custom `matrix`, odd or even, up to 15 × 15; and how it is applied to the image."""

    kernel: str | None = Field(None, max_length=40, description="an id of `GET /kernels`", examples=["sharpen"])
    matrix: Matrix | None = Field(None, examples=[[[0, 1, 0], [1, -4, 1], [0, 1, 0]]])
    divisor: float = 1
    normalize: bool = Field(False, description="divide the kernel by its sum, which preserves the brightness; an error for a sum of 0")
    padding: str = Field("same", max_length=10, description="same, valid, or pixels on each side")
    border_mode: BorderMode = "zero"
    stride: int = Field(1, ge=1, le=64)
    dilation: int = Field(1, ge=1, le=8)
    operation: Operation = "correlate"
    activation: str = Field("identity", max_length=40)

    def weights(self) -> Array:
        """ω, (rows, columns).

        Raises:
            InvalidValue: neither or both of `kernel` and `matrix`, a matrix that is no kernel, or one to normalize whose sum is 0.
        """
        if (self.kernel is None) == (self.matrix is None):
            raise InvalidValue("kernel", "send either kernel, the id of a preset, or matrix, the rows of a custom kernel")
        weights = find_kernel(self.kernel).weights() if self.kernel is not None else custom_kernel(self.matrix or [[]], self.divisor)
        return normalized(weights) if self.normalize else weights

    @property
    def kernel_field(self) -> str:
        """The field that holds the kernel."""
        return "kernel" if self.matrix is None else "matrix"

    def filtering(self) -> Filtering:
        """
        Raises:
            InvalidValue: a padding that is neither `same`, `valid` nor a number of pixels, or an unknown activation.
        """
        find_activation(self.activation)
        return Filtering(read_padding(self.padding), self.border_mode, self.stride, self.dilation, self.operation)

    def applied(self, values: Values) -> Values:
        """The values, (height, width, channels), filtered and activated; float64 of float64, else float32.

        Raises:
            InvalidValue: as for `weights` and `filtering`, a kernel that does not fit, or an overflow.
        """
        from backend.imaging.filtering import filter_values  # noqa: PLC0415 - OpenCV is large, and loaded with the first image

        weights = self.weights()
        with renamed(kernel=self.kernel_field):
            filtered = filter_values(values, weights, self.filtering())
        if self.activation in ("identity", "linear"):
            return filtered
        activated = activate_image(filtered, self.activation).astype(filtered.dtype, copy=False)
        if not np.isfinite(activated).all():
            raise InvalidValue("activation", "the values overflow with this activation")
        return activated


CHAIN: TypeAdapter[list[FilterStep]] = TypeAdapter(Annotated[list[FilterStep], Field(min_length=1, max_length=MAX_CHAIN)])


def read_padding(text: str) -> str | int:
    """`same` and `valid` as they are, a number of pixels as a number.

    Raises:
        InvalidValue: more than 256 pixels.
    """
    if not (text.isascii() and text.isdecimal()):
        return text
    if int(text) > MAX_PADDING:
        raise InvalidValue("padding", f"padding is {text} pixels; allowed are 0 to {MAX_PADDING}")
    return int(text)


def read_matrix(field: str, value: Any) -> Matrix:
    """Rows of numbers, received as JSON in a form field.

    Raises:
        InvalidValue: they are not rows of numbers.
    """
    try:
        return TypeAdapter(Matrix).validate_python(value)
    except ValidationError as error:
        raise InvalidValue(
            field, f"a kernel is a list of rows of numbers, at most {MAX_SIZE}×{MAX_SIZE}; received {str(value)[:80]}"
        ) from error


def read_chain(value: Any) -> list[FilterStep]:
    """Several filters in sequence, received as JSON in a form field.

    Raises:
        InvalidValue: at the place of the first wrong value, such as `chain/1/stride`.
    """
    try:
        return CHAIN.validate_python(value)
    except ValidationError as error:
        first = field_errors(error.errors(), value, "chain")[0]
        raise InvalidValue(first.pointer, first.message) from error


def applied_in_sequence(values: Values, chain: list[FilterStep]) -> Values:
    """The values after all filters.

    Raises:
        InvalidValue: at the place of the filter that cannot be applied, such as `chain/1/matrix`.
    """
    for index, step in enumerate(chain):
        with inside(f"chain/{index}"):
            values = step.applied(values)
    return values
