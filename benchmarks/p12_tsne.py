"""P12: t-SNE of 5,000 vectors of 100 dimensions, ours and scikit-learn's: same perplexity and iterations, KL divergence of both."""

import numpy as np
from numpy.typing import NDArray
from sklearn.manifold import TSNE
from sklearn.metrics import pairwise_distances

from backend.kinds.words.projection import ITERATIONS, pca
from backend.kinds.words.tsne import embed
from benchmarks.measure import in_turn, seconds

PERPLEXITY = 30.0


def some_vectors(count: int) -> NDArray[np.float32]:
    """Forty clusters around random centres, rows of length 1."""
    random = np.random.default_rng(0)
    vectors = random.normal(size=(40, 100))[random.integers(0, 40, count)] + 0.7 * random.normal(size=(count, 100))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def affinities(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """p_ij of the exact method, by bisection of each point's width, (n, n)."""
    squares = pairwise_distances(vectors, metric="sqeuclidean").astype(np.float64)
    np.fill_diagonal(squares, np.inf)
    low, high = np.zeros(len(vectors)), np.full(len(vectors), 1e6)
    for _ in range(60):
        beta = (low + high) / 2
        p = np.exp(-(squares - squares.min(axis=1, keepdims=True)) * beta[:, None])
        p /= p.sum(axis=1, keepdims=True)
        entropy = -(p * np.log(np.maximum(p, 1e-300))).sum(axis=1)
        low, high = np.where(entropy > np.log(PERPLEXITY), beta, low), np.where(entropy > np.log(PERPLEXITY), high, beta)
    return np.asarray((p + p.T) / (2 * len(vectors)))


def divergence(p: NDArray[np.float64], places: NDArray[np.floating]) -> float:  # type: ignore[type-arg]
    """KL(P‖Q), computed in the same way for both."""
    q = 1 / (1 + pairwise_distances(places, metric="sqeuclidean"))
    np.fill_diagonal(q, 0)
    q /= q.sum()
    known = p > 1e-12
    return float((p[known] * np.log(p[known] / np.maximum(q[known], 1e-300))).sum())


def main(count: int = 5000, repeats: int = 5) -> None:
    vectors = some_vectors(count)
    places: dict[str, NDArray[np.floating]] = {}  # type: ignore[type-arg]

    def ours() -> None:
        places["ours"] = embed(vectors, pca(vectors), seed=0, perplexity=PERPLEXITY, iterations=ITERATIONS)

    def peer() -> None:
        places["peer"] = TSNE(perplexity=PERPLEXITY, max_iter=ITERATIONS, init="pca", random_state=0, n_jobs=2).fit_transform(vectors)

    comparison = in_turn(lambda: seconds(ours), lambda: seconds(peer), repeats)
    comparison.print(f"P12 t-SNE of {count:,} × 100, perplexity {PERPLEXITY:.0f}, {ITERATIONS} iterations; peer: scikit-learn")
    p = affinities(vectors)
    print("  KL divergence " + ", ".join(f"{divergence(p, found):.3f} ({who})" for who, found in places.items()), flush=True)


if __name__ == "__main__":
    main()
