"""The tutorial's first network in NumPy (§3.2.3): three inputs, one sigmoid neuron without a bias, 10,000 iterations."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from backend.concepts.activations import sigmoid
from backend.concepts.errors import InvalidValue

Array = NDArray[np.floating[Any]]
Derivative = Literal["tutorial", "exact"]

INPUTS = ((0, 0, 1), (1, 1, 1), (1, 1, 0), (1, 0, 1), (0, 0, 1))
OUTPUTS = (0, 1, 1, 1, 0)
NEW_SITUATION = (1, 0, 0)
ITERATIONS = 10_000


def tutorial_derivative(output: Array) -> Array:
    """σ(ŷ)(1 − σ(ŷ)): what the tutorial's code computes. Its `__sigmoid_derivative` receives ŷ, which has been through σ already,
    so σ is applied twice; the printed weights come from that.
    """
    return sigmoid(output) * (1 - sigmoid(output))


def exact_derivative(output: Array) -> Array:
    """ŷ(1 − ŷ) = σ′(z), as ŷ = σ(z) already."""
    return output * (1 - output)


DERIVATIVES = {"tutorial": tutorial_derivative, "exact": exact_derivative}


@dataclass(frozen=True)
class Iteration:
    """One iteration with every intermediate value, for m examples of N inputs.

    Attributes:
        output: (m,), ŷ = σ(X w).
        error: (m,), y − ŷ.
        derivative: (m,).
        adjustment: (N,), Xᵀ(error · derivative); the next weights are w + adjustment.
    """

    output: Array
    error: Array
    derivative: Array
    adjustment: Array


def initial_weights(inputs: int, seed: int = 1) -> Array:
    """2u − 1 with u from NumPy's Mersenne twister, as `np.random.seed(1); 2 * np.random.random((3, 1)) - 1` gives; (inputs,)."""
    return 2 * np.random.RandomState(seed).random_sample(inputs) - 1


def iterate(inputs: Array, outputs: Array, weights: Array, derivative: Derivative = "tutorial") -> Iteration:
    """One iteration of gradient descent.

    Args:
        inputs: (m, N), outputs: (m,), weights: (N,), float64.
    """
    output = sigmoid(inputs @ weights)
    error, slope = outputs - output, DERIVATIVES[derivative](output)
    return Iteration(output, error, slope, inputs.T @ (error * slope))


def train(inputs: Array, outputs: Array, weights: Array, iterations: int = ITERATIONS, derivative: Derivative = "tutorial") -> Array:
    """w ← w + Xᵀ((y − ŷ) f′), repeated (§3.2.3).

    Args:
        inputs: (m, N), outputs: (m,), weights: (N,), float64.

    Returns:
        (iterations + 1, N): the weights at the start and after each iteration.

    Raises:
        InvalidValue: not one output for each row of inputs, not one weight for each column.
    """
    if len(inputs) != len(outputs) or inputs.shape[1:] != weights.shape:
        raise InvalidValue(
            "outputs", f"inputs are {inputs.shape}, outputs {outputs.shape}, weights {weights.shape}: (m, N), (m,), (N,) is needed"
        )
    states = np.empty((iterations + 1, len(weights)))
    states[0] = weights
    for i in range(iterations):
        states[i + 1] = states[i] + iterate(inputs, outputs, states[i], derivative).adjustment
    return states


def predict(inputs: Array, weights: Array) -> Array:
    """ŷ = σ(X w): (m,) for inputs (m, N), a number for (N,)."""
    return sigmoid(np.asarray(inputs @ weights))
