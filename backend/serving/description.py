"""What a list of models shows of one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# The bytes of a model's file, by its name; raises `NotFound` when the model has no such file.
Read = Callable[[str], bytes]


@dataclass(frozen=True)
class Description:
    """
    Attributes:
        labels: the classes; empty for a model that names nothing.
        input_shape: of one input, without the batch.
        total_parameters: all stored values.
        architecture: the layers as JSON values, where there are layers.
    """

    labels: tuple[str, ...] = ()
    input_shape: tuple[int, ...] = ()
    total_parameters: int = 0
    architecture: dict[str, Any] | None = None
