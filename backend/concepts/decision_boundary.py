"""The output of every neuron of a network with two inputs over the input plane, and so its decision boundary (§II)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.dense_network import DenseLayer, forward
from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class NeuronOutputs:
    """Attributes:
    x, y: (points,), the coordinates of columns and rows, ascending.
    layers: for each layer (units, points, points): the output of each neuron at row y, column x.
    """

    x: Array
    y: Array
    layers: tuple[Array, ...]


def neuron_outputs(network: Sequence[DenseLayer], low: float = -1.2, high: float = 1.2, points: int = 40) -> NeuronOutputs:
    """The outputs of all neurons on a square grid of `points` × `points`.

    Raises:
        InvalidValue: the network has not two inputs.
    """
    if network[0].weights.shape[1] != 2:
        raise InvalidValue("layers/0/weights", f"a plane needs a network of 2 inputs, not {network[0].weights.shape[1]}")
    axis = np.linspace(low, high, points)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    maps = tuple(values.a.T.reshape(-1, points, points) for values in forward(network, grid))
    return NeuronOutputs(axis, axis, maps)
