"""What the kinds that learn word vectors have in common (§5.1)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from backend.errors import FieldError, InvalidInput
from backend.training.kinds.parameters import DATA, NETWORK, TRAINING, Parameters

Word = Annotated[str, StringConstraints(min_length=1, max_length=60, to_lower=True, strip_whitespace=True)]

MAX_VOCABULARY = 50_000


class WordParams(Parameters):
    """Parameters of every kind that learns word vectors."""

    dimensions: int = Field(100, title="Dimensions", ge=2, le=512, description="numbers a word", json_schema_extra=NETWORK)
    window: int = Field(5, title="Window", ge=1, le=15, description="how many words to each side are context", json_schema_extra=DATA)
    min_count: int = Field(
        5, title="Least count", ge=1, le=10_000, description="rarer words are left out of the text", json_schema_extra=DATA
    )
    probes: tuple[Word, ...] = Field(
        (),
        title="Probe words",
        max_length=8,
        description="words whose neighbours are shown during the training; none = four frequent ones",
        json_schema_extra=TRAINING,
    )
    pair: tuple[Word, ...] = Field(
        (), title="Pair", max_length=2, description="two words whose similarity is drawn during the training", json_schema_extra=TRAINING
    )

    def check_data(self, shape: tuple[int, ...], classes: tuple[str, ...]) -> None:
        words, different = shape
        if words < 10 or different < 2:
            message = f"the text has {words:,} words, {different:,} of them different; at least 10 and 2 are needed"
            raise InvalidInput(f"{message.capitalize()}.", errors=(FieldError("/params/dataset", message),))
        if self.min_count > words:
            message = f"no word can stand {self.min_count:,} times in a text of {words:,} words"
            raise InvalidInput(f"{message.capitalize()}.", errors=(FieldError("/params/min_count", message),))
        if len(self.pair) == 1:
            raise InvalidInput("A pair has two words.", errors=(FieldError("/params/pair", "two words, or none"),))
