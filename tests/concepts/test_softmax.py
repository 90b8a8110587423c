import numpy as np
from scipy import special

from backend.concepts.softmax import softmax


def test_softmax_equals_scipys() -> None:
    logits = np.random.default_rng(0).normal(size=(4, 10))
    np.testing.assert_allclose(softmax(logits), special.softmax(logits, axis=-1), rtol=1e-12)


def test_huge_logits_do_not_overflow() -> None:
    logits = np.array([[1e30, 0, -1e30], [1000, 1000, 0]], dtype=np.float32)
    probabilities = softmax(logits)
    assert probabilities.dtype == np.float32
    np.testing.assert_allclose(probabilities, [[1, 0, 0], [0.5, 0.5, 0]])
