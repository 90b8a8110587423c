import numpy as np
import pytest
import tensorflow as tf
from safetensors.numpy import load

from backend.concepts.word_costs import glove_cost
from backend.datasets.texts import Text, read_text
from backend.kinds.words.cooccurrence import cooccurrence
from backend.kinds.words.glove import pair_gradients, run
from backend.kinds.words.params import GloveParams
from backend.kinds.words.vocabulary import corpus_of
from backend.reporter import MemoryReporter, Stopped
from tests.kinds.words.test_word2vec import separated
from tests.kinds.words.text_data import two_topics


def params(**values: object) -> GloveParams:
    return GloveParams.model_validate({"dataset": "topics", "dimensions": 8, "epochs": 20, "batch_size": 64, "window": 3} | values)


def trained(text: Text, own: GloveParams, reporter: MemoryReporter | None = None) -> MemoryReporter:
    reporter = reporter or MemoryReporter()
    reporter.given = text
    run(own, reporter)
    return reporter


def test_words_are_counted_by_distance() -> None:
    """'a b c' and 'a b': a–b once at 1 and again at 1, b–c at 1, a–c at 2; never beyond a line."""
    pairs = cooccurrence(corpus_of(read_text("a b c\na b"), 1), 2, lambda: None)
    x = np.zeros((3, 3))
    x[pairs.rows, pairs.columns] = pairs.x
    np.testing.assert_array_equal(x, [[0, 2, 0.5], [2, 0, 1], [0.5, 1, 0]])


def test_the_gradients_of_a_batch_are_those_of_the_formula() -> None:
    random = np.random.default_rng(4)
    x = random.integers(0, 9, (6, 6)).astype(np.float32)
    weights = [random.normal(size=shape).astype(np.float32) for shape in ((6, 3), (6, 3), (6,), (6,))]
    i, j = np.nonzero(x)
    cost, gradients = pair_gradients(
        *(tf.gather(w, at) for w, at in zip(weights, (i, j, i, j), strict=True)), tf.constant(x[i, j]), params(x_max=5)
    )
    expected_cost, expected = glove_cost(x, *weights, x_max=5, alpha=0.75)
    assert float(cost) == pytest.approx(expected_cost, rel=1e-5)
    for gradient, at, name in zip(gradients, (i, j, i, j), ("theta", "e", "b", "b_prime"), strict=True):
        total = np.zeros_like(getattr(expected, name))
        np.add.at(total, at, gradient.numpy())
        np.testing.assert_allclose(total, getattr(expected, name), rtol=1e-4, atol=1e-4)


def test_words_that_stand_together_become_neighbours() -> None:
    reporter = trained(two_topics(), params())
    losses = [metric["values"]["loss"] for metric in reporter.metrics if metric["scope"] == "epoch"]
    assert losses[-1] < losses[0] / 4
    assert separated(reporter)


def test_the_vector_of_a_word_is_the_mean_of_its_two() -> None:
    reporter = trained(two_topics(), params(epochs=2))
    assert reporter.last_checkpoint is not None
    weights, vectors = load(reporter.last_checkpoint.tensors), load(reporter.artifacts["vectors.safetensors"])
    np.testing.assert_allclose(vectors["vectors"], (weights["theta"] + weights["vectors"]) / 2)
    assert np.abs(weights["theta"] - weights["vectors"]).max() > 0.01


def test_an_interrupted_run_equals_an_uninterrupted_one_bit_by_bit() -> None:
    text, own = two_topics(), params(deterministic=True, epochs=3)
    whole, first = trained(text, own), MemoryReporter(text, stop_at_step=3)
    with pytest.raises(Stopped):
        run(own, first)
    second = trained(text, own, MemoryReporter(last_checkpoint=first.last_checkpoint))
    assert second.artifacts["vectors.safetensors"] == whole.artifacts["vectors.safetensors"]


def test_a_poor_text_ends() -> None:
    tensors = load(trained(read_text("a b " * 10), params(min_count=1)).artifacts["vectors.safetensors"])
    assert all(len(tensor) == 2 and np.isfinite(tensor).all() for tensor in tensors.values())
