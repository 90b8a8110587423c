"""The parameters of a formula that can be chosen: the α of an activation function, the β₁ of an optimizer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.concepts.errors import InvalidValue


@dataclass(frozen=True)
class Parameter:
    """A parameter of a formula, with its bounds (inclusive)."""

    name: str
    symbol: str
    default: float
    minimum: float
    maximum: float


def with_defaults(owner: str, parameters: Sequence[Parameter], chosen: Mapping[str, float]) -> dict[str, float]:
    """All parameters by name: those chosen, the others at their defaults.

    Raises:
        InvalidValue: a parameter that `owner` does not have, or one out of its bounds.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name, value in chosen.items():
        if name not in known:
            raise InvalidValue(name, f"{owner} has no parameter {name}; it has {', '.join(known) or 'none'}")
        if not known[name].minimum <= value <= known[name].maximum:
            raise InvalidValue(name, f"{name} is {value:g}; allowed are {known[name].minimum:g} to {known[name].maximum:g}")
    return {name: chosen.get(name, parameter.default) for name, parameter in known.items()}
