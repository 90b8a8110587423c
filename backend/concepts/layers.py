"""The forward pass of each layer type in inference."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activations import activate
from backend.concepts.architecture import (
    ActivationLayer,
    AnyLayer,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Conv2DTranspose,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
    Reshape,
)
from backend.concepts.batch_normalization import batch_normalize
from backend.concepts.convolution import convolve, transposed_convolve
from backend.concepts.dense import dense
from backend.concepts.pooling import average_pool, global_average_pool, max_pool

Array = NDArray[np.floating[Any]]


def forward(layer: AnyLayer, tensors: Mapping[str, Array], x: Array) -> Array:  # noqa: PLR0911 - one return per layer type
    """The layer's output.

    Args:
        tensors: by the names of `layer.tensors`, such as `kernel` and `bias`.
        x: (n, *input shape).

    Returns:
        (n, *output shape).
    """
    match layer:
        case Conv2D():
            return activate(layer.activation, convolve(x, tensors["kernel"], tensors.get("bias"), layer.stride, layer.padding))
        case Conv2DTranspose():
            size = layer.spatial(x.shape[1:])
            return activate(
                layer.activation, transposed_convolve(x, tensors["kernel"], tensors.get("bias"), layer.stride, layer.padding, size)
            )
        case MaxPooling2D():
            return max_pool(x, *layer.window_and_stride(), layer.padding)
        case AveragePooling2D():
            return average_pool(x, *layer.window_and_stride(), layer.padding)
        case GlobalAveragePooling2D():
            return global_average_pool(x)
        case Flatten():
            return x.reshape(len(x), -1)
        case Reshape():
            return x.reshape(len(x), *layer.shape)
        case Dense():
            return activate(layer.activation, dense(x, tensors["kernel"], tensors.get("bias")))
        case BatchNormalization():
            moments = tensors["moving_mean"], tensors["moving_variance"]
            return batch_normalize(x, tensors["gamma"], tensors["beta"], *moments, layer.epsilon)
        case Dropout():
            return x
        case ActivationLayer():
            return activate(layer.activation, x)
