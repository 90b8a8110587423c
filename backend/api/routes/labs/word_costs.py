"""The costs of word embeddings with numbers (§5.1): GloVe's J over a block of words, and one pair of negative sampling."""

from typing import Annotated

import numpy as np
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from backend.api.deps import Models
from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import Array, Number, matrix
from backend.api.problems import problem_responses
from backend.concepts.errors import InvalidValue
from backend.concepts.word_costs import glove_error, glove_weight, negative_sampling_terms, sigmoid
from backend.errors import Conflict
from backend.kinds.words.model import WordVectors

router = APIRouter(prefix="/embeddings", tags=["Word embeddings"], route_class=JsonRoute)

ERRORS = problem_responses(400, 404, 409, 413, 422, 503)
MAX_BLOCK = 30
Matrix = Annotated[list[list[Number]], Field(min_length=1, max_length=MAX_BLOCK)]
Row = Annotated[list[Number], Field(min_length=1, max_length=MAX_BLOCK)]
Word = Annotated[str, Field(min_length=1, max_length=60)]
Words = Annotated[list[Word], Field(min_length=1, max_length=MAX_BLOCK)]


class GloveCostRequest(Body):
    """X, θ and e with a row for each word, b, b′ and the constants of f; or a GloVe model and words of its vocabulary."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"x": [[0, 4], [1, 0]], "theta": [[1], [3]], "e": [[1], [2]], "b": [0, 1], "b_prime": [0, 0], "x_max": 4, "alpha": 0.5}
            ]
        }
    )

    x: list[list[Annotated[float, Field(ge=0, le=1e9)]]] | None = Field(None, min_length=1, max_length=MAX_BLOCK, description="X_ij")
    theta: Matrix | None = None
    e: Matrix | None = None
    b: Row | None = None
    b_prime: Row | None = None
    x_max: float = Field(10, gt=0, le=1e6)
    alpha: float = Field(0.75, gt=0, le=1)
    model: str | None = Field(None, max_length=80)
    words: Words | None = None


class GloveTerm(BaseModel):
    """½ f(X_ij)(θᵢᵀeⱼ + bᵢ + b′ⱼ − ln X_ij)² of one pair.

    Attributes:
        i, j: rows of target and context in `words`.
        x: X_ij; 0 takes the pair out of J. Null for a pair that the model does not keep since it is rarer than `limit`.
        weight: f(X_ij).
        product: θᵢᵀeⱼ.
        log_x: ln X_ij; null where X is 0.
        error: product + bᵢ + b′ⱼ − ln X_ij; null as `log_x`.
        cost: ½ · weight · error².
        share: of the block's J.
    """

    i: int
    j: int
    x: float | None
    weight: float | None
    product: float
    log_x: float | None
    error: float | None
    cost: float | None
    share: float | None


class GloveCost(BaseModel):
    """
    Attributes:
        terms: of every pair of the block, row after row.
        cost: J of the block, the sum of its terms.
        missing: pairs of the block that are rarer than `limit` and not in the sum.
        total: J over all pairs of the model.
    """

    words: list[str]
    b: list[float]
    b_prime: list[float]
    x_max: float
    alpha: float
    terms: list[GloveTerm]
    cost: float
    missing: int
    limit: float
    total: float | None


class NegativeSamplingRequest(Body):
    """θ with a row for the target and one for each sampled word, and the vectors of the context; or a model and words of its vocabulary."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"contexts": [[2, 0], [0, 1]], "theta": [[1, 1], [1, -1], [0, 2]]}]})

    contexts: Matrix | None = Field(None, description="e_c: one of skip-gram, several of CBOW, whose mean is h")
    theta: Matrix | None = Field(None, description="of the target first, then of the sampled words")
    model: str | None = Field(None, max_length=80)
    context: Words | None = Field(None, description="one word of skip-gram; the window of CBOW")
    target: Word | None = None
    negatives: Words | None = Field(None, description="the sampled words; as many as in training, drawn from P_n with `seed`, when omitted")
    seed: int = Field(0, ge=0, lt=2**32)


class SampledTerm(BaseModel):
    """−ln σ(θᵀh) of the target (`label` 1), or −ln σ(−θᵀh) of a sampled word (`label` 0); `probability` is σ(θᵀh)."""

    word: str
    label: int
    score: float
    probability: float
    cost: float


class NegativeSamplingCost(BaseModel):
    """`h` is the vector of the context word, or the mean of several (CBOW); `cost` the sum of the terms."""

    contexts: list[str]
    h: list[float]
    terms: list[SampledTerm]
    cost: float


@router.post("/glove-cost", summary="GloVe's cost J, term by term", responses=ERRORS)
def compute_glove_cost(body: GloveCostRequest, models: Models) -> GloveCost:
    """J = ½ Σᵢⱼ f(X_ij)(θᵢᵀeⱼ + bᵢ + b′ⱼ − ln X_ij)² over a block of words, with f(X) = min(1, X/x_max)^α (§5.1)."""
    if body.model is not None and body.words is not None:
        return _glove_of_model(models.open(body.model, WordVectors), body.model, body.words)
    if body.x is None or body.theta is None or body.e is None or body.b is None or body.b_prime is None:
        raise InvalidValue("x", "send x, theta, e, b and b_prime, or model and words")
    x, theta, e = matrix("x", body.x), matrix("theta", body.theta), matrix("e", body.e)
    size = len(x)
    for name, length in (("x/0", x.shape[1]), ("theta", len(theta)), ("e", len(e)), ("b", len(body.b)), ("b_prime", len(body.b_prime))):
        if length != size:
            raise InvalidValue(name, f"x has {size} rows; {length} were received here, and they must agree")
    if theta.shape[1] != e.shape[1]:
        raise InvalidValue("e", f"a row of e has {e.shape[1]} numbers, a row of theta has {theta.shape[1]}; they must agree")
    return _glove_cost([str(row) for row in range(size)], x, theta, e, (np.array(body.b), np.array(body.b_prime)), (body.x_max, body.alpha))


def _glove_of_model(model: WordVectors, model_id: str, words: list[str]) -> GloveCost:
    if model.training.objective != "glove":
        raise Conflict(f"{model_id} was trained by word2vec, whose cost is not GloVe's J; ask /api/v1/embeddings/negative-sampling-cost.")
    if model.biases is None or model.counted is None:
        raise Conflict(f"{model_id} was trained by an older version, which kept neither biases nor counts; train it again.")
    rows = [model.place(word, f"words/{number}") for number, word in enumerate(words)]
    x = np.array([[np.nan if (x := model.counted.count(i, j)) is None else x for j in rows] for i in rows])
    biases = model.biases[0][rows].astype(float), model.biases[1][rows].astype(float)
    vectors = model.theta[rows].astype(float), model.context_vectors[rows]
    cost = _glove_cost([model.words[row] for row in rows], x, *vectors, biases, (model.training.x_max, model.training.alpha))
    return cost.model_copy(update={"limit": model.counted.limit, "total": model.training.cost})


def _glove_cost(
    words: list[str], x: Array, theta: Array, e: Array, biases: tuple[Array, Array], constants: tuple[float, float]
) -> GloveCost:
    known = ~np.isnan(x)
    counts = np.where(known, x, 0)
    weights, errors, products = glove_weight(counts, *constants), glove_error(counts, theta, e, *biases), theta @ e.T
    costs = 0.5 * weights * errors**2
    total = float(costs.sum())
    terms = [
        GloveTerm(
            i=i,
            j=j,
            x=float(x[i, j]) if known[i, j] else None,
            weight=float(weights[i, j]) if known[i, j] else None,
            product=float(products[i, j]),
            log_x=float(np.log(x[i, j])) if counts[i, j] > 0 else None,
            error=float(errors[i, j]) if counts[i, j] > 0 else None,
            cost=float(costs[i, j]) if known[i, j] else None,
            share=float(costs[i, j] / total) if known[i, j] and total > 0 else None,
        )
        for i in range(len(words))
        for j in range(len(words))
    ]
    b, b_prime = biases
    return GloveCost(
        words=words,
        b=b.tolist(),
        b_prime=b_prime.tolist(),
        x_max=constants[0],
        alpha=constants[1],
        terms=terms,
        cost=total,
        missing=int((~known).sum()),
        limit=0,
        total=None,
    )


@router.post("/negative-sampling-cost", summary="Cost of one pair with negative sampling", responses=ERRORS)
def compute_negative_sampling_cost(body: NegativeSamplingRequest, models: Models) -> NegativeSamplingCost:
    """−ln σ(θ_tᵀh) − Σ_n ln σ(−θ_nᵀh): h is e_c of skip-gram, the mean of the context vectors of CBOW (§5.1, Mikolov et al., 2013)."""
    if body.model is not None and body.context is not None and body.target is not None:
        return _sampled_of_model(models.open(body.model, WordVectors), body, body.context, body.target)
    if body.contexts is None or body.theta is None:
        raise InvalidValue("theta", "send contexts and theta, or model, context and target")
    contexts, theta = matrix("contexts", body.contexts), matrix("theta", body.theta)
    if theta.shape[1] != contexts.shape[1]:
        raise InvalidValue(
            "contexts", f"a row of contexts has {contexts.shape[1]} numbers, a row of theta {theta.shape[1]}; they must agree"
        )
    names = ["target", *(f"negative {number}" for number in range(1, len(theta)))]
    return _sampled_cost([str(row) for row in range(len(contexts))], contexts, names, theta)


def _sampled_of_model(model: WordVectors, body: NegativeSamplingRequest, context: list[str], target: str) -> NegativeSamplingCost:
    training = model.training
    if training.objective != "negative_sampling":
        raise Conflict(f"{body.model} was not trained with negative sampling: its objective is {training.objective}.")
    if training.architecture == "skip-gram" and len(context) != 1:
        raise InvalidValue("context", f"skip-gram has one context word; received {len(context)}")
    columns = [model.place(word, f"context/{number}") for number, word in enumerate(context)]
    rows = [model.place(target, "target")]
    if body.negatives is None:
        rows += np.random.default_rng(body.seed).choice(len(model.words), training.negatives, p=model.noise).tolist()
    else:
        rows += [model.place(word, f"negatives/{number}") for number, word in enumerate(body.negatives)]
    names = [model.words[row] for row in rows]
    return _sampled_cost(
        [model.words[row] for row in columns], model.vectors[columns].astype(float), names, model.theta[rows].astype(float)
    )


def _sampled_cost(contexts: list[str], vectors: Array, names: list[str], theta: Array) -> NegativeSamplingCost:
    h = vectors.mean(axis=0)
    scores, costs = theta @ h, negative_sampling_terms(h, theta)
    terms = [
        SampledTerm(
            word=name, label=int(row == 0), score=float(scores[row]), probability=float(sigmoid(scores[row])), cost=float(costs[row])
        )
        for row, name in enumerate(names)
    ]
    return NegativeSamplingCost(contexts=contexts, h=h.tolist(), terms=terms, cost=float(costs.sum()))
