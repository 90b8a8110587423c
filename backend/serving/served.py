"""Which kinds of job leave a model behind, and how each is opened. One entry a kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backend.serving import adversaries, image_classifier, word_vectors
from backend.serving.description import Description, Read


@dataclass(frozen=True)
class Served:
    """
    Attributes:
        files: the artifacts that make the model; a job without one of them left no model. Their hashes tell one model from another.
        open: makes the model, which many threads may use at once; raises `ArtifactCorrupt`.
        describe: what a list of models shows, without opening the weights.
    """

    files: tuple[str, ...]
    open: Callable[[Read], Any]
    describe: Callable[[Read], Description]


SERVED: dict[str, Served] = {
    "cnn": Served(image_classifier.FILES, image_classifier.open, image_classifier.describe),
    "gan": Served(adversaries.FILES, adversaries.open, adversaries.describe),
    "word2vec": Served(word_vectors.FILES, word_vectors.open, word_vectors.describe),
    "glove": Served(word_vectors.FILES, word_vectors.open, word_vectors.describe),
}
