"""Parameters that mean the same in every kind, so they have the same name, bounds and words in each."""

from pydantic import BaseModel, ConfigDict, Field


class Parameters(BaseModel):
    """Base of every kind's parameters: frozen, unknown fields refused, no NaN or infinity.

    `x-group` in a field's schema is the heading under which the browser's form shows it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    dataset: str = Field(description="id of a data set of the catalogue", json_schema_extra={"x-group": "Data"})
    seed: int = Field(
        0,
        ge=0,
        le=2**31 - 1,
        description="the same seed gives the same start, order and noise",
        json_schema_extra={"x-group": "Training"},
    )
    deterministic: bool = Field(
        False,
        description="bit for bit the same result in each run on the same machine; slower",
        json_schema_extra={"x-group": "Training"},
    )
