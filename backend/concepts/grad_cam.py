"""Grad-CAM: the image regions on which a classification is based (Selvaraju et al., arXiv:1610.02391)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.architecture import ActivationLayer, Architecture, BatchNormalization, Conv2D, Dropout, NamedLayer
from backend.concepts.gradients import backward
from backend.concepts.layer_network import Tensors, own_tensors, run

Array = NDArray[np.floating[Any]]


def last_map(rows: list[NamedLayer]) -> int | None:
    """Index of the layer whose output is the last feature map: the last convolution, with the normalization and activation after it.

    None when the network has no convolution.
    """
    convolutions = [index for index, row in enumerate(rows) if isinstance(row.spec, Conv2D)]
    if not convolutions:
        return None
    index = convolutions[-1]
    while isinstance(rows[index + 1].spec, (BatchNormalization, ActivationLayer, Dropout)):
        index += 1
    return index


def grad_cam(architecture: Architecture, tensors: Tensors, image: Array, label: int) -> Array:
    """L = ReLU(Σ_k α_k A_k) with α_k = mean over x, y of ∂y_c/∂A_k(x, y): A_k the last feature maps, y_c the logit of the class.

    Args:
        image: (height, width, channels), in [0, 1].
        label: index of the class c.

    Returns:
        (map height, map width), ≥ 0; all 0 when no region has a positive influence on the class.

    Raises:
        ValueError: the network has no convolution.
    """
    rows = architecture.named_layers()
    index = last_map(rows)
    if index is None:
        raise ValueError("the network has no convolution, so it has no feature map")
    outputs = [output for _, output in run(architecture, tensors, image[np.newaxis])]
    gradient: Array = np.zeros_like(outputs[-1])
    gradient[0, label] = 1
    for position in range(len(rows) - 1, index, -1):
        row = rows[position]
        gradient = backward(row.spec, own_tensors(row, tensors), outputs[position - 1], gradient)
    weights = gradient[0].mean(axis=(0, 1))
    return np.asarray(np.maximum(outputs[index][0] @ weights, 0))
