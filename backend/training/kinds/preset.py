"""A named choice of parameters."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Preset:
    """`params` are JSON values: those that differ from the defaults."""

    id: str
    title: str
    description: str
    params: dict[str, Any]
