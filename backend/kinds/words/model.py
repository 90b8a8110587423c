"""The word vectors of a finished run (kinds `word2vec` and `glove`), opened for use."""

import json
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load

from backend.concepts.embeddings import analogy_direction, cosine_similarity, lookup, nearest, one_hot, unit_rows
from backend.concepts.word_scores import noise_distribution
from backend.datasets.word_boundaries import one_form, word_of
from backend.errors import ArtifactCorrupt, InvalidInput, NotFound
from backend.kinds.kind import Description, Read
from backend.kinds.words.pair_counts import PairCounts
from backend.kinds.words.projection import Method, pca, tsne, turn

VECTORS, VOCABULARY = "vectors.safetensors", "vocabulary.json"
FILES = (VECTORS, VOCABULARY)
MAX_LAYOUTS = 16  # maps that are kept of one model
COUNTS = "cooccurrence.safetensors"
BIASES = ("bias_theta", "bias_vectors")

Array = NDArray[np.floating[Any]]

NOTHING = 1e-5  # a sum of unit vectors that is shorter has been rounded to its length


@dataclass(frozen=True)
class Ranked:
    """Words by cosine similarity, best first."""

    words: list[str]
    similarities: list[float]


@dataclass(frozen=True)
class Training:
    """What decides how the vectors are to be read.

    Attributes:
        architecture: of word2vec.
        negatives: k of negative sampling.
        x_max, alpha: of GloVe's f.
        cost: GloVe's J over all pairs; None for a model of an older version.
    """

    objective: Literal["softmax", "negative_sampling", "glove"]
    architecture: Literal["skip-gram", "cbow"] | None = None
    negatives: int = 0
    x_max: float = 1
    alpha: float = 1
    cost: float | None = None


SKIP_GRAM = Training("negative_sampling", "skip-gram", 5)


@dataclass(frozen=True, eq=False)
class WordVectors:
    """
    Attributes:
        words: the most frequent first.
        counts: how often each stands in the text.
        vectors, theta: float32, (|V|, d): e_w and θ_w.
        biases: float32, (|V|,), of GloVe: b and b′; None for a model of an older version.
        counted: None for a model of an older version.
    """

    words: tuple[str, ...]
    counts: tuple[int, ...]
    vectors: NDArray[np.float32]
    theta: NDArray[np.float32]
    training: Training = SKIP_GRAM
    biases: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None
    counted: PairCounts | None = None
    _layouts: dict[tuple[Any, ...], list[tuple[float, float]]] = field(default_factory=dict)

    @cached_property
    def index(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def _by_form(self) -> dict[str, int]:
        """Vocabularies of earlier versions hold words in other forms, too; the most frequent of each form counts."""
        forms = {word_of(word): self.index[word] for word in reversed(self.words) if not word.isascii()}
        return forms | self.index

    @cached_property
    def unit(self) -> Array:
        return unit_rows(self.vectors)

    @cached_property
    def _alphabetical(self) -> list[str]:
        return sorted(self.words)

    def place(self, word: str, field: str) -> int:
        """
        Raises:
            InvalidInput: the word is not in the vocabulary; words with the same beginning are named.
        """
        place = self._by_form.get(word_of(word))
        if place is None:
            similar = next((found for length in range(len(word), 0, -1) if (found := self.search(word[:length], 3))), [])
            hint = f"; there is {', '.join(similar)}" if similar else ""
            message = f"{word[:60]!r} is not among the {len(self.words):,} words of this model{hint}"
            raise InvalidInput.at(f"/{field}", message)
        return place

    def search(self, prefix: str, limit: int) -> list[str]:
        """Words that begin so, the most frequent first."""
        prefix = one_form(prefix.strip())
        first = bisect_left(self._alphabetical, prefix)
        last = bisect_left(self._alphabetical, prefix + "\U0010ffff")
        return sorted(self._alphabetical[first:last], key=self.index.__getitem__)[:limit]

    def neighbours(self, word: str, count: int) -> Ranked:
        place = self.place(word, "word")
        return self._ranked(*nearest(self.unit, self.unit[place], count, [place]))

    def analogy(self, positive: list[str], negative: list[str], count: int) -> tuple[Ranked, Array]:
        """The words nearest to Σ positive − Σ negative, those of the question left out; and that direction, (d,)."""
        plus, minus = [self.place(word, "positive") for word in positive], [self.place(word, "negative") for word in negative]
        direction = analogy_direction(self.unit, plus, minus)
        if np.linalg.norm(direction) < NOTHING:
            message = f"{', '.join(positive)} without {', '.join(negative)} leaves nothing that has a direction"
            raise InvalidInput.at("/negative", message)
        return self._ranked(*nearest(self.unit, direction, count, plus + minus)), direction

    def similarity(self, a: str, b: str) -> float:
        """cos θ of two words (§5.1)."""
        return cosine_similarity(*(self.vectors[self.place(word, name)].astype(float) for word, name in ((a, "a"), (b, "b"))))

    def embedding(self, word: str) -> Array:
        """e_w = E o_w (§5.1), (d,)."""
        return lookup(self.vectors, one_hot(self.place(word, "word"), len(self.words)))

    @cached_property
    def noise(self) -> Array:
        """P_n of negative sampling, (|V|,)."""
        return noise_distribution(np.array(self.counts))

    @cached_property
    def context_vectors(self) -> Array:
        """e_c, with which θ_t is multiplied in training, float64, (|V|, d); GloVe keeps ½(e + θ) as the vector of a word."""
        vectors = self.vectors.astype(float)
        return 2 * vectors - self.theta if self.training.objective == "glove" else vectors

    def layout(self, method: Method, count: int, seed: int, perplexity: float) -> list[tuple[float, float]]:
        """The `count` most frequent words in the plane; computed once, also for those who ask at the same time. Raises as `turn` does."""
        if method == "pca":
            return self._kept((method, count), lambda: pca(self.unit[:count]))
        key = (method, count, seed, perplexity)
        if key in self._layouts:
            return self._layouts[key]
        with turn():
            return self._kept(key, lambda: tsne(self.unit[:count], seed, perplexity))

    def _kept(self, key: tuple[str | float, ...], compute: Callable[[], Array]) -> list[tuple[float, float]]:
        if key not in self._layouts:
            while len(self._layouts) >= MAX_LAYOUTS:
                self._layouts.pop(next(iter(self._layouts)), None)
            self._layouts[key] = [(float(x), float(y)) for x, y in compute()]
        return self._layouts[key]

    def _ranked(self, places: NDArray[np.intp], similarities: Array) -> Ranked:
        return Ranked([self.words[place] for place in places], [float(value) for value in similarities])


def open(read: Read) -> WordVectors:
    try:
        tensors, vocabulary = load(read(VECTORS)), json.loads(read(VOCABULARY))
        vectors, theta = (tensors[name].astype(np.float32) for name in ("vectors", "theta"))  # shipped ones are 16-bit numbers
        has_biases = tensors.keys() >= set(BIASES)
        b, b_prime = (tensors[name].astype(np.float32) if has_biases else None for name in BIASES)
        return WordVectors(
            tuple(vocabulary["words"]),
            tuple(vocabulary["counts"]),
            vectors,
            theta,
            _training(read),
            None if b is None or b_prime is None else (b, b_prime),
            _counted(read),
        )
    except (SafetensorError, KeyError, ValueError) as error:
        raise ArtifactCorrupt(f"The word vectors cannot be read: {error}.") from error


def _training(read: Read) -> Training:
    origin = json.loads(read("params.json"))
    params = origin["params"]
    if origin["kind"] == "glove":
        return Training("glove", x_max=params["x_max"], alpha=params["alpha"], cost=json.loads(read("metrics.json")).get("cost"))
    return Training(params["objective"], params["architecture"], params["negatives"])


def _counted(read: Read) -> PairCounts | None:
    """None for a model of an older version, which kept no counts."""
    try:
        content = read(COUNTS)
    except NotFound:
        return None
    return PairCounts.from_tensors(load(content))


def describe(read: Read) -> Description:
    metrics = json.loads(read("metrics.json"))
    return Description(total_parameters=metrics["parameters"])
