"""The formulas of word embeddings, evaluated (§5.1): e_w = E o_w, P(t|c), cosine similarity."""

import numpy as np
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from backend.api.deps import Models
from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import Array, Number, listed, matrix
from backend.api.problems import problem_responses
from backend.concepts.embeddings import cosine_similarity, lookup, one_hot, target_probabilities
from backend.concepts.errors import InvalidValue
from backend.errors import Conflict
from backend.kinds.words.model import WordVectors
from backend.kinds.words.scores import what_it_estimates

router = APIRouter(prefix="/embeddings", tags=["Word embeddings"], route_class=JsonRoute)

ERRORS = problem_responses(400, 404, 409, 413, 422, 503)
Matrix = list[list[Number]]
TOP = 10


class LookupRequest(Body):
    """A matrix with a row for each word, and the index of a word; or a model and a word of its vocabulary."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"embeddings": [[1, 2], [3, 4], [5, 6]], "index": 1}]})

    embeddings: Matrix | None = Field(None, min_length=1, max_length=1000)
    index: int | None = Field(None, ge=0)
    model: str | None = Field(None, max_length=80)
    word: str | None = Field(None, min_length=1, max_length=60)


class LookupAnswer(BaseModel):
    """e_w = E o_w: `one_hot` is the index of the 1 in o_w, which has `size` components."""

    one_hot: int
    size: int
    vector: list[float]


class SoftmaxRequest(Body):
    """θ with a row for each word, and e_c; or a model, a context word and a target word of its vocabulary."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"theta": [[1, 0], [0, 1]], "e_c": [2, 0], "index": 0}]})

    theta: Matrix | None = Field(None, min_length=1, max_length=1000)
    e_c: list[Number] | None = Field(None, min_length=1, max_length=512)
    index: int | None = Field(None, ge=0)
    model: str | None = Field(None, max_length=80)
    context: str | None = Field(None, min_length=1, max_length=60)
    target: str | None = Field(None, min_length=1, max_length=60)


class Target(BaseModel):
    word: str
    probability: float


class Probability(BaseModel):
    """P(t|c) = e^`score` / Σ e^(θ_jᵀe_c); `rank` 1 is the most probable target. `top`: the most probable ones."""

    score: float
    log_sum: float
    probability: float
    rank: int
    top: list[Target]


class SimilarityRequest(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"u": [1, 2], "v": [2, 1]}]})

    u: list[Number] = Field(min_length=1, max_length=1000)
    v: list[Number] = Field(min_length=1, max_length=1000)


class SimilarityAnswer(BaseModel):
    product: float
    length_u: float
    length_v: float
    similarity: float


@router.post("/lookup", summary="Look up an embedding: e_w = E o_w", responses=ERRORS)
def look_up(body: LookupRequest, models: Models) -> LookupAnswer:
    """The embedding of a word: the product of E and a one-hot vector (§5.1)."""
    if body.model is not None and body.word is not None:
        model = models.open(body.model, WordVectors)
        return LookupAnswer(one_hot=model.place(body.word, "word"), size=len(model.words), vector=model.embedding(body.word).tolist())
    if body.embeddings is None or body.index is None:
        raise InvalidValue("embeddings", "send embeddings and index, or model and word")
    rows = matrix("embeddings", body.embeddings)
    place = _inside("index", body.index, len(rows))
    return LookupAnswer(one_hot=place, size=len(rows), vector=listed(lookup(rows, one_hot(place, len(rows))), "embeddings"))


@router.post("/softmax", summary="Softmax over the vocabulary: P(t|c)", responses=ERRORS)
def compute_softmax(body: SoftmaxRequest, models: Models) -> Probability:
    """The probability of a target word given a context word, by a softmax over the vocabulary (§5.1).

    Of a model only where the softmax was its objective: with another, the score estimates something else, and the softmax is not P(t|c).
    """
    if body.model is not None and body.context is not None and body.target is not None:
        model = models.open(body.model, WordVectors)
        require_softmax(model, body.model)
        target, context = model.place(body.target, "target"), model.place(body.context, "context")
        return _probability(model.theta.astype(float), model.vectors[context].astype(float), target, model.words)
    if body.theta is None or body.e_c is None or body.index is None:
        raise InvalidValue("theta", "send theta, e_c and index, or model, context and target")
    theta = matrix("theta", body.theta)
    if theta.shape[1] != len(body.e_c):
        raise InvalidValue("e_c", f"e_c has {len(body.e_c)} numbers, a row of theta has {theta.shape[1]}; they must agree")
    names = tuple(str(row) for row in range(len(theta)))
    return _probability(theta, np.array(body.e_c), _inside("index", body.index, len(theta)), names)


@router.post("/similarity", summary="Cosine similarity of two vectors", responses=ERRORS)
def compute_similarity(body: SimilarityRequest) -> SimilarityAnswer:
    """cos θ = u·v / (‖u‖ ‖v‖) (§5.1)."""
    if len(body.u) != len(body.v):
        raise InvalidValue("v", f"v has {len(body.v)} numbers, u has {len(body.u)}; they must agree")
    u, v = np.array(body.u), np.array(body.v)
    lengths = float(np.linalg.norm(u)), float(np.linalg.norm(v))
    return SimilarityAnswer(product=float(u @ v), length_u=lengths[0], length_v=lengths[1], similarity=cosine_similarity(u, v))


def require_softmax(model: WordVectors, model_id: str) -> None:
    """
    Raises:
        Conflict: the model was trained with another objective.
    """
    if model.training.objective != "softmax":
        objective = "GloVe's cost" if model.training.objective == "glove" else "negative sampling"
        raise Conflict(
            f"{model_id} was trained with {objective}, so a softmax over its scores is not P(t|c): they estimate "
            f"{what_it_estimates(model)}. Ask GET /api/v1/models/{model_id}/score, or train with the objective softmax."
        )


def _inside(field: str, index: int, size: int) -> int:
    if index >= size:
        raise InvalidValue(field, f"there are {size} rows, counted from 0; received {index}")
    return index


def _probability(theta: Array, e_c: Array, target: int, words: tuple[str, ...]) -> Probability:
    scores, p = theta @ e_c, target_probabilities(theta, e_c)
    best = np.argsort(-p, kind="stable")[:TOP]
    highest = float(scores.max())
    return Probability(
        score=float(scores[target]),
        log_sum=highest + float(np.log(np.exp(scores - highest).sum())),
        probability=float(p[target]),
        rank=1 + int((p > p[target]).sum()),
        top=[Target(word=words[place], probability=float(p[place])) for place in best],
    )
