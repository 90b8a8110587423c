"""Back-propagation through one layer (§3.2): from ∂J/∂output to ∂J/∂input by the chain rule."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
from backend.concepts.convolution import convolve, transposed_convolve
from backend.concepts.dense import dense
from backend.concepts.derivatives import derivative
from backend.concepts.pooling import max_pool
from backend.concepts.windows import pad, shifted, unpad

Array = NDArray[np.floating[Any]]


def backward(layer: AnyLayer, tensors: Mapping[str, Array], x: Array, gradient: Array) -> Array:  # noqa: PLR0911 - one return per layer type
    """∂J/∂x, given ∂J/∂(layer's output at x), for a network in inference.

    Args:
        tensors: by the names of `layer.tensors`.
        x: (n, *input shape), what went into the layer.
        gradient: (n, *output shape).

    Returns:
        (n, *input shape).
    """
    match layer:
        case Conv2D():
            z = convolve(x, tensors["kernel"], tensors.get("bias"), layer.stride, layer.padding)
            return convolution_gradient(layer, tensors["kernel"], x, gradient * derivative(layer.activation, z))
        case Conv2DTranspose():
            z = transposed_convolve(x, tensors["kernel"], tensors.get("bias"), layer.stride, layer.padding, layer.spatial(x.shape[1:]))
            return convolve(gradient * derivative(layer.activation, z), tensors["kernel"], None, layer.stride, layer.padding)
        case MaxPooling2D():
            return max_pool_gradient(layer, x, gradient)
        case AveragePooling2D():
            return average_pool_gradient(layer, x, gradient)
        case GlobalAveragePooling2D():
            return np.broadcast_to(gradient[:, np.newaxis, np.newaxis] / (x.shape[1] * x.shape[2]), x.shape)
        case Flatten() | Reshape():
            return gradient.reshape(x.shape)
        case Dense():
            z = dense(x, tensors["kernel"], tensors.get("bias"))
            return np.asarray((gradient * derivative(layer.activation, z)) @ tensors["kernel"].T)
        case BatchNormalization():
            return np.asarray(gradient * tensors["gamma"] / np.sqrt(tensors["moving_variance"] + layer.epsilon))
        case Dropout():
            return gradient
        case ActivationLayer():
            return gradient * derivative(layer.activation, x)


def convolution_gradient(layer: Conv2D, kernel: Array, x: Array, gradient: Array) -> Array:
    """Each output pixel passes ω(dx, dy) times its gradient back to the input pixel (x + dx, y + dy)."""
    window, stride = layer.window_and_stride()
    result = np.zeros_like(pad(x, window, stride, layer.padding))
    for dx, dy, place in shifted(result, window, stride):
        place[...] += gradient @ kernel[dx, dy].T
    return unpad(result, x.shape, window, stride, layer.padding)


def max_pool_gradient(layer: MaxPooling2D, x: Array, gradient: Array) -> Array:
    """The gradient goes to the pixel that was the largest of its window, the first one of equals."""
    window, stride = layer.window_and_stride()
    padded = pad(x, window, stride, layer.padding, value=-np.inf)
    largest = max_pool(x, window, stride, layer.padding)
    open_windows = np.ones(largest.shape, dtype=bool)
    result = np.zeros_like(padded)
    for (_, _, pixels), (_, _, place) in zip(shifted(padded, window, stride), shifted(result, window, stride), strict=True):
        winner = open_windows & (pixels == largest)
        place[...] += np.where(winner, gradient, 0)
        open_windows &= ~winner
    return unpad(result, x.shape, window, stride, layer.padding)


def average_pool_gradient(layer: AveragePooling2D, x: Array, gradient: Array) -> Array:
    """The gradient is shared equally by the pixels of the window that lie inside the image."""
    window, stride = layer.window_and_stride()
    inside = pad(np.ones_like(x[:1, :, :, :1]), window, stride, layer.padding)
    count = sum(pixels for _, _, pixels in shifted(inside, window, stride))
    result = np.zeros_like(pad(x, window, stride, layer.padding))
    for _, _, place in shifted(result, window, stride):
        place[...] += gradient / count
    return unpad(result, x.shape, window, stride, layer.padding)
