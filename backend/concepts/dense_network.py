"""A small network of dense layers (§II), one to six layers of up to 64 neurons, with every intermediate value.

Row j of a weight matrix is neuron j of its layer; column k is its weight wⱼₖ for input k, as in §3.2.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activation_table import curve, find_activation
from backend.concepts.errors import InvalidValue
from backend.concepts.softmax import softmax

Array = NDArray[np.floating[Any]]

MAX_LAYERS = 6
MAX_UNITS = 64


@dataclass(frozen=True)
class DenseLayer:
    """zⱼ = Σₖ wⱼₖ xₖ + bⱼ and aⱼ = f(zⱼ).

    Attributes:
        weights: (units, inputs), float64.
        bias: (units,).
        activation: an id of the activation table; `softmax` is taken over the neurons of the layer.
    """

    weights: Array
    bias: Array
    activation: str = "sigmoid"


DenseNetwork = tuple[DenseLayer, ...]


@dataclass(frozen=True)
class LayerValues:
    """The values of a layer for n examples.

    Attributes:
        inputs: (n, inputs), the outputs of the layer before.
        z: (n, units).
        a: (n, units), f(z).
    """

    inputs: Array
    z: Array
    a: Array


def check_dense_network(network: Sequence[DenseLayer], inputs: int) -> None:
    """The shapes of the layers must match each other and the number of inputs.

    Raises:
        InvalidValue: `field` is the place, such as `layers/1/weights`.
    """
    if not 1 <= len(network) <= MAX_LAYERS:
        raise InvalidValue("layers", f"{len(network)} layers; allowed are 1 to {MAX_LAYERS}")
    for index, layer in enumerate(network):
        find_activation(layer.activation)
        units = len(layer.bias)
        if not 1 <= units <= MAX_UNITS:
            raise InvalidValue(f"layers/{index}", f"{units} neurons; allowed are 1 to {MAX_UNITS}")
        if layer.weights.shape != (units, inputs):
            raise InvalidValue(f"layers/{index}/weights", f"the weights are {layer.weights.shape}; {(units, inputs)} is needed")
        inputs = units


def activate_layer(activation: str, z: Array) -> Array:
    """a = f(z), (n, units)."""
    return softmax(z) if activation == "softmax" else curve(activation, z)[0]


def forward(network: Sequence[DenseLayer], x: Array) -> list[LayerValues]:
    """Every value of the network, layer after layer (§II).

    Args:
        x: (n, inputs), float64.
    """
    values: list[LayerValues] = []
    for layer in network:
        z = x @ layer.weights.T + layer.bias
        values.append(LayerValues(x, z, activate_layer(layer.activation, z)))
        x = values[-1].a
    return values


def predict(network: Sequence[DenseLayer], x: Array) -> Array:
    """The outputs ŷ of the last layer, (n, K)."""
    return forward(network, x)[-1].a
