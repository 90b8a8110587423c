"""Interpolation in the latent space of a generator (§VI)."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

NEARLY_PARALLEL = 1e-6


def slerp(a: Floats, b: Floats, t: float) -> Floats:
    """z(t) = (sin((1 − t)Ω) a + sin(tΩ) b)/sin Ω, cos Ω = a·b/(‖a‖‖b‖): spherical interpolation (White, arXiv:1609.04468).

    On a straight line the vectors would be shorter than any noise that the generator was trained on; on the arc the norm is preserved.

    Args:
        a, b: (latent,).
        t: in [0, 1].
    """
    lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
    angle = np.arccos(np.clip(float(a @ b) / lengths, -1, 1)) if lengths else 0.0
    if np.sin(angle) < NEARLY_PARALLEL:
        return np.asarray((1 - t) * a + t * b, np.float32)
    return np.asarray((np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle), np.float32)


def interpolate(corners: Floats, rows: int, columns: int) -> Floats:
    """Points on an arc between two corners, or on a surface between four.

    Args:
        corners: (2, latent): left, right; or (4, latent): upper left, upper right, lower left, lower right.
        rows: 1 for two corners.

    Returns:
        (rows · columns, latent), row after row; its corners are `corners`.
    """
    across = np.linspace(0, 1, columns)
    upper = [slerp(corners[0], corners[1], t) for t in across]
    if len(corners) == 2:
        return np.stack(upper)
    lower = [slerp(corners[2], corners[3], t) for t in across]
    down = np.linspace(0, 1, rows)
    return np.stack([slerp(above, below, t) for t in down for above, below in zip(upper, lower, strict=True)])
