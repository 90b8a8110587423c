"""Attention against Keras' layer."""

import keras
import numpy as np

from backend.concepts.recurrent.attention import attend


def test_weights_and_context_are_those_of_keras() -> None:
    random = np.random.default_rng(0)
    for _ in range(200):
        outputs, inputs, units = random.integers((1, 2, 1), (6, 9, 7))
        query, states = random.normal(size=(outputs, units)), random.normal(size=(inputs, units))
        weights, context = attend(query, states)
        peer = keras.layers.Attention(dtype="float64")
        their_context, their_weights = peer([query[None], states[None]], return_attention_scores=True)
        np.testing.assert_allclose(weights, their_weights[0], rtol=1e-6)
        np.testing.assert_allclose(context, their_context[0], rtol=1e-6, atol=1e-12)
        np.testing.assert_allclose(weights.sum(axis=-1), 1)
