"""Weight initialization: the same seed gives the same weights."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activation_table import find_activation
from backend.concepts.dense_network import DenseLayer, DenseNetwork
from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]


def zeros(units: int, inputs: int, random: np.random.Generator) -> Array:
    """w = 0: all neurons of a layer stay identical, because they all receive the same gradient (symmetry is not broken)."""
    return np.zeros((units, inputs))


def uniform(units: int, inputs: int, random: np.random.Generator) -> Array:
    """w ~ U(−1, 1), as in the tutorial (§3.2.3)."""
    return random.uniform(-1, 1, (units, inputs))


def xavier(units: int, inputs: int, random: np.random.Generator) -> Array:
    """w ~ U(−r, r), r = √(6/(inputs + units)): keeps the variance of tanh and sigmoid layers (Glorot and Bengio, 2010)."""
    limit = sqrt(6 / (inputs + units))
    return random.uniform(-limit, limit, (units, inputs))


def he(units: int, inputs: int, random: np.random.Generator) -> Array:
    """w ~ N(0, 2/inputs): keeps the variance of ReLU layers, which set half of the values to 0 (arXiv:1502.01852)."""
    return random.normal(0, sqrt(2 / inputs), (units, inputs))


INITIALIZATIONS: dict[str, Callable[[int, int, np.random.Generator], Array]] = {
    "zeros": zeros,
    "uniform": uniform,
    "xavier": xavier,
    "he": he,
}


@dataclass(frozen=True)
class Gain:
    """The standard deviation of new weights is `gain`/√inputs; `name` is whose rule that is for layers of equal size."""

    name: str
    gain: float


XAVIER, HE, LECUN = Gain("Xavier", 1.0), Gain("He", sqrt(2)), Gain("LeCun", 1.0)
_HE_LIKE = ("relu", "leaky_relu", "prelu", "elu", "softplus", "gelu", "swish", "mish")


def usual_gain(activation: str) -> Gain:
    """He for functions that are close to 0 for negative and close to x for positive x, LeCun for SELU, Xavier for all others.

    Raises:
        InvalidValue: an unknown activation.
    """
    id = find_activation(activation).id
    return LECUN if id == "selu" else HE if id in _HE_LIKE else XAVIER


def new_network(
    inputs: int, units: Sequence[int], activations: Sequence[str], initialization: str = "xavier", seed: int = 0
) -> DenseNetwork:
    """Layers of those sizes with new weights; biases are 0.

    Args:
        units, activations: for each layer.

    Raises:
        InvalidValue: an unknown initialization, or not one activation for each layer.
    """
    if initialization not in INITIALIZATIONS:
        raise InvalidValue("initialization", f"no initialization is called {initialization!r}; there are {', '.join(INITIALIZATIONS)}")
    if len(units) != len(activations):
        raise InvalidValue("activations", f"{len(activations)} activations for {len(units)} layers; there must be one for each")
    random = np.random.default_rng(seed)
    sizes = zip(units, (inputs, *units), activations, strict=False)
    return tuple(DenseLayer(INITIALIZATIONS[initialization](n, before, random), np.zeros(n), f) for n, before, f in sizes)
