"""Trained word embeddings: neighbours, analogies, cosine similarity, projection, export (§5.1)."""

import csv
from io import StringIO
from typing import Annotated, Literal

import numpy as np
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from backend.api.deps import Models
from backend.api.negotiation import JSON, preferred
from backend.api.numbers import Array
from backend.api.problems import problem_responses
from backend.errors import InvalidInput
from backend.kinds.words.model import Ranked, WordVectors
from backend.kinds.words.projection import Method, pca, used_perplexity

router = APIRouter(prefix="/models", tags=["Word embeddings"])

ERRORS = problem_responses(404, 409, 422, 503)
Word = Annotated[str, Query(min_length=1, max_length=60)]
Count = Annotated[int, Query(ge=1, le=200)]
MAX_MAP = 5000
MEDIA_TYPES = {"csv": "text/csv", "tsv": "text/tab-separated-values", "txt": "text/plain"}
Seed = Annotated[int, Query(ge=0, lt=2**32, description="the same seed gives the same map")]


class Neighbour(BaseModel):
    word: str = Field(examples=["queen"])
    similarity: float = Field(ge=-1.001, le=1.001, examples=[0.71], description="cosine")


class Neighbours(BaseModel):
    word: str
    count: int = Field(description="frequency of the word in the text")
    neighbours: list[Neighbour]


Role = Literal["positive", "negative", "answer", "other"]


class Place(BaseModel):
    word: str
    role: Role
    x: float
    y: float


class Analogy(BaseModel):
    """`places` are the words of the question and the first answers, `sum` = Σ positive − Σ negative, projected by PCA."""

    answers: list[Neighbour]
    places: list[Place]
    sum: tuple[float, float]


class Similarity(BaseModel):
    """cos θ = `product` / (`length_a` · `length_b`)."""

    a: str
    b: str
    product: float
    length_a: float
    length_b: float
    similarity: float


class Point(BaseModel):
    word: str
    count: int
    x: float
    y: float


class WordMap(BaseModel):
    """`perplexity`: with which t-SNE was computed, at most a third of the number of other words; null for PCA."""

    method: Method
    perplexity: float | None
    points: list[Point]


class Vocabulary(BaseModel):
    words: list[str]
    total: int = Field(description="size of the vocabulary")


def _listed(ranked: Ranked) -> list[Neighbour]:
    return [Neighbour(word=word, similarity=value) for word, value in zip(ranked.words, ranked.similarities, strict=True)]


@router.get("/{model_id}/words", summary="Search the vocabulary", responses=ERRORS)
def search_words(
    model_id: str, models: Models, prefix: Annotated[str, Query(max_length=60)] = "", limit: Annotated[int, Query(ge=1, le=1000)] = 20
) -> Vocabulary:
    """Words with this prefix, the most frequent first."""
    model = models.open(model_id, WordVectors)
    return Vocabulary(words=model.search(prefix, limit), total=len(model.words))


@router.get("/{model_id}/neighbours", summary="Nearest neighbours of a word", responses=ERRORS)
def get_neighbours(model_id: str, word: Word, models: Models, k: Count = 10) -> Neighbours:
    """The k words with the highest cosine similarity."""
    model = models.open(model_id, WordVectors)
    place = model.place(word, "word")
    return Neighbours(word=model.words[place], count=model.counts[place], neighbours=_listed(model.neighbours(word, k)))


@router.get("/{model_id}/analogy", summary="Analogy: king − man + woman", responses=ERRORS)
def get_analogy(
    model_id: str,
    positive: Annotated[str, Query(max_length=300, examples=["king,woman"], description="words, separated by commas")],
    models: Models,
    negative: Annotated[str, Query(max_length=300, examples=["man"])] = "",
    k: Count = 5,
) -> Analogy:
    """The words nearest to Σ positive − Σ negative, and a projection of the vectors."""
    model = models.open(model_id, WordVectors)
    plus, minus = _words(positive), _words(negative)
    if not plus or len(plus) + len(minus) > 10:
        message = f"at least one positive word and at most ten words are allowed; received {len(plus)} positive and {len(minus)} negative"
        raise InvalidInput.at("/positive", message)
    ranked, direction = model.analogy(plus, minus, k)
    roles: list[tuple[str, Role]] = [(word, "positive") for word in plus]
    roles += [(word, "negative") for word in minus]
    roles += [(word, "other" if rank else "answer") for rank, word in enumerate(ranked.words[:3])]
    flat = pca(
        np.vstack(
            [model.unit[[model.place(word, "positive") for word, _ in roles]], direction / max(float(np.linalg.norm(direction)), 1e-12)]
        )
    )
    places = [
        Place(word=model.words[model.place(word, "positive")], role=role, x=x, y=y)
        for (word, role), (x, y) in zip(roles, flat[:-1].tolist(), strict=True)
    ]
    return Analogy(answers=_listed(ranked), places=places, sum=(float(flat[-1, 0]), float(flat[-1, 1])))


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


@router.get("/{model_id}/similarity", summary="Cosine similarity of two words", responses=ERRORS)
def get_similarity(model_id: str, a: Word, b: Word, models: Models) -> Similarity:
    """The cosine of the angle between the vectors of two words, with its terms."""
    model = models.open(model_id, WordVectors)
    first, second = (model.vectors[model.place(word, field)].astype(float) for word, field in ((a, "a"), (b, "b")))
    return Similarity(
        a=model.words[model.place(a, "a")],
        b=model.words[model.place(b, "b")],
        product=float(first @ second),
        length_a=float(np.linalg.norm(first)),
        length_b=float(np.linalg.norm(second)),
        similarity=model.similarity(a, b),
    )


@router.get(
    "/{model_id}/projection", summary="Projection to two dimensions", response_model=WordMap, responses=ERRORS | problem_responses(429)
)
def get_projection(
    model_id: str,
    request: Request,
    models: Models,
    method: Method = "pca",
    limit: Annotated[int, Query(ge=3, le=MAX_MAP, description="number of most frequent words")] = 500,
    seed: Seed = 0,
    perplexity: Annotated[float, Query(ge=2, le=100, description="of t-SNE: the effective number of neighbours")] = 30,
) -> WordMap | Response:
    """The most frequent words in the plane, by PCA or t-SNE; CSV with `Accept: text/csv`. The first t-SNE takes some seconds."""
    model = models.open(model_id, WordVectors)
    places = model.layout(method, limit, seed, perplexity)
    points = [Point(word=w, count=n, x=x, y=y) for w, n, (x, y) in zip(model.words, model.counts, places, strict=False)]
    if preferred(request.headers.get("accept"), (JSON, "text/csv")) == "text/csv":
        return _csv([("word", "count", "x", "y"), *((p.word, p.count, p.x, p.y) for p in points)])
    return WordMap(method=method, perplexity=used_perplexity(perplexity, len(points)) if method == "tsne" else None, points=points)


@router.get("/{model_id}/vectors", summary="Export the vectors", response_class=Response, responses=ERRORS)
def export_vectors(model_id: str, models: Models, format: Literal["csv", "tsv", "projector", "metadata", "word2vec"] = "csv") -> Response:
    """`csv` and `tsv`: word, then its components. `projector` and `metadata`: the two files that the Embedding Projector loads.

    `word2vec`: the text format of word2vec's own program, which gensim opens with `KeyedVectors.load_word2vec_format`.
    """
    model = models.open(model_id, WordVectors)
    if format == "metadata":
        return _table("metadata.tsv", ["word\tcount", *(f"{w}\t{n}" for w, n in zip(model.words, model.counts, strict=True))])
    if format == "projector":
        return _table("vectors.tsv", ["\t".join(_digits(row)) for row in model.vectors])
    if format == "word2vec":
        size, dimensions = model.vectors.shape
        lines = (" ".join([_unspaced(word), *_digits(row)]) for word, row in zip(model.words, model.vectors, strict=True))
        return _table("vectors.txt", [f"{size} {dimensions}", *lines])
    separator = "," if format == "csv" else "\t"
    rows = (separator.join([word, *_digits(row)]) for word, row in zip(model.words, model.vectors, strict=True))
    return _table(f"vectors.{format}", [separator.join(["word", *(f"e{i}" for i in range(model.vectors.shape[1]))]), *rows])


def _unspaced(word: str) -> str:
    """The format separates by spaces and has no quotes: a word with spaces would shift its numbers."""
    return "_".join(word.split()) or "_"


def _digits(row: Array) -> list[str]:
    return [f"{value:.6g}" for value in row.tolist()]


def _table(name: str, lines: list[str]) -> Response:
    media_type = MEDIA_TYPES[name.rsplit(".", 1)[1]]
    return Response("\n".join(lines) + "\n", media_type=media_type, headers={"Content-Disposition": f"attachment; filename={name}"})


def _csv(rows: list[tuple[object, ...]]) -> Response:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return Response(text.getvalue(), media_type="text/csv", headers={"Content-Disposition": "attachment; filename=map.csv"})
