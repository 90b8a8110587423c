"""Costs and gradients of word2vec against the formulas pair by pair, TensorFlow's own differentiation and finite differences."""

import numpy as np
import pytest
import tensorflow as tf

from backend.concepts.word_costs import negative_sampling_cost as cost_of_pair
from backend.concepts.word_costs import softmax_cost as softmax_cost_of_pair
from backend.kinds.words.objectives import Batch, Cbow, Change, SkipGram, negative_sampling, negative_sampling_cost, softmax, window_mask

SIDE, LENGTH, WORDS, DIMENSIONS, NEGATIVES = 2, 5, 7, 3, 4
RANDOM = np.random.default_rng(5)
E = RANDOM.normal(size=(WORDS, DIMENSIONS)).astype(np.float32)
THETA = RANDOM.normal(size=(WORDS, DIMENSIONS)).astype(np.float32)
IDS = RANDOM.integers(0, WORDS, (2, LENGTH + 2 * SIDE)).astype(np.int32)
SENTENCES = np.array([[-1, -1, 0, 0, 0, 1, 1, 1, 1], [1, 1, 1, 2, 3, 3, 3, -1, -1]], np.int32)
REACH = np.array([[2, 1, 2, 1, 2], [1, 2, 2, 1, 2]], np.int32)
SAMPLED = RANDOM.integers(0, WORDS, (2, 6)).astype(np.int32)


def batch() -> Batch:
    return Batch(tf.constant(IDS), window_mask(tf.constant(SENTENCES), tf.constant(REACH), SIDE), tf.constant(SAMPLED))


def pairs() -> list[tuple[int, int, int]]:
    """(block, place of the word, place of its context), found one by one."""
    found = []
    for block in range(2):
        for place in range(LENGTH):
            own = place + SIDE
            for other in range(LENGTH + 2 * SIDE):
                same = SENTENCES[block, own] == SENTENCES[block, other] >= 0
                if same and other != own and abs(other - own) <= REACH[block, place]:
                    found.append((block, own, other))
    return found


def examples(architecture: type) -> list[tuple[np.ndarray, list[int], int, int]]:
    """(h, rows that h is the mean of, target, block)."""
    if architecture is SkipGram:
        return [(E[IDS[b, own]], [IDS[b, own]], IDS[b, other], b) for b, own, other in pairs()]
    windows: dict[tuple[int, int], list[int]] = {}
    for b, own, other in pairs():
        windows.setdefault((b, own), []).append(IDS[b, other])
    return [(E[rows].mean(axis=0), rows, IDS[b, own], b) for (b, own), rows in windows.items()]


def dense(changes: list[Change]) -> np.ndarray:
    total = np.zeros((WORDS, DIMENSIONS))
    for change in changes:
        if change.rows is None:
            total += change.gradient.numpy()
        else:
            np.add.at(total, change.rows.numpy(), change.gradient.numpy())
    return total


def by_pairs(architecture: type, objective: str) -> tuple[float, np.ndarray, np.ndarray]:
    cost, d_e, d_theta = 0.0, np.zeros_like(E, dtype=float), np.zeros_like(THETA, dtype=float)
    for h, rows, target, block in examples(architecture):
        if objective == "softmax":
            one, dh, d = softmax_cost_of_pair(h, THETA, target)
            d_theta += d
        else:
            places = [target, *SAMPLED[block]]
            one, dh, d = cost_of_pair(h, THETA[places], np.full(6, NEGATIVES / 6))
            np.add.at(d_theta, places, d)
        np.add.at(d_e, rows, np.tile(dh / len(rows), (len(rows), 1)))
        cost += one
    return cost, d_e, d_theta


def of_batch(architecture: type, objective: str, e: tf.Tensor, theta: tf.Tensor) -> tuple[tf.Tensor, list[Change], list[Change]]:
    side = architecture(batch(), e)
    if objective == "softmax":
        dh, changes, cost = softmax(side, theta)
    else:
        dh, changes, scores = negative_sampling(side, batch(), theta, NEGATIVES)
        cost = negative_sampling_cost(*scores)
    return cost, [side.change(dh)], changes


@pytest.mark.parametrize("objective", ["negative_sampling", "softmax"])
@pytest.mark.parametrize("architecture", [SkipGram, Cbow])
def test_a_batch_is_the_sum_of_its_pairs_and_of_what_tensorflow_differentiates(architecture: type, objective: str) -> None:
    cost, d_e, d_theta = by_pairs(architecture, objective)
    e, theta = tf.constant(E), tf.constant(THETA)
    with tf.GradientTape() as tape:
        tape.watch([e, theta])
        ours, change_e, change_theta = of_batch(architecture, objective, e, theta)
    automatic = [tf.convert_to_tensor(gradient).numpy() for gradient in tape.gradient(ours, [e, theta])]

    assert float(ours) == pytest.approx(cost, rel=1e-5)
    for gradient, expected, again in ((dense(change_e), d_e, automatic[0]), (dense(change_theta), d_theta, automatic[1])):
        np.testing.assert_allclose(gradient, expected, rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(gradient, again, rtol=1e-4, atol=1e-5)


def test_a_window_ends_with_its_sentence() -> None:
    mask = window_mask(tf.constant(SENTENCES), tf.constant(REACH), SIDE).numpy()
    expected = np.zeros_like(mask)
    for block, own, other in pairs():
        expected[block, own - SIDE, other] = 1
    np.testing.assert_array_equal(mask, expected)
