"""Parameters of the kind `nearest-mean`."""

from pydantic import Field

from backend.kinds.parameters import TRAINING, Parameters


class NearestMeanParams(Parameters):
    passes: int = Field(3, title="Passes", ge=1, le=20, description="each reads one more share of the images", json_schema_extra=TRAINING)
