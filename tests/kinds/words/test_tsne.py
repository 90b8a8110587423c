"""Word maps against scikit-learn's own: PCA point by point, t-SNE by how many neighbours stay neighbours (P12 compares the divergence)."""

import subprocess
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial.distance import pdist
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness

from backend.kinds.words.model import open as open_model
from backend.kinds.words.projection import ITERATIONS, pca, used_perplexity
from backend.kinds.words.tsne import embed
from backend.models import pretrained
from benchmarks.p12_tsne import affinities, divergence


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


@pytest.mark.slow
def test_the_divergence_on_the_shipped_vectors_is_scikit_learns() -> None:
    """Of 300 real words, the mean of three embeddings and three seeds: single runs end in minima that differ by some percent."""
    ours, peers = [], []
    for shipped in (pretrained.find(f"pretrained-film-{name}") for name in ("skip-gram", "cbow", "glove")):
        assert shipped is not None
        vectors = np.asarray(open_model(shipped.read).unit[:300], np.float32)
        p = affinities(vectors)
        for seed in range(3):
            ours.append(divergence(p, embed(vectors, pca(vectors), seed=seed, perplexity=30, iterations=ITERATIONS)))
            peers.append(divergence(p, TSNE(perplexity=30, init="random", random_state=seed).fit_transform(vectors)))
    assert np.mean(ours) < 1.01 * np.mean(peers)


def test_another_seed_gives_another_map_and_the_same_seed_the_same() -> None:
    vectors = groups(150, 0)
    maps = [embed(vectors, pca(vectors), seed=seed, perplexity=20, iterations=300) for seed in (1, 1, 2)]
    assert (maps[0] == maps[1]).all()
    assert np.abs(pdist(maps[0]) - pdist(maps[2])).max() > 1


@pytest.mark.parametrize(("count", "used"), [(3, 1.0), (10, 3.0), (91, 30.0), (92, 30.0), (5000, 30.0)])
def test_few_words_have_a_smaller_perplexity(count: int, used: float) -> None:
    assert used_perplexity(30, count) == used


def test_one_process_computes_the_map_that_two_ask_for_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *arguments, **options: started.append(1) or run(*arguments, **options))
    shipped = pretrained.find("pretrained-film-cbow")
    assert shipped is not None
    model = open_model(shipped.read)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: model.layout("tsne", 60, 0, 10), range(2))
    assert first == second
    assert len(started) == 1
