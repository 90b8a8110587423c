"""The score of a target word in a context, what it estimates, and the same from counts (§5.1)."""

from typing import Annotated, Literal

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from backend.api.deps import Models
from backend.api.numbers import Array
from backend.api.problems import problem_responses
from backend.kinds.words.model import WordVectors
from backend.kinds.words.scores import Counted, Estimate, correlation, score_pair

router = APIRouter(prefix="/models", tags=["Word embeddings"])

Word = Annotated[str, Query(min_length=1, max_length=60)]
TOP = 10


class CountedPair(BaseModel):
    """The pair in the text that was trained on, subsampled as in training.

    Attributes:
        count: X_tc, weighted by the distance; null for a pair rarer than `limit`, since a model keeps its most frequent pairs only.
        total: Σ_j X_jc of the context.
        probability: P(t|c) = count / total.
        score: what the model's score estimates, computed from these counts.
    """

    count: float | None
    limit: float
    total: float
    probability: float | None
    score: float | None


class ScoredTarget(BaseModel):
    word: str
    probability: float = Field(description="P(t|c) that the model gives")
    counted: float | None = Field(description="P(t|c) in the text; null for a pair too rare to be kept")


class PairScore(BaseModel):
    """
    Attributes:
        estimates: what `score` estimates, by the objective; a CBOW's C is the whole window, h its mean vector, here the one word.
        product: θ_tᵀe_c.
        bias_target, bias_context: b_t and b′_c of GloVe; null for others, and for a GloVe model of an older version, whose score has none.
        score: the product, and the biases.
        negatives, noise: k and P_n(t) of negative sampling.
        log_sum: ln Σ_j e^(θ_jᵀe_c).
        softmax: e^(product − log_sum), the tutorial's formula; it is P(t|c) only where the objective is the softmax.
        probability: the P(t|c) that follows from the score: of the softmax e^score/Σ, of negative sampling k·P_n(t)·e^score, of GloVe
            e^score/Σ_j X_jc. The last two are estimates, which need not add up to 1. Null for CBOW.
        rank: of the target by `probability`; 1 is the most probable.
        top: the most probable targets.
        counted: null for a model of an older version, which kept no counts.
        correlation: Pearson's r of `score` and `counted.score` over all pairs that are kept.
    """

    target: str
    context: str
    objective: Literal["softmax", "negative_sampling", "glove"]
    architecture: Literal["skip-gram", "cbow"] | None
    estimates: Estimate
    product: float
    bias_target: float | None
    bias_context: float | None
    score: float
    negatives: int | None
    noise: float | None
    log_sum: float
    softmax: float
    probability: float | None
    rank: int | None
    top: list[ScoredTarget]
    counted: CountedPair | None
    correlation: float | None


@router.get("/{model_id}/score", summary="Score of a pair: θᵀe, and what it estimates", responses=problem_responses(404, 409, 422, 503))
def get_score(model_id: str, target: Word, context: Word, models: Models) -> PairScore:
    """θ_tᵀe_c estimates ln P(t|c) with a softmax, ln(P(t|c)/P_n(t)) − ln k with negative sampling, ln X_tc with GloVe and its biases."""
    model = models.open(model_id, WordVectors)
    t, c = model.place(target, "target"), model.place(context, "context")
    score, training = score_pair(model, t, c), model.training
    sampled = training.objective == "negative_sampling"
    p = score.probabilities
    return PairScore(
        target=model.words[t],
        context=model.words[c],
        objective=training.objective,
        architecture=training.architecture,
        estimates=score.estimates,
        product=score.product,
        bias_target=score.biases[0] if score.biases else None,
        bias_context=score.biases[1] if score.biases else None,
        score=score.score,
        negatives=training.negatives if sampled else None,
        noise=float(model.noise[t]) if sampled else None,
        log_sum=score.log_sum,
        softmax=float(np.exp(score.product - score.log_sum)),
        probability=None if p is None else float(p[t]),
        rank=None if p is None else 1 + int((p > p[t]).sum()),
        top=[] if p is None else _top(model, p, c),
        counted=_counted(score.counted),
        correlation=correlation(model),
    )


def _top(model: WordVectors, p: Array, context: int) -> list[ScoredTarget]:
    counted, rows = model.counted, np.argsort(-p, kind="stable")[:TOP]

    def share(target: int) -> float | None:
        x = counted.count(target, context) if counted else None
        return x / counted.totals[context] if counted and x is not None and counted.totals[context] else None

    return [ScoredTarget(word=model.words[row], probability=float(p[row]), counted=share(int(row))) for row in rows]


def _counted(counted: Counted | None) -> CountedPair | None:
    return None if counted is None else CountedPair(**vars(counted))
