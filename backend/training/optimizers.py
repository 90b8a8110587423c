"""Update rules w ← w − ... (§4.3.1), the same as Keras', each in one fused TensorFlow operation a variable.

g is the gradient of the loss J with respect to w, α the learning rate, i the number of the update from 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import tensorflow as tf

Name = Literal["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"]

SLOTS: dict[Name, tuple[str, ...]] = {
    "sgd": (),
    "momentum": ("velocity",),
    "nesterov": ("velocity",),
    "rmsprop": ("mean_square", "update"),
    "adam": ("m", "v"),
    "adamw": ("m", "v"),
}


@dataclass(frozen=True)
class Rule:
    """An update rule and its constants, named as in `CnnParams`."""

    name: Name
    momentum: float = 0.9
    rho: float = 0.9
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-7
    weight_decay: float = 4e-3


class Optimizer:
    """A rule at work on the variables of one network.

    Attributes:
        variables: what it remembers, by name: `adam/m/conv2d/kernel`, float32, shaped like the weight.
    """

    def __init__(self, rule: Rule, weights: Mapping[str, tf.Variable]) -> None:
        self._rule = rule
        self._weights = list(weights.values())
        self.variables = {
            f"{rule.name}/{slot}/{name}": tf.Variable(tf.zeros_like(w)) for slot in SLOTS[rule.name] for name, w in weights.items()
        }
        self._slots = [[self.variables[f"{rule.name}/{slot}/{name}"] for slot in SLOTS[rule.name]] for name in weights]

    def update(self, gradients: Sequence[tf.Tensor], learning_rate: tf.Tensor, step: tf.Tensor) -> None:
        """One update of every weight.

        Args:
            gradients: in the order of `weights`.
            learning_rate: α, float32, shape ().
            step: updates done before this one, int64, shape ().
        """
        for weight, slots, gradient in zip(self._weights, self._slots, gradients, strict=True):
            UPDATES[self._rule.name](self._rule, weight, slots, gradient, learning_rate, step)


def _sgd(rule: Rule, weight: tf.Variable, slots: list[tf.Variable], gradient: tf.Tensor, rate: tf.Tensor, step: tf.Tensor) -> None:
    """w ← w − α g."""
    tf.raw_ops.ResourceApplyGradientDescent(var=weight.handle, alpha=rate, delta=gradient)


def _momentum(rule: Rule, weight: tf.Variable, slots: list[tf.Variable], gradient: tf.Tensor, rate: tf.Tensor, step: tf.Tensor) -> None:
    """u ← μ u − α g, w ← w + u; Nesterov: w ← w + μ u − α g, with the new u."""
    tf.raw_ops.ResourceApplyKerasMomentum(
        var=weight.handle, accum=slots[0].handle, lr=rate, grad=gradient, momentum=rule.momentum, use_nesterov=rule.name == "nesterov"
    )


def _rmsprop(rule: Rule, weight: tf.Variable, slots: list[tf.Variable], gradient: tf.Tensor, rate: tf.Tensor, step: tf.Tensor) -> None:
    """s ← ρ s + (1 − ρ) g², w ← w − α g/√(s + ε)."""
    tf.raw_ops.ResourceApplyRMSProp(
        var=weight.handle,
        ms=slots[0].handle,
        mom=slots[1].handle,
        lr=rate,
        rho=rule.rho,
        momentum=0.0,
        epsilon=rule.epsilon,
        grad=gradient,
    )


def _adam(rule: Rule, weight: tf.Variable, slots: list[tf.Variable], gradient: tf.Tensor, rate: tf.Tensor, step: tf.Tensor) -> None:
    """m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − α √(1 − β₂ⁱ)/(1 − β₁ⁱ) · m/(√v + ε).

    Keras adds ε to √v, not to √v̂ as the paper does (arXiv:1412.6980, the note at the end of section 2).
    """
    i = tf.cast(step + 1, tf.float32)
    tf.raw_ops.ResourceApplyAdam(
        var=weight.handle,
        m=slots[0].handle,
        v=slots[1].handle,
        beta1_power=tf.pow(rule.beta_1, i),
        beta2_power=tf.pow(rule.beta_2, i),
        lr=rate,
        beta1=rule.beta_1,
        beta2=rule.beta_2,
        epsilon=rule.epsilon,
        grad=gradient,
    )


def _adamw(rule: Rule, weight: tf.Variable, slots: list[tf.Variable], gradient: tf.Tensor, rate: tf.Tensor, step: tf.Tensor) -> None:
    """w ← w − α λ w, then Adam (Loshchilov and Hutter, arXiv:1711.05101)."""
    weight.assign_sub(weight * (rate * rule.weight_decay))
    _adam(rule, weight, slots, gradient, rate, step)


UPDATES = {"sgd": _sgd, "momentum": _momentum, "nesterov": _momentum, "rmsprop": _rmsprop, "adam": _adam, "adamw": _adamw}
