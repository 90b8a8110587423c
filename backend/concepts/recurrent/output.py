"""What a recurrent network predicts at each step, and its loss over time (§V): y⟨t⟩ = g₂(W_ya a⟨t⟩ + b_y), 𝓛 = Σ_t 𝓛⟨t⟩."""

import numpy as np
from numpy.typing import NDArray

from backend.concepts.recurrent.gate import Array
from backend.concepts.softmax import softmax


def logits(states: Array, kernel: Array, bias: Array) -> Array:
    """a⟨t⟩ W_ya + b_y, (..., K), from states (..., n) and a kernel (n, K)."""
    scores: Array = states @ kernel + bias
    return scores


def step_losses(scores: Array, targets: NDArray[np.integer]) -> Array:
    """𝓛⟨t⟩ = −ln y⟨t⟩_k of the target k with y⟨t⟩ = softmax(scores), (..., T).

    Args:
        scores: (..., T, K).
        targets: k, (..., T).
    """
    shifted = scores - scores.max(axis=-1, keepdims=True)
    log_y = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return -np.take_along_axis(log_y, targets[..., None], axis=-1)[..., 0]


def score_gradient(scores: Array, targets: NDArray[np.integer]) -> Array:
    """∂𝓛⟨t⟩/∂scores = y⟨t⟩ − one-hot(k), (..., T, K)."""
    gradient: Array = softmax(scores)
    hit = np.take_along_axis(gradient, targets[..., None], axis=-1) - 1
    np.put_along_axis(gradient, targets[..., None], hit, axis=-1)
    return gradient
