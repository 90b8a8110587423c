"""Word embeddings (§5.1): look-up, cosine similarity, nearest neighbours, analogies.

E holds the vectors as rows, so e_w = Eᵀ o_w; the tutorial's E has them as columns, e_w = E o_w. |V| is the number of words.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.softmax import softmax

Array = NDArray[np.floating[Any]]
Indices = NDArray[np.intp]


def one_hot(word: int, size: int) -> Array:
    """o_w (§5.1): 1 at the index of the word, 0 elsewhere, (|V|,)."""
    o = np.zeros(size)
    o[word] = 1
    return o


def lookup(embeddings: Array, o: Array) -> Array:
    """e_w = E o_w (§5.1), (d,), from E as rows (|V|, d)."""
    return np.asarray(embeddings.T @ o)


def target_probabilities(theta: Array, e_c: Array) -> Array:
    """P(t|c) = e^(θ_tᵀe_c) / Σ_j e^(θ_jᵀe_c) for every word t (§5.1), (|V|,), from θ (|V|, d) and e_c (d,)."""
    return softmax(theta @ e_c)


def cosine_similarity(u: Array, v: Array) -> float:
    """cos θ = u·v / (‖u‖ ‖v‖) (§5.1), in −1..1, exactly 1 of a vector with itself; 0 where a vector is 0."""
    if not (u.any() and v.any()):
        return 0.0
    # Entries near 1, so that no square is lost; then one root of one product, as the root of a square is exact.
    u, v = (np.asarray(vector, np.float64) / np.abs(vector).max() for vector in (u, v))
    return float(np.clip(u @ v / np.sqrt((u @ u) * (v @ v)), -1, 1))


def unit_rows(vectors: Array) -> Array:
    """Each row divided by its length, so that a product is a cosine similarity; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1))


def mean_similarity(unit: Array) -> float:
    """The mean cosine similarity of two different words, (‖Σᵢ uᵢ‖² − Σᵢ ‖uᵢ‖²)/(|V|(|V| − 1)), in −1..1: near 1 all point the same way.

    Args:
        unit: (|V|, d), rows of length 1 or 0, |V| ≥ 2.
    """
    rows = np.asarray(unit, np.float64)
    total = rows.sum(axis=0)
    return float((total @ total - (rows * rows).sum()) / (len(rows) * (len(rows) - 1)))


def nearest(unit: Array, direction: Array, count: int, without: Indices | list[int]) -> tuple[Indices, Array]:
    """The `count` rows with the highest cosine similarity to `direction`, best first, and the similarities.

    Args:
        unit: (|V|, d), rows of length 1.
        without: rows to exclude, such as the words of the question.
    """
    length = float(np.linalg.norm(direction))
    similarities = np.array(unit @ (direction / length if length > 0 else direction))
    similarities[without] = -np.inf
    count = min(count, len(unit) - len(set(np.asarray(without).tolist())))
    best = np.argpartition(-similarities, max(count - 1, 0))[:count]
    best = best[np.lexsort((best, -similarities[best]))]
    return best, similarities[best]


def analogy_direction(unit: Array, positive: list[int], negative: list[int]) -> Array:
    """Σ positive − Σ negative of unit vectors: king − man + woman (Mikolov et al., 2013), (d,)."""
    return np.asarray(unit[positive].sum(axis=0) - unit[negative].sum(axis=0))


def analogy_accuracy(unit: Array, questions: NDArray[np.integer[Any]]) -> float:
    """Accuracy on the questions a : b = c : ?: the answer must be the word nearest to b − a + c, other than these three.

    Args:
        questions: (n, 4), a, b, c and the answer.
    """
    correct = 0
    for part in np.array_split(questions, max(1, len(questions) // 500)):
        similarities = (unit[part[:, 1]] - unit[part[:, 0]] + unit[part[:, 2]]) @ unit.T
        np.put_along_axis(similarities, part[:, :3].astype(np.intp), -np.inf, axis=1)
        correct += int((similarities.argmax(axis=1) == part[:, 3]).sum())
    return correct / len(questions)


def rank_correlation(first: Array, second: Array) -> float:
    """Spearman's ρ: the correlation of the ranks; equal values share the mean of their ranks. 0 where one is constant."""
    a, b = _ranks(first), _ranks(second)
    a, b = a - a.mean(), b - b.mean()
    scale = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / scale if scale > 0 else 0.0


def _ranks(values: Array) -> Array:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[place])
