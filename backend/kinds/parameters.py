"""Parameters that mean the same in every kind, so they have the same name, bounds and words in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from backend.concepts.architecture import Architecture

# The heading under which the browser's form shows a field.
DATA: JsonDict = {"x-group": "Data"}
NETWORK: JsonDict = {"x-group": "Network"}
TRAINING: JsonDict = {"x-group": "Training"}
OPTIMIZER: JsonDict = {"x-group": "Optimizer"}


@dataclass(frozen=True)
class Preset:
    """A named choice of parameters: `params` are JSON values, those that differ from the defaults."""

    id: str
    title: str
    description: str
    params: dict[str, Any]


def with_preset(values: Any, presets: Sequence[Preset]) -> Any:
    """What a request gives, over the values of the preset that it names; the first preset where it names none."""
    if not isinstance(values, dict):
        return values
    named = values.get("preset", presets[0].id)
    preset = next((preset for preset in presets if preset.id == named), None)
    return preset.params | values if preset else values


class Parameters(BaseModel):
    """Base of every kind's parameters: frozen, unknown fields rejected, no NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    dataset: str = Field(title="Data set", description="id of a data set of the catalogue", json_schema_extra=DATA)
    seed: int = Field(
        0, title="Seed", ge=0, le=2**31 - 1, description="the same seed gives the same start, order and noise", json_schema_extra=TRAINING
    )
    deterministic: bool = Field(
        False,
        title="Deterministic",
        description="bit for bit the same result in each run on the same machine; slower",
        json_schema_extra=TRAINING,
    )

    def check_data(self, shape: tuple[int, ...], classes: tuple[str, ...]) -> None:
        """Asked before a job is accepted: can a run with these parameters train on such examples?

        Raises:
            InvalidInput: it cannot; the pointers begin with `/params`.
        """

    def network(self, shape: tuple[int, ...], classes: tuple[str, ...]) -> Architecture | None:
        """The network that these parameters describe, for a preview of its layers; None for a kind whose layers cannot be chosen.

        Raises:
            InvalidInput: as `check_data`.
        """
        return None

    def networks(self, shape: tuple[int, ...], classes: tuple[str, ...]) -> dict[str, Architecture]:
        """The networks by name, for a kind that trains several; none for others.

        Raises:
            InvalidInput: as `check_data`.
        """
        return {}
