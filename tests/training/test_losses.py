import keras
import numpy as np
import pytest

from backend.training.losses import count_correct, cross_entropy


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_cross_entropy_is_that_of_keras(smoothing: float) -> None:
    rng = np.random.default_rng(0)
    logits, labels = rng.normal(0, 3, (20, 5)).astype("float32"), rng.integers(0, 5, 20).astype("int32")
    peer = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing, reduction=None)
    expected = peer(np.eye(5, dtype="float32")[labels], logits)
    np.testing.assert_allclose(cross_entropy(logits, labels, smoothing), expected, rtol=1e-5, atol=1e-6)


def test_correct_answers_are_counted() -> None:
    logits = np.array([[1, 2, 0], [3, 2, 1], [0, 0, 1]], "float32")
    assert int(count_correct(logits, np.array([1, 2, 2], "int32"))) == 2
