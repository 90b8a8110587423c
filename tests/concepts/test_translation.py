"""Equivariance and invariance, against SciPy and by hand."""

import numpy as np
import pytest
from scipy import ndimage

from backend.concepts.errors import InvalidValue
from backend.concepts.kernels import KERNELS
from backend.concepts.translation import translation


@pytest.mark.parametrize("kernel", ["ridge", "sobel-x", "gaussian-blur", "emboss"])
@pytest.mark.parametrize("shift", [0, 1, 5])
def test_the_map_moves_with_the_image_and_pooling_changes_less(kernel: str, shift: int) -> None:
    image = ndimage.gaussian_filter(np.random.default_rng(shift).uniform(0, 255, (60, 80)), 2)[..., None]
    weights = KERNELS[kernel].weights()
    found = translation(image, weights, shift)
    assert found.equivariance < 1e-9
    maps = [
        np.maximum(ndimage.correlate(part, weights)[r:-r, r:-r], 0)
        for part in (image[:, : 80 - shift, 0], image[:, shift:, 0])
        for r in [weights.shape[0] // 2]
    ]
    for row in found.pooled:
        n = row.window
        before, after = (m[: m.shape[0] // n * n, : m.shape[1] // n * n].reshape(m.shape[0] // n, n, -1, n).max(axis=(1, 3)) for m in maps)
        assert row.change == pytest.approx(np.abs(after - before).sum() / np.abs(before).sum(), rel=1e-9, abs=1e-12)
        if shift == 0:
            assert (row.change, row.unchanged) == (0, 1)


def test_a_shift_beyond_the_image_is_rejected() -> None:
    with pytest.raises(InvalidValue, match="too few"):
        translation(np.zeros((20, 20, 1)), np.ones((3, 3)), 16)
