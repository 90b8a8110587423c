"""Word maps against scikit-learn's own: PCA point by point, t-SNE by how many neighbours stay neighbours (P12 compares the divergence)."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial.distance import pdist
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness

from backend.kinds.words.projection import pca
from backend.kinds.words.tsne import embed


def groups(count: int, seed: int) -> NDArray[np.float32]:
    """Rows of length 1 around eight random directions."""
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(8, 30))[random.integers(0, 8, count)] + 0.5 * random.normal(size=(count, 30))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize("seed", range(6))
def test_the_pca_is_scikit_learns_with_each_axis_towards_its_largest_loading(seed: int) -> None:
    vectors = groups(100, seed)
    peer = PCA(2, svd_solver="full")
    np.testing.assert_allclose(pca(vectors), peer.fit_transform(vectors), atol=1e-5)
    assert all(axis[np.abs(axis).argmax()] > 0 for axis in peer.components_)


@pytest.mark.parametrize("seed", range(3))
def test_neighbours_stay_neighbours_as_with_scikit_learn(seed: int) -> None:
    vectors = groups(400, seed)
    ours = embed(vectors, pca(vectors), seed=seed, perplexity=30, iterations=750)
    theirs = TSNE(perplexity=30, max_iter=750, init="pca", random_state=seed).fit_transform(vectors)
    assert trustworthiness(vectors, ours, n_neighbors=10) > trustworthiness(vectors, theirs, n_neighbors=10) - 0.005
    assert trustworthiness(vectors, pca(vectors), n_neighbors=10) < trustworthiness(vectors, ours, n_neighbors=10) - 0.02


def test_the_same_question_has_the_same_answer() -> None:
    vectors = groups(200, 0)
    first, second = (embed(vectors, pca(vectors), seed=0, perplexity=20, iterations=300) for _ in range(2))
    assert (first == second).all()


@pytest.mark.parametrize("count", [3, 4, 10, 31])
def test_a_few_words_have_places_of_their_own(count: int) -> None:
    vectors = groups(count, 0)
    places = embed(vectors, pca(vectors), seed=0, perplexity=max(1.0, (count - 1) / 3), iterations=750)
    assert np.isfinite(places).all()
    assert pdist(places).min() > 0


def test_words_that_are_all_similar_have_finite_places() -> None:
    vectors = np.full((50, 4), 0.5, np.float32)
    assert np.isfinite(embed(vectors, pca(vectors), seed=0, perplexity=10, iterations=300)).all()
