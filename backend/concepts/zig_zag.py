"""Outputs that are not zero-centred (§2.1.1): with positive inputs, the gradients of all weights have the same sign."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activation_table import curve
from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]

EXAMPLES = 64
TARGET = (1.0, -1.0)  # one weight must rise, the other fall
START = (-1.0, 1.0)


@dataclass(frozen=True)
class ZigZag:
    """The weights of a neuron y = w · x whose inputs x are outputs of an activation function.

    Attributes:
        path: (steps + 1, 2), the weights after each example.
        same_sign, opposite_sign: the fractions of steps in which both weights moved in the same direction, and in opposite ones; in the
            others at least one did not move.
        detour: length of the path to its nearest point, divided by the decrease of the distance; 1 for a straight path.
        distance: (steps + 1,), the distance of the weights from w*.
    """

    path: Array
    same_sign: float
    opposite_sign: float
    detour: float
    distance: Array


def zig_zag(activation: str = "sigmoid", learning_rate: float = 0.2, steps: int = 400, seed: int = 0) -> ZigZag:
    """Gradient descent, one example at a time, on ½(w · x − w* · x)² with x = f(u), u random.

    ∂/∂w = (w · x − w* · x) x: one factor for both weights, so where both x are positive both components have the same sign, and a
    straight path from (−1, 1) to w* = (1, −1) is impossible.

    Raises:
        InvalidValue: an unknown activation, or a learning rate that is not between 0 and 2.
    """
    if not 0 < learning_rate <= 2:
        raise InvalidValue("learning_rate", f"learning_rate is {learning_rate:g}; allowed is more than 0, up to 2")
    random = np.random.default_rng(seed)
    x = curve(activation, random.normal(0, 2, (EXAMPLES, 2)))[0]
    target, path, signs = np.array(TARGET), [np.array(START)], []
    for example in x[random.integers(0, EXAMPLES, steps)]:
        update = learning_rate * ((path[-1] - target) @ example) * example
        path.append(path[-1] - update)
        signs.append(np.prod(np.sign(update)))
    points = np.array(path)
    moves, distance = np.diff(points, axis=0), np.linalg.norm(points - target, axis=1)
    nearest = int(distance.argmin())
    length = np.linalg.norm(moves[:nearest], axis=1).sum()
    nearer = distance[0] - distance[nearest]
    same, opposite = (float(np.mean(np.equal(signs, sign))) for sign in (1, -1))
    return ZigZag(points, same, opposite, float(length / nearer) if nearer > 0 else float("inf"), distance)
