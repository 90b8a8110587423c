"""Parameters of the kind `word2vec`: word vectors from which word stands near which (§5.1)."""

from typing import Literal

from pydantic import Field

from backend.training.kinds.parameters import DATA, NETWORK, OPTIMIZER, TRAINING
from backend.training.kinds.preset import Preset
from backend.training.kinds.words import WordParams

PRESETS: tuple[Preset, ...] = (
    Preset(
        id="skip-gram",
        title="Skip-gram",
        description="Each word predicts the words around it; negative sampling, 100 dimensions.",
        params={"architecture": "skip-gram"},
    ),
    Preset(
        id="cbow",
        title="CBOW",
        description="The mean of the words around predicts the word in the middle.",
        params={"architecture": "cbow", "learning_rate": 0.1},
    ),
    Preset(
        id="softmax",
        title="Full softmax",
        description="P(t|c) over the whole vocabulary, as the tutorial writes it; for small vocabularies.",
        params={"objective": "softmax", "min_count": 20, "dimensions": 50},
    ),
)


class Word2VecParams(WordParams):
    """Skip-gram or CBOW, with negative sampling or the whole softmax. One update sees `batch_size` words of the text."""

    architecture: Literal["skip-gram", "cbow"] = Field(
        "skip-gram",
        title="Architecture",
        description="a word predicts its context, or the context predicts the word",
        json_schema_extra=NETWORK,
    )
    objective: Literal["negative_sampling", "softmax"] = Field(
        "negative_sampling",
        title="Objective",
        description="some sampled words, or the softmax over all (at most 8,000 words)",
        json_schema_extra=NETWORK,
    )
    negatives: int = Field(
        5,
        title="Negatives",
        ge=1,
        le=50,
        description="sampled words for each true one",
        json_schema_extra=NETWORK | {"x-when": {"objective": ["negative_sampling"]}},
    )
    subsampling: float = Field(
        1e-3, title="Subsampling", ge=0, le=1, description="words more frequent than this are thinned out; 0 = none", json_schema_extra=DATA
    )
    epochs: int = Field(5, title="Epochs", ge=1, le=500, description="how often the text is read", json_schema_extra=TRAINING)
    batch_size: int = Field(1024, title="Batch size", ge=32, le=8192, description="words of the text an update", json_schema_extra=TRAINING)
    learning_rate: float = Field(
        0.035,
        title="Learning rate",
        gt=0,
        le=10,
        description="α at the start; it falls to 0 in a straight line",
        json_schema_extra=OPTIMIZER,
    )
