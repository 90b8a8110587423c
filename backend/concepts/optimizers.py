"""Optimizers (§4.3.1): from a gradient to the next weights, with every quantity on the way.

A rule takes θ, the gradient g = ∂J/∂θ, the slots that it keeps between steps (0 initially), the number i of the step (from 1) and its
parameters. It returns the trace of the step: every quantity by name in the order of computation, including the new slots and the new
`theta`. All arrays have the shape of θ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.errors import InvalidValue
from backend.concepts.parameters import Parameter, with_defaults

Array = NDArray[np.floating[Any]]
StepTrace = dict[str, Array]
Slots = Mapping[str, Array]
Values = Mapping[str, float]


def sgd(theta: Array, g: Array, slots: Slots, step: int, p: Values) -> StepTrace:
    """θ ← θ − α g."""
    change = -p["learning_rate"] * g
    return {"gradient": g, "change": change, "theta": theta + change}


def momentum(theta: Array, g: Array, slots: Slots, step: int, p: Values) -> StepTrace:
    """v ← μ v − α g; θ ← θ + v."""
    velocity = p["momentum"] * slots["velocity"] - p["learning_rate"] * g
    return {"gradient": g, "velocity": velocity, "change": velocity, "theta": theta + velocity}


def nesterov(theta: Array, g: Array, slots: Slots, step: int, p: Values) -> StepTrace:
    """v ← μ v − α g; θ ← θ + μ v − α g: θ is stored at the look-ahead position, so that g is the gradient there."""
    velocity = p["momentum"] * slots["velocity"] - p["learning_rate"] * g
    change = p["momentum"] * velocity - p["learning_rate"] * g
    return {"gradient": g, "velocity": velocity, "change": change, "theta": theta + change}


def adagrad(theta: Array, g: Array, slots: Slots, step: int, p: Values) -> StepTrace:
    """s ← s + g²; θ ← θ − α g/(√s + ε) (Duchi et al., 2011)."""
    total = slots["sum_of_squares"] + g**2
    change = -p["learning_rate"] * g / (np.sqrt(total) + p["epsilon"])
    return {"gradient": g, "sum_of_squares": total, "change": change, "theta": theta + change}


def rmsprop(theta: Array, g: Array, slots: Slots, step: int, p: Values) -> StepTrace:
    """v ← ρ v + (1 − ρ) g²; θ ← θ − α g/√(v + ε): the tutorial's w − α/√(v + ε) ∂J/∂w (§4.3.1)."""
    v = p["rho"] * slots["v"] + (1 - p["rho"]) * g**2
    change = -p["learning_rate"] * g / np.sqrt(v + p["epsilon"])
    return {"gradient": g, "v": v, "change": change, "theta": theta + change}


def adam(theta: Array, g: Array, slots: Slots, step: int, p: Values) -> StepTrace:
    """m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; m̂ = m/(1 − β₁ⁱ); v̂ = v/(1 − β₂ⁱ); θ ← θ − α m̂/(√v̂ + ε) (§4.3.1)."""
    m = p["beta_1"] * slots["m"] + (1 - p["beta_1"]) * g
    v = p["beta_2"] * slots["v"] + (1 - p["beta_2"]) * g**2
    m_hat, v_hat = m / (1 - p["beta_1"] ** step), v / (1 - p["beta_2"] ** step)
    change = -p["learning_rate"] * m_hat / (np.sqrt(v_hat) + p["epsilon"])
    return {"gradient": g, "m": m, "v": v, "m_hat": m_hat, "v_hat": v_hat, "change": change, "theta": theta + change}


def adamw(theta: Array, g: Array, slots: Slots, step: int, p: Values) -> StepTrace:
    """Adam with decoupled weight decay: θ ← θ − α λ θ (arXiv:1711.05101)."""
    trace = adam(theta, g, slots, step, p)
    decay = -p["learning_rate"] * p["weight_decay"] * theta
    change = trace["change"] + decay
    return trace | {"adaptive_change": trace["change"], "decay": decay, "change": change, "theta": theta + change}


def adam_as_printed(g: Array, m: Array, v: Array, learning_rate: float, epsilon: float) -> tuple[Array, Array]:
    """The two changes of the weights that §4.3.1 prints before its bias-corrected line: −α/√(v + ε) g, "or" −α m.

    Neither is Adam: the first has the raw gradient in the place of m̂ (it is RMSprop's), the second is momentum alone.
    """
    return -learning_rate / np.sqrt(v + epsilon) * g, -learning_rate * m


@dataclass(frozen=True)
class Optimizer:
    """A rule with its name, its formulas (LaTeX, in the order of computation), its parameters and its slots."""

    id: str
    title: str
    equations: tuple[str, ...]
    rule: Callable[[Array, Array, Slots, int, Values], StepTrace]
    parameters: tuple[Parameter, ...]
    slots: tuple[str, ...] = ()


def _rate(default: float) -> Parameter:
    return Parameter("learning_rate", "α", default, 0, 10)


_EPSILON = Parameter("epsilon", "ε", 1e-7, 0, 1)
_MOMENTUM = Parameter("momentum", "μ", 0.9, 0, 0.9999)
_ADAM = (_rate(0.001), Parameter("beta_1", "β₁", 0.9, 0, 0.9999), Parameter("beta_2", "β₂", 0.999, 0, 0.99999), _EPSILON)
_MOMENTS = (
    r"m_i = \beta_1 m_{i-1} + (1 - \beta_1) g_i",
    r"v_i = \beta_2 v_{i-1} + (1 - \beta_2) g_i^2",
    r"\hat m_i = \frac{m_i}{1 - \beta_1^i} \qquad \hat v_i = \frac{v_i}{1 - \beta_2^i}",
)
_VELOCITY = r"v_{i} = \mu v_{i-1} - \alpha g_i"
_ROWS = (
    Optimizer("sgd", "Gradient descent", (r"\theta_{i+1} = \theta_i - \alpha g_i",), sgd, (_rate(0.01),)),
    Optimizer("momentum", "Momentum", (_VELOCITY, r"\theta_{i+1} = \theta_i + v_i"), momentum, (_rate(0.01), _MOMENTUM), ("velocity",)),
    Optimizer(
        "nesterov",
        "Nesterov momentum",
        (_VELOCITY, r"\theta_{i+1} = \theta_i + \mu v_i - \alpha g_i"),
        nesterov,
        (_rate(0.01), _MOMENTUM),
        ("velocity",),
    ),
    Optimizer(
        "adagrad",
        "AdaGrad",
        (r"s_i = s_{i-1} + g_i^2", r"\theta_{i+1} = \theta_i - \frac{\alpha}{\sqrt{s_i} + \epsilon} g_i"),
        adagrad,
        (_rate(0.01), _EPSILON),
        ("sum_of_squares",),
    ),
    Optimizer(
        "rmsprop",
        "RMSprop",
        (r"v_i = \rho v_{i-1} + (1 - \rho) g_i^2", r"\theta_{i+1} = \theta_i - \frac{\alpha}{\sqrt{v_i + \epsilon}} g_i"),
        rmsprop,
        (_rate(0.001), Parameter("rho", "ρ", 0.9, 0, 0.9999), _EPSILON),
        ("v",),
    ),
    Optimizer(
        "adam",
        "Adam",
        (*_MOMENTS, r"\theta_{i+1} = \theta_i - \hat m_i \left( \frac{\alpha}{\epsilon + \sqrt{\hat v_i}} \right)"),
        adam,
        _ADAM,
        ("m", "v"),
    ),
    Optimizer(
        "adamw",
        "AdamW",
        (
            *_MOMENTS,
            r"\theta_{i+1} = \theta_i - \hat m_i \left( \frac{\alpha}{\epsilon + \sqrt{\hat v_i}} \right) - \alpha \lambda \theta_i",
        ),
        adamw,
        (*_ADAM, Parameter("weight_decay", "λ", 0.004, 0, 1)),
        ("m", "v"),
    ),
)
OPTIMIZERS: dict[str, Optimizer] = {row.id: row for row in _ROWS}


def find_optimizer(id: str) -> Optimizer:
    """The optimizer of that id.

    Raises:
        InvalidValue: there is none.
    """
    if id not in OPTIMIZERS:
        raise InvalidValue("optimizer", f"no optimizer is called {id!r}; there are {', '.join(OPTIMIZERS)}")
    return OPTIMIZERS[id]


def fresh_slots(optimizer: Optimizer, theta: Array) -> dict[str, Array]:
    """The slots before the first step: zeros of the shape of θ."""
    return {name: np.zeros_like(theta) for name in optimizer.slots}


def advance(id: str, theta: Array, g: Array, slots: Slots | None = None, step: int = 1, parameters: Values | None = None) -> StepTrace:
    """One step.

    Args:
        theta, g: the weights and their gradient, of one shape, float64.
        slots: those of the trace of the previous step; zeros when omitted.
        step: from 1.
        parameters: those omitted have their defaults.

    Returns:
        the trace: every quantity by name, `gradient` first, `theta` the new weights.

    Raises:
        InvalidValue: no such optimizer or parameter, a parameter out of its bounds, or shapes that differ.
    """
    optimizer = find_optimizer(id)
    chosen = with_defaults(id, optimizer.parameters, parameters or {})
    if theta.shape != g.shape:
        raise InvalidValue("gradient", f"the gradient is {g.shape}, the weights are {theta.shape}; they must agree")
    return optimizer.rule(theta, g, slots or fresh_slots(optimizer, theta), step, chosen)
