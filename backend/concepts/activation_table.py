"""The table of activation functions (§2.1) with the properties of each, and their curves.

The properties are those of the default parameters; `properties_of` gives them for others.
"""

from collections.abc import Callable, Mapping
from math import inf, pi
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts import activations, classic_activations, derivatives
from backend.concepts.activation_function import ActivationFunction
from backend.concepts.activation_properties import SWISH_MINIMUM, with_parameters
from backend.concepts.activations import SELU_ALPHA, SELU_SCALE
from backend.concepts.errors import InvalidValue
from backend.concepts.parameters import Parameter, with_defaults

Array = NDArray[np.floating[Any]]

ALIASES = {"linear": "identity", "logistic": "sigmoid", "heaviside": "binary_step", "silu": "swish"}

_SMOOTH = r"C^{\infty}"
_REALS = (r"(-\infty, \infty)", -inf, inf)


def _cases(negative: str, positive: str, at: str = r"x > 0") -> str:
    opposite = {r"x > 0": r"x \leq 0", r"x \geq 0": "x < 0"}[at]
    return rf"\begin{{cases}} {negative} & {opposite} \\ {positive} & {at} \end{{cases}}"


def _row(
    id: str,
    title: str,
    equations: tuple[str, str],
    range: tuple[str, float, float],
    continuity: str,
    properties: str,
    functions: tuple[Callable[..., Array], Callable[..., Array]],
    **rest: Any,
) -> ActivationFunction:
    """A row; `properties` names those that hold: m(onotonic), d(erivative monotonic), z(ero-centred), i(dentity near 0)."""
    return ActivationFunction(
        id=id,
        title=title,
        equation=equations[0],
        derivative_equation=equations[1],
        range=range[0],
        infimum=range[1],
        supremum=range[2],
        continuity=continuity,
        monotonic="m" in properties,
        monotonic_derivative="d" in properties,
        zero_centred="z" in properties,
        identity_near_zero="i" in properties,
        function=functions[0],
        derivative=functions[1],
        **rest,
    )


_new, _old, _slope = classic_activations, activations, derivatives
_ROWS = (
    _row("identity", "Identity", ("x", "1"), _REALS, _SMOOTH, "mdzi", (_old.linear, _slope.linear)),
    _row(
        "binary_step",
        "Binary step",
        (_cases("0", "1", r"x \geq 0"), r"0 \quad (x \neq 0)"),
        (r"\{0, 1\}", 0, 1),
        "C^{-1}",
        "md",
        (_new.binary_step, _new.binary_step_derivative),
        note="At 0, where the derivative does not exist, it is taken as 0.",
    ),
    _row(
        "sigmoid",
        "Sigmoid (logistic)",
        (r"\sigma(x) = \frac{1}{1 + e^{-x}}", r"\sigma(x)\,(1 - \sigma(x))"),
        ("(0, 1)", 0, 1),
        _SMOOTH,
        "m",
        (_old.sigmoid, _slope.sigmoid_derivative),
        section="§2.1.1",
    ),
    _row(
        "tanh",
        "Hyperbolic tangent",
        (r"\tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}}", r"1 - \tanh^2(x)"),
        ("(-1, 1)", -1, 1),
        _SMOOTH,
        "mzi",
        (_old.tanh, _slope.tanh),
        section="§2.1.1",
    ),
    _row(
        "hard_tanh",
        "Hard tanh",
        (r"\max(-1, \min(1, x))", r"\begin{cases} 1 & -1 < x < 1 \\ 0 & \text{otherwise} \end{cases}"),
        ("[-1, 1]", -1, 1),
        "C^0",
        "mzi",
        (_new.hard_tanh, _new.hard_tanh_derivative),
    ),
    _row(
        "arctan",
        "Arctangent",
        (r"\tan^{-1}(x)", r"\frac{1}{x^2 + 1}"),
        (r"\left(-\frac{\pi}{2}, \frac{\pi}{2}\right)", -pi / 2, pi / 2),
        _SMOOTH,
        "mzi",
        (_new.arctan, _new.arctan_derivative),
    ),
    _row(
        "arsinh",
        "Inverse hyperbolic sine",
        (r"\sinh^{-1}(x) = \ln\left(x + \sqrt{x^2 + 1}\right)", r"\frac{1}{\sqrt{x^2 + 1}}"),
        _REALS,
        _SMOOTH,
        "mzi",
        (_new.arsinh, _new.arsinh_derivative),
    ),
    _row(
        "softsign",
        "Softsign",
        (r"\frac{x}{1 + |x|}", r"\frac{1}{(1 + |x|)^2}"),
        ("(-1, 1)", -1, 1),
        "C^1",
        "mzi",
        (_old.softsign, _slope.softsign),
    ),
    _row(
        "isru",
        "Inverse square root unit",
        (r"\frac{x}{\sqrt{1 + \alpha x^2}}", r"\left(\frac{1}{\sqrt{1 + \alpha x^2}}\right)^3"),
        (r"\left(-\frac{1}{\sqrt{\alpha}}, \frac{1}{\sqrt{\alpha}}\right)", -1, 1),
        _SMOOTH,
        "mzi",
        (_new.isru, _new.isru_derivative),
        parameters=(Parameter("alpha", "α", 1, 0.01, 10),),
    ),
    _row(
        "bent_identity",
        "Bent identity",
        (r"\frac{\sqrt{x^2 + 1} - 1}{2} + x", r"\frac{x}{2\sqrt{x^2 + 1}} + 1"),
        _REALS,
        _SMOOTH,
        "mdi",
        (_new.bent_identity, _new.bent_identity_derivative),
    ),
    _row(
        "relu",
        "Rectified linear unit (ReLU)",
        (r"\max\{0, x\} = x\mathbf{1}_{x>0}", _cases("0", "1")),
        (r"[0, \infty)", 0, inf),
        "C^0",
        "md",
        (_old.relu, _slope.relu),
        section="§2.1.2",
        note="At 0, where the derivative does not exist, it is taken as 0, as in TensorFlow.",
    ),
    _row(
        "leaky_relu",
        "Leaky ReLU",
        (_cases(r"\alpha x", "x"), _cases(r"\alpha", "1")),
        _REALS,
        "C^0",
        "md",
        (_old.leaky_relu, _slope.leaky_relu),
        section="§2.1.3",
        parameters=(Parameter("alpha", "α", 0.01, 0, 1),),
        note="α is fixed before training: 0.01 in the common table; in Keras 0.3 as the layer LeakyReLU, 0.2 as the activation "
        '"leaky_relu" of another layer.',
    ),
    _row(
        "prelu",
        "Parametric ReLU (PReLU)",
        (_cases(r"\alpha x", "x"), _cases(r"\alpha", "1")),
        _REALS,
        "C^0",
        "md",
        (_old.leaky_relu, _slope.leaky_relu),
        section="§2.1.3",
        parameters=(Parameter("alpha", "α", 0.25, -1, 2),),
        note="α is learned with the weights.",
    ),
    _row(
        "elu",
        "Exponential linear unit (ELU)",
        (_cases(r"\alpha (e^x - 1)", "x"), _cases(r"\alpha e^x", "1")),
        (r"(-\alpha, \infty)", -1, inf),
        "C^1",
        "mdi",
        (_old.elu, _slope.elu),
        parameters=(Parameter("alpha", "α", 1, 0, 3),),
    ),
    _row(
        "selu",
        "Scaled ELU (SELU)",
        (r"\lambda " + _cases(r"\alpha (e^x - 1)", "x"), r"\lambda " + _cases(r"\alpha e^x", "1", r"x \geq 0")),
        (r"(-\lambda\alpha, \infty)", -SELU_SCALE * SELU_ALPHA, inf),
        "C^0",
        "m",
        (_old.selu, _slope.selu),
        note="λ = 1.0507 and α = 1.6733 keep mean 0 and variance 1 from layer to layer. At 0 the derivative does not exist: "
        "from the left it is λα = 1.7581, from the right λ = 1.0507; there the right one is taken, as in TensorFlow.",
    ),
    _row(
        "softplus",
        "Softplus",
        (r"\ln(1 + e^x)", r"\frac{1}{1 + e^{-x}}"),
        (r"(0, \infty)", 0, inf),
        _SMOOTH,
        "md",
        (_old.softplus, _old.sigmoid),
    ),
    _row(
        "gelu",
        "Gaussian error linear unit (GELU)",
        (r"x\,\Phi(x) = \frac{x}{2}\left(1 + \operatorname{erf}\frac{x}{\sqrt 2}\right)", r"\Phi(x) + x\,\varphi(x)"),
        (r"[-0.170, \infty)", -0.16997120747990369, inf),
        _SMOOTH,
        "",
        (_old.gelu, _slope.gelu),
        note="Φ and φ are the cumulative distribution function and the density of the standard normal distribution.",
    ),
    _row(
        "swish",
        "Swish (SiLU)",
        (r"\frac{x}{1 + e^{-\beta x}} = x\,\sigma(\beta x)", r"\sigma(\beta x) + \beta x\,\sigma(\beta x)(1 - \sigma(\beta x))"),
        (r"[-0.278/\beta, \infty)", SWISH_MINIMUM, inf),
        _SMOOTH,
        "",
        (_old.swish, _slope.swish),
        section="§2.1.4",
        parameters=(Parameter("beta", "β", 1, 0, 10),),
        note="The tutorial's equation has β = 1. As β → ∞ it approaches ReLU.",
    ),
    _row(
        "mish",
        "Mish",
        (r"x \tanh(\ln(1 + e^x))", r"\tanh(s) + x\,(1 - \tanh^2(s))\,\sigma(x), \quad s = \ln(1 + e^x)"),
        (r"[-0.309, \infty)", -0.30884341301725, inf),
        _SMOOTH,
        "",
        (_old.mish, _slope.mish),
    ),
    _row("sinusoid", "Sinusoid", (r"\sin(x)", r"\cos(x)"), ("[-1, 1]", -1, 1), _SMOOTH, "zi", (_new.sinusoid, _new.sinusoid_derivative)),
    _row(
        "sinc",
        "Sinc",
        (
            r"\begin{cases} 1 & x = 0 \\ \frac{\sin(x)}{x} & x \neq 0 \end{cases}",
            r"\begin{cases} 0 & x = 0 \\ \frac{\cos(x)}{x} - \frac{\sin(x)}{x^2} & x \neq 0 \end{cases}",
        ),
        ("[-0.217, 1]", -0.21723362821122166, 1),
        _SMOOTH,
        "",
        (_new.sinc, _new.sinc_derivative),
    ),
    _row("gaussian", "Gaussian", ("e^{-x^2}", "-2x e^{-x^2}"), ("(0, 1]", 0, 1), _SMOOTH, "", (_new.gaussian, _new.gaussian_derivative)),
    _row(
        "softmax",
        "Softmax",
        (r"\frac{e^{x_i}}{\sum_{j=1}^{n} e^{x_j}}", r"\frac{\partial p_i}{\partial x_j} = p_i (\delta_{ij} - p_j)"),
        ("(0, 1)", 0, 1),
        _SMOOTH,
        "m",
        (_new.softmax_share, _new.softmax_share_derivative),
        parameters=(Parameter("classes", "n", 3, 2, 10),),
        note="A function of a vector, not of a scalar. The curve shows the first of n classes while the other inputs stay at 0.",
    ),
)
TABLE: dict[str, ActivationFunction] = {row.id: row for row in _ROWS}


def find_activation(id: str) -> ActivationFunction:
    """The row of that id (`leaky_relu`, or `leaky-relu`) or alias (`linear`, `silu`).

    Raises:
        InvalidValue: there is none.
    """
    name = id.replace("-", "_")
    row = TABLE.get(ALIASES.get(name, name))
    if row is None:
        raise InvalidValue("activation", f"no activation is called {id!r}; there are {', '.join(TABLE)}")
    return row


def curve(id: str, x: Array, parameters: Mapping[str, float] | None = None) -> tuple[Array, Array]:
    """f(x) and f′(x), each of the shape and dtype of `x`.

    Raises:
        InvalidValue: no such activation or parameter, or a parameter out of its bounds.
    """
    row = find_activation(id)
    chosen = with_defaults(id, row.parameters, parameters or {})
    return row.function(x, **chosen), row.derivative(x, **chosen)


def properties_of(id: str, parameters: Mapping[str, float] | None = None) -> ActivationFunction:
    """The row with the properties that it has for these parameters; what is not given has its default.

    Raises:
        InvalidValue: as `curve`.
    """
    row = find_activation(id)
    return with_parameters(row, with_defaults(id, row.parameters, parameters or {}))
