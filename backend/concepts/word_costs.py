"""The cost functions of word2vec and GloVe (§5.1), with their gradients."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.embeddings import target_probabilities

Array = NDArray[np.floating[Any]]


def sigmoid(x: Array) -> Array:
    """σ(x) = 1 / (1 + e^(−x)), without overflow."""
    return np.asarray((1 + np.tanh(x / 2)) / 2)


def softmax_cost(e_c: Array, theta: Array, target: int) -> tuple[float, Array, Array]:
    """−ln P(t|c) (§5.1), with ∂/∂e_c (d,) and ∂/∂θ (|V|, d).

    Args:
        e_c: (d,), of the context word, or the mean of several (CBOW).
        theta: (|V|, d).
    """
    p = target_probabilities(theta, e_c)
    error = p.copy()
    error[target] -= 1
    return -float(np.log(p[target])), error @ theta, np.outer(error, e_c)


def negative_sampling_cost(e_c: Array, theta: Array, weights: Array) -> tuple[float, Array, Array]:
    """−ln σ(θ_tᵀe_c) − Σ_n w_n ln σ(−θ_nᵀe_c), with ∂/∂e_c (d,) and ∂/∂θ (1 + n, d) (§5.1, Mikolov et al. 2013).

    Args:
        theta: (1 + n, d): the target, then the sampled words.
        weights: (n,), 1 for independent samples; k/M where M samples stand for k.
    """
    signs = np.concatenate(([1.0], -np.ones(len(theta) - 1)))
    scale = np.concatenate(([1.0], weights))
    score = signs * (theta @ e_c)
    error = -scale * signs * sigmoid(-score)
    return float(scale @ np.logaddexp(0, -score)), error @ theta, np.outer(error, e_c)


def negative_sampling_terms(h: Array, theta: Array) -> Array:
    """−ln σ(θ_tᵀh) of the target and −ln σ(−θ_nᵀh) of each sampled word (§5.1), (1 + n,): their sum is the cost of one pair.

    Args:
        h: (d,), e_c of skip-gram, or the mean of the context vectors (CBOW).
        theta: (1 + n, d): the target, then the sampled words.
    """
    signs = np.concatenate(([1.0], -np.ones(len(theta) - 1)))
    return np.asarray(np.logaddexp(0, -signs * (theta @ h)))


@dataclass(frozen=True)
class GloveGradients:
    theta: Array
    e: Array
    b: Array
    b_prime: Array


def glove_weight(x: Array, x_max: float, alpha: float) -> Array:
    """f(X) = (X/x_max)^α, at most 1, and 0 where X is 0 (§5.1: X_ij = 0 ⟹ f(X_ij) = 0)."""
    return np.asarray(np.where(x > 0, np.minimum(x / x_max, 1) ** alpha, 0.0))


def glove_error(x: Array, theta: Array, e: Array, b: Array, b_prime: Array) -> Array:
    """θᵢᵀeⱼ + bᵢ + b′ⱼ − ln Xᵢⱼ (§5.1), (m, n); ln 1 where X is 0, which f(0) = 0 takes out of J.

    Args:
        x: (m, n); theta: (m, d); e: (n, d); b: (m,); b_prime: (n,).
    """
    return np.asarray(theta @ e.T + b[:, None] + b_prime - np.log(np.where(x > 0, x, 1)))


def glove_cost(x: Array, theta: Array, e: Array, b: Array, b_prime: Array, x_max: float, alpha: float) -> tuple[float, GloveGradients]:
    """J(θ) = ½ Σᵢⱼ f(Xᵢⱼ)(θᵢᵀeⱼ + bᵢ + b′ⱼ − ln Xᵢⱼ)² (§5.1) and its gradients.

    Args:
        x: (|V|, |V|), X_ij the co-occurrence count of target i and context j.
        theta, e: (|V|, d); b, b_prime: (|V|,).
    """
    error = glove_error(x, theta, e, b, b_prime)
    pull = glove_weight(x, x_max, alpha) * error
    gradients = GloveGradients(pull @ e, pull.T @ theta, pull.sum(axis=1), pull.sum(axis=0))
    return 0.5 * float((pull * error).sum()), gradients
