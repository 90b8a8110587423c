"""The score of a pair of words, what it estimates by the model's objective, and the same from counts (§5.1)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from backend.concepts.embeddings import target_probabilities
from backend.concepts.word_scores import negative_sampling_probability, negative_sampling_score
from backend.kinds.words.model import Array, WordVectors

Estimate = Literal["ln P(t|c) + ln Σ_j exp(θ_jᵀe_c)", "ln(P(t|c)/P_n(t)) − ln k", "ln(P(t|C)/P_n(t)) − ln k", "ln X_tc"]
FEWEST = 30  # counted pairs below which a correlation says little


@dataclass(frozen=True)
class Counted:
    """
    Attributes:
        count: X_tc; None when it is below `limit`, all that is known of a rare pair.
        total: Σ_j X_jc of the context.
        probability: P(t|c) = count / total.
        score: what the model's score estimates, from these counts; None where it would be −∞.
    """

    count: float | None
    limit: float
    total: float
    probability: float | None
    score: float | None


@dataclass(frozen=True)
class Score:
    """
    Attributes:
        product: θ_tᵀe_c.
        biases: b_t and b′_c of GloVe.
        score: the product and the biases.
        probabilities: the P(t|c) that the model gives every word t, (|V|,); None where it gives none.
        log_sum: ln Σ_j e^(θ_jᵀe_c), by which the tutorial's softmax divides.
        counted: None for a model that keeps no counts.
    """

    product: float
    biases: tuple[float, float] | None
    score: float
    estimates: Estimate
    probabilities: Array | None
    log_sum: float
    counted: Counted | None


def score_pair(model: WordVectors, target: int, context: int) -> Score:
    """The score of target t in the context c: θ_tᵀe_c, of GloVe with the biases, which it is nothing without."""
    theta, e_c = model.theta.astype(float), model.context_vectors[context]
    products = theta @ e_c
    biases = None if model.biases is None else (float(model.biases[0][target]), float(model.biases[1][context]))
    score = float(products[target]) + sum(biases or ())
    return Score(
        product=float(products[target]),
        biases=biases,
        score=score,
        estimates=what_it_estimates(model),
        probabilities=_probabilities(model, products, context),
        log_sum=float(np.logaddexp.reduce(products)),
        counted=_counted(model, target, context, products),
    )


def what_it_estimates(model: WordVectors) -> Estimate:
    if model.training.objective == "glove":
        return "ln X_tc"
    if model.training.objective == "softmax":
        return "ln P(t|c) + ln Σ_j exp(θ_jᵀe_c)"
    return "ln(P(t|C)/P_n(t)) − ln k" if model.training.architecture == "cbow" else "ln(P(t|c)/P_n(t)) − ln k"


@lru_cache(maxsize=4)
def correlation(model: WordVectors) -> float | None:
    """Pearson's r of score and counted score over the kept pairs; None where there is no count to compare with.

    It is the model's, whichever pair is asked for, and is computed from 100,000 pairs.
    """
    if model.counted is None or not _has_counted_score(model):
        return None
    i, j, x = model.counted.pairs()
    if len(x) < FEWEST:
        return None
    products = (model.theta[i].astype(float) * model.context_vectors[j]).sum(axis=1)
    if model.training.objective == "glove":
        if model.biases is None:
            return None
        products, counted = products + model.biases[0][i] + model.biases[1][j], np.log(x)
    elif model.training.objective == "softmax":
        products, counted = _log_softmax(model, products, j), np.log(x / model.counted.totals[j])
    else:
        counted = negative_sampling_score(x / model.counted.totals[j], model.noise[i], model.training.negatives)
    return float(np.corrcoef(products, counted)[0, 1])


def _log_softmax(model: WordVectors, products: Array, contexts: NDArray[np.intp]) -> Array:
    theta, e = model.theta, model.context_vectors.astype(np.float32)
    sums = np.concatenate([np.logaddexp.reduce(part @ theta.T, axis=1) for part in np.array_split(e, max(1, len(e) // 500))])
    return np.asarray(products - sums[contexts])


def _has_counted_score(model: WordVectors) -> bool:
    """CBOW is trained with the mean of a whole window, of which pairs of words count nothing."""
    return model.training.architecture != "cbow"


def _probabilities(model: WordVectors, products: Array, context: int) -> Array | None:
    if not _has_counted_score(model):
        return None
    if model.training.objective == "softmax":
        return target_probabilities(model.theta.astype(float), model.context_vectors[context])
    if model.training.objective == "negative_sampling":
        return negative_sampling_probability(products, model.noise, model.training.negatives)
    if model.biases is None or model.counted is None or not model.counted.totals[context]:
        return None
    return np.asarray(np.exp(products + model.biases[0] + model.biases[1][context]) / model.counted.totals[context])


def _counted(model: WordVectors, target: int, context: int, products: Array) -> Counted | None:
    if model.counted is None:
        return None
    x, total = model.counted.count(target, context), float(model.counted.totals[context])
    p = x / total if x is not None and total else None
    return Counted(x, model.counted.limit, total, p, _counted_score(model, target, x, p, products))


def _counted_score(model: WordVectors, target: int, x: float | None, p: float | None, products: Array) -> float | None:
    if not x or not p or not _has_counted_score(model):
        return None
    if model.training.objective == "glove":
        return float(np.log(x))
    if model.training.objective == "softmax":
        return float(np.log(p) + np.logaddexp.reduce(products))
    return float(negative_sampling_score(np.array(p), model.noise[target], model.training.negatives))
