"""Parameters of the kinds `word2vec` and `glove` (§5.1)."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from backend.datasets.word_boundaries import word_of
from backend.errors import FieldError, InvalidInput
from backend.kinds.parameters import DATA, NETWORK, OPTIMIZER, TRAINING, Parameters, Preset

Word = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True), AfterValidator(word_of)]

MAX_VOCABULARY = 50_000


class WordParams(Parameters):
    """Parameters of every kind that learns word vectors."""

    dimensions: int = Field(100, title="Dimensions", ge=2, le=512, description="numbers per word", json_schema_extra=NETWORK)
    window: int = Field(5, title="Window", ge=1, le=15, description="how many words to each side are context", json_schema_extra=DATA)
    min_count: int = Field(
        5, title="Minimum count", ge=1, le=10_000, description="rarer words are left out of the text", json_schema_extra=DATA
    )
    probes: tuple[Word, ...] = Field(
        (),
        title="Words to track",
        max_length=8,
        description="words whose nearest neighbours are shown during training; none = four frequent ones",
        json_schema_extra=TRAINING,
    )
    pair: tuple[Word, ...] = Field(
        (),
        title="Pair to track",
        max_length=2,
        description="two words whose cosine similarity is plotted during training",
        json_schema_extra=TRAINING,
    )

    def check_data(self, shape: tuple[int, ...], classes: tuple[str, ...]) -> None:
        words, different = shape
        if words < 10 or different < 2:
            message = f"the text has {words:,} words, {different:,} of them different; at least 10 and 2 are needed"
            raise InvalidInput.at("/params/dataset", message)
        if self.min_count > words:
            message = f"no word can stand {self.min_count:,} times in a text of {words:,} words"
            raise InvalidInput.at("/params/min_count", message)
        if len(self.pair) == 1:
            raise InvalidInput("A pair has two words.", errors=(FieldError("/params/pair", "two words, or none"),))


WORD2VEC_PRESETS: tuple[Preset, ...] = (
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
    epochs: int = Field(30, title="Epochs", ge=1, le=500, description="how often the text is read", json_schema_extra=TRAINING)
    batch_size: int = Field(
        1024,
        title="Batch size",
        ge=32,
        le=8192,
        description="words of the text per update; fewer for a short text, so that an epoch has at least 32 updates",
        json_schema_extra=TRAINING,
    )
    learning_rate: float = Field(
        0.035,
        title="Learning rate",
        gt=0,
        le=10,
        description="α at the start; it falls to 0 in a straight line",
        json_schema_extra=OPTIMIZER,
    )


GLOVE_PRESETS: tuple[Preset, ...] = (
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
    batch_size: int = Field(8192, title="Batch size", ge=32, le=65536, description="word pairs per update", json_schema_extra=TRAINING)
    learning_rate: float = Field(0.05, title="Learning rate", gt=0, le=10, description="η of AdaGrad", json_schema_extra=OPTIMIZER)
