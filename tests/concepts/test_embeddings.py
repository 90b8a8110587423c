import numpy as np
import pytest
from scipy.spatial.distance import cosine
from scipy.special import softmax
from scipy.stats import spearmanr

from backend.concepts.embeddings import (
    analogy_accuracy,
    analogy_direction,
    cosine_similarity,
    lookup,
    mean_similarity,
    nearest,
    one_hot,
    rank_correlation,
    target_probabilities,
    unit_rows,
)

RANDOM = np.random.default_rng(2)
E = RANDOM.normal(size=(20, 5))


def test_a_word_is_looked_up() -> None:
    np.testing.assert_array_equal(lookup(E, one_hot(7, 20)), E[7])


def test_the_probability_of_a_target_is_scipys_softmax() -> None:
    np.testing.assert_allclose(target_probabilities(E, E[3]), softmax(E @ E[3]))


def test_cosine_is_scipys() -> None:
    for u, v in zip(E[:10], E[10:], strict=True):
        assert cosine_similarity(u, v) == pytest.approx(1 - cosine(u, v))
    assert cosine_similarity(np.zeros(5), E[0]) == 0


def test_a_vector_has_similarity_1_with_itself_and_minus_1_with_its_opposite() -> None:
    rng = np.random.default_rng(0)
    for size in rng.integers(1, 400, 500):
        u = rng.normal(size=size) * 10.0 ** rng.uniform(-200, 200)
        assert (cosine_similarity(u, u.copy()), cosine_similarity(u, -u)) == (1, -1)


def test_neighbours_are_those_of_a_full_sort() -> None:
    unit = unit_rows(E)
    found, similarities = nearest(unit, E[4], 6, [4])
    expected = [i for i in np.argsort([cosine(E[4], row) for row in E]) if i != 4][:6]
    assert found.tolist() == expected
    np.testing.assert_allclose(similarities, [1 - cosine(E[4], E[i]) for i in expected])
    assert len(nearest(unit, E[4], 99, [4])[0]) == 19


def test_an_analogy_of_a_parallelogram() -> None:
    """king − man + woman = queen where sex and rank are two directions."""
    points = unit_rows(np.array([[3, 1, 0.1], [3, 1, 1.1], [3, -1, 0.1], [3, -1, 1.1], [-1, 0.2, 0.5]]))  # man woman king queen tree
    assert nearest(points, analogy_direction(points, [2, 1], [0]), 1, [0, 1, 2])[0].tolist() == [3]
    assert analogy_accuracy(points, np.array([[0, 1, 2, 3], [0, 2, 1, 3], [0, 1, 2, 4]])) == pytest.approx(2 / 3)


def test_an_analogy_subtracts_the_first_word_and_adds_the_second() -> None:
    """a : b = c : ? asks for b − a + c, here (−1, 1, 1), and not for a − b + c, which is another word."""
    points = unit_rows(np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [-1, 1, 1], [1, -1, 1]]))  # a b c answer other
    assert analogy_accuracy(points, np.array([[0, 1, 2, 3]])) == 1
    assert analogy_accuracy(points, np.array([[0, 1, 2, 4]])) == 0


def test_rank_correlation_is_scipys() -> None:
    a, b = RANDOM.integers(0, 6, 40).astype(float), RANDOM.normal(size=40)
    assert rank_correlation(a, b) == pytest.approx(spearmanr(a, b).statistic)
    assert rank_correlation(np.ones(4), b[:4]) == 0


@pytest.mark.parametrize("seed", range(10))
def test_the_mean_similarity_is_the_mean_over_all_pairs(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = random.normal(size=(int(random.integers(2, 30)), 6)) + random.normal()
    unit = unit_rows(rows)
    pairs = [1 - cosine(rows[i], rows[j]) for i in range(len(rows)) for j in range(i)]
    assert mean_similarity(unit) == pytest.approx(np.mean(pairs))
