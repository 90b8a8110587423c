"""Back-propagation through time (§V): ∂𝓛⟨T⟩/∂W = Σ_t ∂𝓛⟨T⟩/∂W|_(t), every summand of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backend.concepts.recurrent.gate import Array, Gates, StepGradient, Values
from backend.concepts.recurrent.layer import Level, RecurrentLayer, outputs

# The gradients of a layer's weights: gate, then `W`, `U`, `b` and, where the gate has it, `recurrent_b`.
WeightGradients = dict[str, dict[str, Array]]


@dataclass(frozen=True)
class ThroughTime:
    """What a loss says of one layer.

    Attributes:
        summands: ∂𝓛/∂W|_(t) for each t, (T, d, n) of W, (T, n, n) of U, (T, n) of a bias: the gradient by the weight as step t uses it.
        states: ∂𝓛/∂a⟨t⟩ with all that follows from a⟨t⟩, (..., T, n).
        inputs: ∂𝓛/∂x⟨t⟩, (..., T, d).
    """

    summands: WeightGradients
    states: Array
    inputs: Array

    @property
    def weights(self) -> WeightGradients:
        """∂𝓛/∂W = Σ_t ∂𝓛/∂W|_(t)."""
        return {gate: {name: terms.sum(axis=0) for name, terms in found.items()} for gate, found in self.summands.items()}


def through_time(layer: RecurrentLayer, x: Array, trace: Values, direct: Array) -> ThroughTime:
    """From the last step that the layer took to its first.

    Args:
        x: (..., T, d), the sequences that `trace` was computed from, from a⟨0⟩ = 0.
        direct: ∂𝓛/∂a⟨t⟩ as far as the loss reads a⟨t⟩ itself, (..., T, n).
    """
    length = x.shape[-2]
    order = layer.order(length)
    states, inputs = np.zeros_like(direct), np.zeros_like(x)
    da = dc = np.zeros_like(direct[..., 0, :])
    found: dict[int, WeightGradients] = {}
    for place in range(length - 1, -1, -1):
        t = order[place]
        before = {name: trace[name][..., order[place - 1], :] for name in ("state", "cell")} if place else layer.start(x)
        states[..., t, :] = da = da + direct[..., t, :]
        step = layer.cell.back(layer.gates, {name: values[..., t, :] for name, values in trace.items()}, before, da, dc)
        inputs[..., t, :] = sum(gradient.z @ layer.gates[name].W.T for name, gradient in step.gates.items())
        found[t] = _weight_gradients(layer.gates, step, x[..., t, :])
        da, dc = step.state, step.cell
    summands = {gate: {name: np.stack([found[t][gate][name] for t in range(length)]) for name in terms} for gate, terms in found[0].items()}
    return ThroughTime(summands, states, inputs)


def _weight_gradients(gates: Gates, step: StepGradient, x: Array) -> WeightGradients:
    def of(name: str) -> dict[str, Array]:
        gradient = step.gates[name]
        terms = {"W": _outer(x, gradient.z), "U": _outer(gradient.multiplied, gradient.product), "b": _over_examples(gradient.z)}
        return terms if gates[name].recurrent_b is None else {**terms, "recurrent_b": _over_examples(gradient.product)}

    return {name: of(name) for name in step.gates}


def through_levels(levels: Sequence[Level], x: Array, traces: Sequence[Sequence[Values]], direct: Array) -> list[list[ThroughTime]]:
    """The same through a deep network, from its last level to its first.

    Args:
        traces: of `unroll_deep`.
        direct: ∂𝓛 by the outputs of the last level, (..., T, n or 2n).
    """
    below = [x, *(outputs(level) for level in traces[:-1])]
    found: list[list[ThroughTime]] = []
    for level, level_traces, given in zip(reversed(levels), reversed(traces), reversed(below), strict=True):
        shares = np.split(direct, len(level), axis=-1)
        found.insert(0, [through_time(*parts) for parts in zip(level, [given] * len(level), level_traces, shares, strict=True)])
        direct = np.sum([one.inputs for one in found[0]], axis=0)
    return found


def _outer(left: Array, right: Array) -> Array:
    """Σ over the examples of leftᵀ right, (d, n)."""
    product: Array = left.reshape(-1, left.shape[-1]).T @ right.reshape(-1, right.shape[-1])
    return product


def _over_examples(values: Array) -> Array:
    total: Array = values.reshape(-1, values.shape[-1]).sum(axis=0)
    return total
