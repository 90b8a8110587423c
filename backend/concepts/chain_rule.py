"""One partial derivative by the chain rule (§3.2.1, §3.2.2): its factors with their names and values, and their product."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.backpropagation import LayerGradient, gradient
from backend.concepts.cost import penalty_gradient
from backend.concepts.dense_network import DenseLayer
from backend.concepts.errors import InvalidValue
from backend.concepts.finite_differences import finite_difference
from backend.concepts.objective import Objective

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Factor:
    """One factor of a product: `symbol` is LaTeX."""

    symbol: str
    value: float


@dataclass(frozen=True)
class Product:
    """Factors and their product."""

    factors: tuple[Factor, ...]
    value: float


@dataclass(frozen=True)
class ChainRule:
    """∂J/∂wⱼₖ (or ∂J/∂bⱼ) from its factors.

    Attributes:
        symbol: LaTeX of the derivative.
        examples: for each example ∂J/∂a · ∂a/∂z · ∂z/∂w; behind softmax δ · ∂z/∂w, as z moves every output.
        upstream: for the first example, where δ comes from. In a hidden layer ∂J/∂aⱼ = Σᵢ δᵢ wᵢⱼ over the neurons i of the
            next layer; behind softmax δⱼ = Σᵢ ∂J/∂aᵢ · ∂aᵢ/∂zⱼ; empty for other outputs.
        penalty: what L1 and L2 add.
        value: the sum of the examples and the penalty.
        finite_difference: the same derivative from two forward passes.
        code: the line of NumPy that computes it for all weights of the layer at once.
    """

    symbol: str
    examples: tuple[Product, ...]
    upstream: tuple[Product, ...]
    penalty: float
    value: float
    finite_difference: float
    code: str


def chain_rule(
    network: Sequence[DenseLayer], x: Array, y: Array, objective: Objective, layer: int, unit: int, input: int | None = None
) -> ChainRule:
    """The derivative of J with respect to one weight wⱼₖ, or to the bias bⱼ where `input` is None.

    Args:
        x: (n, inputs); y: (n, K).
        layer, unit, input: from 0; the symbols count from 1 as the tutorial does.

    Raises:
        InvalidValue: there is no such weight.
    """
    _check_place(network, layer, unit, input)
    gradients = gradient(network, x, y, objective)
    weights = network[layer].weights
    examples = tuple(_product(gradients[layer], layer, unit, input, i) for i in range(len(x)))
    penalty = 0.0 if input is None else float(penalty_gradient(weights[unit, input], objective.l1, objective.l2, len(x)))
    return ChainRule(
        _derivative("J", _weight(layer, unit, input)),
        examples,
        _upstream(network, gradients, layer, unit),
        penalty,
        sum(product.value for product in examples) + penalty,
        finite_difference(network, x, y, objective, layer, unit, input),
        _code(layer, input),
    )


def _check_place(network: Sequence[DenseLayer], layer: int, unit: int, input: int | None) -> None:
    if not 0 <= layer < len(network):
        raise InvalidValue("layer", f"there is no layer {layer}; there are {len(network)}, counted from 0")
    units, inputs = network[layer].weights.shape
    if not 0 <= unit < units:
        raise InvalidValue("unit", f"layer {layer} has no neuron {unit}; it has {units}, counted from 0")
    if input is not None and not 0 <= input < inputs:
        raise InvalidValue("input", f"layer {layer} has no input {input}; it has {inputs}, counted from 0")


def _product(gradients: LayerGradient, layer: int, unit: int, input: int | None, example: int) -> Product:
    a, z, w = _symbol("a", layer, unit), _symbol("z", layer, unit), _weight(layer, unit, input)
    dz_dw = 1.0 if input is None else float(gradients.dz_dw[example, input])
    delta = float(gradients.delta[example, unit])
    last = Factor(_derivative(z, w), dz_dw)
    if gradients.da_dz.ndim == 3:
        return Product((Factor(_derivative("J", z), delta), last), delta * dz_dw)
    first = Factor(_derivative("J", a), float(gradients.dj_da[example, unit]))
    second = Factor(_derivative(a, z), float(gradients.da_dz[example, unit]))
    return Product((first, second, last), delta * dz_dw)


def _upstream(network: Sequence[DenseLayer], gradients: Sequence[LayerGradient], layer: int, unit: int) -> tuple[Product, ...]:
    here = gradients[layer]
    if layer + 1 < len(network):
        deltas, weights = gradients[layer + 1].delta[0], network[layer + 1].weights[:, unit]
        names = [(_delta(layer + 1, i), _weight(layer + 1, i, unit)) for i in range(len(deltas))]
    elif here.da_dz.ndim == 3:
        deltas, weights = here.dj_da[0], here.da_dz[0, :, unit]
        outputs = [_symbol("a", layer, i) for i in range(len(deltas))]
        names = [(_derivative("J", a), _derivative(a, _symbol("z", layer, unit))) for a in outputs]
    else:
        return ()
    pairs = zip(names, deltas, weights, strict=True)
    return tuple(Product((Factor(left, float(d)), Factor(right, float(w))), float(d * w)) for (left, right), d, w in pairs)


def _code(layer: int, input: int | None) -> str:
    if input is None:
        return f"dj_db[{layer}] = delta[{layer}].sum(axis=0)"
    before = "x" if layer == 0 else f"a[{layer - 1}]"
    return f"dj_dw[{layer}] = delta[{layer}].T @ {before} + (l2 * w[{layer}] + l1 * np.sign(w[{layer}])) / n"


def _symbol(name: str, layer: int, unit: int) -> str:
    return f"{name}_{{{unit + 1}}}^{{({layer + 1})}}"


def _delta(layer: int, unit: int) -> str:
    return _symbol(r"\delta", layer, unit)


def _weight(layer: int, unit: int, input: int | None) -> str:
    if input is None:
        return _symbol("b", layer, unit)
    return f"w_{{{unit + 1},{input + 1}}}^{{({layer + 1})}}"


def _derivative(above: str, below: str) -> str:
    return rf"\frac{{\partial {above}}}{{\partial {below}}}"
