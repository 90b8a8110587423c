"""P12: the KL divergence of t-SNE on the shipped embeddings, begun with the PCA and the seed's noise; peer: scikit-learn as it is."""

import numpy as np
from numpy.typing import NDArray
from sklearn.manifold import TSNE
from sklearn.metrics import pairwise_distances

from backend.kinds.words.model import open as open_model
from backend.kinds.words.projection import ITERATIONS, pca
from backend.kinds.words.tsne import embed
from backend.models import pretrained

PERPLEXITY = 30.0
EMBEDDINGS = ("skip-gram", "cbow", "glove")


def shipped_vectors(name: str, count: int) -> NDArray[np.float32]:
    """The most frequent words of a shipped embedding, rows of length 1, (count, 64)."""
    model = pretrained.find(f"pretrained-film-{name}")
    if model is None:
        raise SystemExit(f"There is no shipped embedding {name}.")
    return np.asarray(open_model(model.read).unit[:count], np.float32)


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


def main(count: int = 1000, seeds: int = 5) -> None:
    """Both minimize the same divergence and end in one of many minima, so their means over some seeds are compared."""
    for name in EMBEDDINGS:
        vectors = shipped_vectors(name, count)
        p, start = affinities(vectors), pca(vectors)
        found: dict[str, list[float]] = {"ours": [], "peer": []}
        for seed in range(seeds):
            found["ours"].append(divergence(p, embed(vectors, start, seed=seed, perplexity=PERPLEXITY, iterations=ITERATIONS)))
            found["peer"].append(divergence(p, TSNE(perplexity=PERPLEXITY, init="random", random_state=seed).fit_transform(vectors)))
        print(f"P12 t-SNE of {count:,} words of {name}, perplexity {PERPLEXITY:.0f}, {ITERATIONS} iterations; peer: scikit-learn")
        for who, values in found.items():
            print(f"  {who} KL {np.mean(values):.3f} ({', '.join(f'{value:.3f}' for value in values)})", flush=True)


if __name__ == "__main__":
    main()
