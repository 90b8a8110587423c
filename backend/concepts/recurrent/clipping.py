"""Gradient clipping (§V; Pascanu et al., arXiv:1211.5063): an exploding gradient keeps its direction and gets a length that can be used."""

from collections.abc import Sequence

import numpy as np

from backend.concepts.recurrent.gate import Array


def global_norm(gradients: Sequence[Array]) -> float:
    """‖g‖ = √(Σ g²) over all of them together."""
    return float(np.sqrt(sum(float((gradient.astype(np.float64) ** 2).sum()) for gradient in gradients)))


def clipped(gradients: Sequence[Array], clip_norm: float) -> list[Array]:
    """g ← g · min(1, c/‖g‖), c > 0."""
    norm = global_norm(gradients)
    factor = min(1.0, clip_norm / norm) if norm > 0 else 1.0
    return [np.asarray(gradient * factor) for gradient in gradients]
