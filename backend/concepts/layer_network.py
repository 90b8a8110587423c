"""The forward pass of an architecture, layer by layer (§II): the output of one layer is the input of the next."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.architecture import Architecture, NamedLayer
from backend.concepts.layers import forward

Array = NDArray[np.floating[Any]]
Tensors = Mapping[str, Array]


def check_tensors(architecture: Architecture, tensors: Tensors) -> None:
    """Every tensor must be there, with its shape, and no other.

    Args:
        tensors: by `<layer name>/<tensor>`, such as `conv2d/kernel`.

    Raises:
        ValueError: what is missing, superfluous or of a wrong shape.
    """
    expected = {
        f"{row.name}/{name}": shape for row in architecture.named_layers() for name, shape in row.spec.tensors(row.input_shape).items()
    }
    found = {name: tensor.shape for name, tensor in tensors.items()}
    if wrong := sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)):
        raise ValueError(", ".join(f"{name} is {found.get(name)}, expected {expected.get(name)}" for name in wrong))


def own_tensors(row: NamedLayer, tensors: Tensors) -> dict[str, Array]:
    """The tensors of one layer, by their short names: `conv2d/kernel` is `kernel`."""
    return {name: tensors[f"{row.name}/{name}"] for name in row.spec.tensors(row.input_shape)}


def run(architecture: Architecture, tensors: Tensors, x: Array) -> Iterator[tuple[NamedLayer, Array]]:
    """Each layer with its output, first to last; the last output is the logits.

    Args:
        tensors: by `<layer name>/<tensor>`, such as `conv2d/kernel`.
        x: (n, height, width, channels), float32, in [0, 1].

    Yields:
        the layer, and its output (n, *output shape).
    """
    for row in architecture.named_layers():
        x = forward(row.spec, own_tensors(row, tensors), x)
        yield row, x


def logits(architecture: Architecture, tensors: Tensors, x: Array) -> Array:
    """The output of the last layer, (n, classes). Arguments as for `run`."""
    for _, output in run(architecture, tensors, x):
        x = output
    return x
