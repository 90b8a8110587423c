"""A feed-forward network as data: a list of layer specifications, and the arithmetic of output shapes, parameters and operations.

The same list is the parameter of a training job, the file `architecture.json` of a trained model, and what the NumPy layers
in `layers.py` and the Keras model in `training/` are built from.

Shapes are (height, width, channels) of images and feature maps, or (units,) of vectors; the batch dimension is never written.
"""

from math import prod
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Shape = tuple[int, ...]
Activation = Literal["linear", "relu", "leaky_relu", "elu", "selu", "gelu", "swish", "mish", "softplus", "softsign", "tanh", "sigmoid"]
Padding = Literal["valid", "same"]


class ArchitectureError(ValueError):
    """The input shape of a layer does not fit. `layer` is its index in the list."""

    def __init__(self, layer: int, message: str) -> None:
        super().__init__(message)
        self.layer = layer


def padded_output_size(size: int, window: int, stride: int, padding: Padding) -> int:
    """n_f = ⌊(n_i + 2p_w − ω_n)/s + 1⌋ (§4.2) with p_w = 0 for `valid`; ⌈n_i/s⌉ for `same` (padding as TensorFlow does it)."""
    if padding == "same":
        return -(-size // stride)
    return (size - window) // stride + 1


class Layer(BaseModel):
    """Base of all layers; immutable, and unknown fields are rejected."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    type: str

    def output_shape(self, shape: Shape) -> Shape:
        return shape

    def tensors(self, shape: Shape) -> dict[str, Shape]:
        """Name and shape of each stored tensor, for an input of `shape`, in Keras' order."""
        return {}

    def trainable(self, shape: Shape) -> int:
        """Number of trainable parameters."""
        return sum(prod(dimensions) for dimensions in self.tensors(shape).values())

    def flops(self, shape: Shape) -> int:
        """Multiplications and additions, each counted as one, for one example."""
        return 0

    def parameter_arithmetic(self, shape: Shape) -> str:
        """How the number of stored values comes about, without the result; empty for a layer without any."""
        return ""

    def parameter_formula(self, shape: Shape) -> str:
        """The arithmetic and its result, such as `(3·3·3 + 1)·32 = 896`."""
        arithmetic = self.parameter_arithmetic(shape)
        count = sum(prod(dimensions) for dimensions in self.tensors(shape).values())
        return f"{arithmetic} = {count:,}" if arithmetic else f"{count:,}"

    def shape_arithmetic(self, shape: Shape) -> str:
        """How the size of the output comes about, without the result; empty for a layer that keeps it."""
        return ""

    def shape_formula(self, shape: Shape) -> str:
        """The arithmetic and its result, such as `⌊(32 + 2·0 − 3)/1 + 1⌋ = 30`."""
        arithmetic = self.shape_arithmetic(shape)
        return f"{arithmetic} = {self.output_shape(shape)[0]:,}" if arithmetic else ""

    def check(self, shape: Shape) -> str | None:
        """Why an input of `shape` is not allowed; None when it is."""
        return None


class _Spatial(Layer):
    """A window that slides over height and width."""

    padding: Padding = "valid"

    def window_and_stride(self) -> tuple[int, int]:
        raise TypeError(f"{type(self).__name__} has no window")

    def check(self, shape: Shape) -> str | None:
        window, _ = self.window_and_stride()
        if len(shape) != 3:
            return f"{self.type} needs an input of (height, width, channels), not {shape}"
        if self.padding == "valid" and min(shape[:2]) < window:
            return f"a window of {window}×{window} does not fit on {shape[0]}×{shape[1]}"
        return None

    def spatial(self, shape: Shape) -> tuple[int, int]:
        window, stride = self.window_and_stride()
        return (
            padded_output_size(shape[0], window, stride, self.padding),
            padded_output_size(shape[1], window, stride, self.padding),
        )

    def shape_arithmetic(self, shape: Shape) -> str:
        window, stride = self.window_and_stride()
        if self.padding == "same":
            return f"⌈{shape[0]}/{stride}⌉"
        return f"⌊({shape[0]} + 2·0 − {window})/{stride} + 1⌋"


class Conv2D(_Spatial):
    """C(x, y) = Σ Σ ω(dx, dy) f(x + dx, y + dy) over all input channels, plus a bias, for each filter (§4.1)."""

    type: Literal["conv2d"] = "conv2d"
    filters: int = Field(32, ge=1, le=512)
    kernel_size: int = Field(3, ge=1, le=15)
    stride: int = Field(1, ge=1, le=8)
    activation: Activation = "linear"
    use_bias: bool = True

    def window_and_stride(self) -> tuple[int, int]:
        return self.kernel_size, self.stride

    def output_shape(self, shape: Shape) -> Shape:
        return (*self.spatial(shape), self.filters)

    def tensors(self, shape: Shape) -> dict[str, Shape]:
        kernel = {"kernel": (self.kernel_size, self.kernel_size, shape[2], self.filters)}
        return kernel | ({"bias": (self.filters,)} if self.use_bias else {})

    def flops(self, shape: Shape) -> int:
        return 2 * self.kernel_size**2 * shape[2] * prod(self.output_shape(shape))

    def parameter_arithmetic(self, shape: Shape) -> str:
        bias = " + 1" if self.use_bias else ""
        return f"({self.kernel_size}·{self.kernel_size}·{shape[2]}{bias})·{self.filters}"


class Conv2DTranspose(Layer):
    """Each input pixel spreads ω, times its value, over the output, `stride` pixels apart: the image becomes `stride` times larger.

    Transposed convolution: the gradient of a convolution with respect to its input, as a layer (Dumoulin and Visin, arXiv:1603.07285,
    chapter 4).
    """

    type: Literal["conv2d_transpose"] = "conv2d_transpose"
    filters: int = Field(32, ge=1, le=512)
    kernel_size: int = Field(4, ge=1, le=64)
    stride: int = Field(2, ge=1, le=8)
    padding: Padding = "same"
    activation: Activation = "linear"
    use_bias: bool = True

    def check(self, shape: Shape) -> str | None:
        if len(shape) != 3:
            return f"{self.type} needs an input of (height, width, channels), not {shape}"
        if self.kernel_size < self.stride:
            return f"a window of {self.kernel_size} leaves gaps with the stride {self.stride}"
        return None

    def spatial(self, shape: Shape) -> tuple[int, int]:
        """The sizes whose convolution gives `shape` back: s·n_i for `same`, s·(n_i − 1) + ω_n for `valid`."""
        if self.padding == "same":
            return self.stride * shape[0], self.stride * shape[1]
        return self.stride * (shape[0] - 1) + self.kernel_size, self.stride * (shape[1] - 1) + self.kernel_size

    def output_shape(self, shape: Shape) -> Shape:
        return (*self.spatial(shape), self.filters)

    def tensors(self, shape: Shape) -> dict[str, Shape]:
        kernel = {"kernel": (self.kernel_size, self.kernel_size, self.filters, shape[2])}
        return kernel | ({"bias": (self.filters,)} if self.use_bias else {})

    def flops(self, shape: Shape) -> int:
        return 2 * self.kernel_size**2 * self.filters * prod(shape)

    def parameter_arithmetic(self, shape: Shape) -> str:
        bias = " + 1" if self.use_bias else ""
        return f"({self.kernel_size}·{self.kernel_size}·{shape[2]}{bias})·{self.filters}"

    def shape_arithmetic(self, shape: Shape) -> str:
        if self.padding == "same":
            return f"{self.stride}·{shape[0]}"
        return f"{self.stride}·({shape[0]} − 1) + {self.kernel_size}"


class _Pooling2D(_Spatial):
    pool_size: int = Field(2, ge=1, le=15)
    stride: int | None = Field(None, ge=1, le=15, description="none = the pool size")

    def window_and_stride(self) -> tuple[int, int]:
        return self.pool_size, self.stride or self.pool_size

    def output_shape(self, shape: Shape) -> Shape:
        return (*self.spatial(shape), shape[2])

    def flops(self, shape: Shape) -> int:
        return self.pool_size**2 * prod(self.output_shape(shape))


class MaxPooling2D(_Pooling2D):
    """The largest value in each window (§4.2)."""

    type: Literal["max_pooling2d"] = "max_pooling2d"


class AveragePooling2D(_Pooling2D):
    """The mean of the values in each window (§4.2); padding is not counted."""

    type: Literal["average_pooling2d"] = "average_pooling2d"


class GlobalAveragePooling2D(Layer):
    """The mean of each channel over height and width."""

    type: Literal["global_average_pooling2d"] = "global_average_pooling2d"

    def check(self, shape: Shape) -> str | None:
        return None if len(shape) == 3 else f"{self.type} needs an input of (height, width, channels), not {shape}"

    def output_shape(self, shape: Shape) -> Shape:
        return shape[-1:]

    def flops(self, shape: Shape) -> int:
        return prod(shape)

    def shape_arithmetic(self, shape: Shape) -> str:
        return f"({shape[0]}, {shape[1]}, {shape[2]}) → {shape[2]}"

    def shape_formula(self, shape: Shape) -> str:
        return self.shape_arithmetic(shape)


class Flatten(Layer):
    """(height, width, channels) → (height · width · channels,), rows first."""

    type: Literal["flatten"] = "flatten"

    def output_shape(self, shape: Shape) -> Shape:
        return (prod(shape),)

    def shape_arithmetic(self, shape: Shape) -> str:
        return "·".join(str(n) for n in shape)


class Reshape(Layer):
    """The same values in another shape, in the same order."""

    type: Literal["reshape"] = "reshape"
    shape: tuple[int, ...] = Field(min_length=1, max_length=3)

    def check(self, shape: Shape) -> str | None:
        if prod(shape) == prod(self.shape):
            return None
        return f"{prod(shape):,} values of shape {shape} do not fill the shape {self.shape}"

    def output_shape(self, shape: Shape) -> Shape:
        return self.shape

    def shape_arithmetic(self, shape: Shape) -> str:
        return f"{'·'.join(str(n) for n in shape)} = {'·'.join(str(n) for n in self.shape)}"

    def shape_formula(self, shape: Shape) -> str:
        return self.shape_arithmetic(shape)


class Dense(Layer):
    """ŷ = f(w·x + b) for each unit (§II)."""

    type: Literal["dense"] = "dense"
    units: int = Field(64, ge=1, le=4096)
    activation: Activation = "linear"
    use_bias: bool = True

    def check(self, shape: Shape) -> str | None:
        if len(shape) == 1:
            return None
        return f"dense needs a flat input; put flatten or global_average_pooling2d before it (received {shape})"

    def output_shape(self, shape: Shape) -> Shape:
        return (self.units,)

    def tensors(self, shape: Shape) -> dict[str, Shape]:
        return {"kernel": (shape[0], self.units)} | ({"bias": (self.units,)} if self.use_bias else {})

    def flops(self, shape: Shape) -> int:
        return 2 * shape[0] * self.units

    def parameter_arithmetic(self, shape: Shape) -> str:
        bias = " + 1" if self.use_bias else ""
        return f"({shape[0]:,}{bias})·{self.units}"


class BatchNormalization(Layer):
    """x̂ = γ (x − μ)/√(σ² + ε) + β for each channel; in training with the μ and σ² of the batch, in inference with their moving averages."""

    type: Literal["batch_normalization"] = "batch_normalization"
    momentum: float = Field(0.99, ge=0, lt=1)
    epsilon: float = Field(1e-3, gt=0, le=1)

    def tensors(self, shape: Shape) -> dict[str, Shape]:
        return dict.fromkeys(("gamma", "beta", "moving_mean", "moving_variance"), shape[-1:])

    def trainable(self, shape: Shape) -> int:
        return 2 * shape[-1]

    def flops(self, shape: Shape) -> int:
        return 2 * prod(shape)

    def parameter_arithmetic(self, shape: Shape) -> str:
        return f"4·{shape[-1]}"


class Dropout(Layer):
    """In training, sets a fraction `rate` of the values to 0 and divides the others by 1 − rate; the identity in inference."""

    type: Literal["dropout"] = "dropout"
    rate: float = Field(0.25, ge=0, lt=1)


class ActivationLayer(Layer):
    """f(x), elementwise (§2.1)."""

    type: Literal["activation"] = "activation"
    activation: Activation = "relu"

    def flops(self, shape: Shape) -> int:
        return prod(shape)


# Layers of a classifier; and of any network, such as a generator of images.
ClassifierLayer = Annotated[
    Conv2D | MaxPooling2D | AveragePooling2D | GlobalAveragePooling2D | Flatten | Dense | BatchNormalization | Dropout | ActivationLayer,
    Field(discriminator="type"),
]
AnyLayer = Annotated[
    Conv2D
    | Conv2DTranspose
    | MaxPooling2D
    | AveragePooling2D
    | GlobalAveragePooling2D
    | Flatten
    | Reshape
    | Dense
    | BatchNormalization
    | Dropout
    | ActivationLayer,
    Field(discriminator="type"),
]


class NamedLayer(BaseModel):
    """One row of the model table."""

    name: str
    spec: AnyLayer
    input_shape: Shape
    output_shape: Shape


class Architecture(BaseModel):
    """A network from its input to its logits.

    Attributes:
        input_shape: of one input: (height, width, channels) of an image, (n,) of a vector.
        labels: class names; the last layer has one unit for each.
        layers: first to last.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    input_shape: Shape = Field(min_length=1, max_length=3)
    labels: tuple[str, ...]
    layers: tuple[AnyLayer, ...]

    def named_layers(self) -> list[NamedLayer]:
        """The layers with Keras' names (`conv2d`, `conv2d_1`, ...) and their shapes.

        Raises:
            ArchitectureError: the input shape of a layer does not fit.
        """
        rows: list[NamedLayer] = []
        shape: Shape = self.input_shape
        for index, layer in enumerate(self.layers):
            if problem := layer.check(shape):
                raise ArchitectureError(index, problem)
            twins = sum(row.spec.type == layer.type for row in rows)
            name = f"{layer.type}_{twins}" if twins else layer.type
            rows.append(NamedLayer(name=name, spec=layer, input_shape=shape, output_shape=layer.output_shape(shape)))
            shape = rows[-1].output_shape
        return rows

    def parameter_count(self) -> int:
        """All stored values, moving averages included (Keras' "Total params")."""
        return sum(prod(shape) for row in self.named_layers() for shape in row.spec.tensors(row.input_shape).values())
