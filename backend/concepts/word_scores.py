"""What the score θ_tᵀe_c of a pair of words estimates (§5.1): it depends on the objective that the embedding was trained with."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

NOISE_EXPONENT = 0.75


def noise_distribution(counts: NDArray[np.integer[Any]]) -> Array:
    """P_n(t) = n_t^¾ / Σ_j n_j^¾, from which negative samples are drawn (Mikolov et al., 2013), float64, (|V|,).

    Args:
        counts: n_t, how often each word stands in the text, (|V|,).
    """
    weights = np.asarray(counts, float) ** NOISE_EXPONENT
    return np.asarray(weights / weights.sum())


def negative_sampling_score(probability: Array, noise: Array, negatives: int) -> Array:
    """ln(P(t|c)/P_n(t)) − ln k, the score at the minimum of negative sampling (Levy and Goldberg, 2014); −∞ where P is 0.

    Args:
        probability: P(t|c) in the text.
        noise: P_n(t), of the same shape.
        negatives: k per pair.
    """
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(probability) - np.log(noise) - np.log(negatives))


def negative_sampling_probability(score: Array, noise: Array, negatives: int) -> Array:
    """k P_n(t) e^score: the P(t|c) of which `score` would be the minimum. An estimate: over all t it need not add up to 1."""
    return np.asarray(negatives * noise * np.exp(score))
