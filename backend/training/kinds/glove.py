"""Parameters of the kind `glove`: word vectors from how often words stand together (§5.1)."""

from pydantic import Field

from backend.training.kinds.parameters import DATA, NETWORK, OPTIMIZER, TRAINING
from backend.training.kinds.preset import Preset
from backend.training.kinds.words import WordParams

PRESETS: tuple[Preset, ...] = (
    Preset(id="small-text", title="Small text", description="x_max 10: in a small text few words stand together often.", params={}),
    Preset(id="paper", title="As in the paper", description="x_max 100, α 0.75 (Pennington et al., 2014).", params={"x_max": 100}),
)


class GloveParams(WordParams):
    """J(θ) = ½ Σᵢⱼ f(Xᵢⱼ)(θᵢᵀeⱼ + bᵢ + b′ⱼ − log Xᵢⱼ)² by AdaGrad."""

    window: int = Field(
        10, title="Window", ge=1, le=15, description="how far words stand together; a pair d words apart counts 1/d", json_schema_extra=DATA
    )
    x_max: float = Field(
        10, title="x_max", gt=0, le=1e6, description="pairs that stand together more often weigh no more", json_schema_extra=NETWORK
    )
    alpha: float = Field(0.75, title="α", gt=0, le=1, description="f(X) = (X/x_max)^α below x_max", json_schema_extra=NETWORK)
    epochs: int = Field(25, title="Epochs", ge=1, le=500, description="how often each pair is seen", json_schema_extra=TRAINING)
    batch_size: int = Field(8192, title="Batch size", ge=32, le=65536, description="pairs an update", json_schema_extra=TRAINING)
    learning_rate: float = Field(0.05, title="Learning rate", gt=0, le=10, description="η of AdaGrad", json_schema_extra=OPTIMIZER)
