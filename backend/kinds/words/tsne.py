"""The process that computes one word map: vectors on standard input, places on standard output (see `projection.py`)."""

import json
import sys
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.manifold import TSNE

Array = NDArray[np.floating[Any]]

SPREAD = 1e-4  # standard deviation of the first coordinate at the start, as scikit-learn sets it for a PCA
SEEDED = 0.1  # of that, what the seed adds to each place


def main() -> None:
    question = np.load(BytesIO(sys.stdin.buffer.read()))
    options = json.loads(bytes(question["options"]))
    output = BytesIO()
    np.save(output, embed(question["vectors"], question["first"], **options))
    sys.stdout.buffer.write(output.getvalue())


def embed(vectors: Array, first: Array, seed: int, perplexity: float, iterations: int) -> Array:
    """Places in the plane by Barnes-Hut (van der Maaten, 2014), float64, (n, 2); the same for the same question.

    Args:
        vectors: (n, d), of length 1, so that the nearest by distance are the nearest by cosine.
        first: where the points begin, (n, 2), up to what the seed adds; its scale does not matter.
        seed: another one leads to another minimum of the divergence, and so to another map.
        iterations: the first 250 of them with exaggerated attractions.
    """
    scaled = first / max(float(first[:, 0].std()), 1e-12)
    noise = np.random.default_rng(seed).standard_normal(first.shape)
    start = (SPREAD * (scaled + SEEDED * noise)).astype(np.float32)
    model = TSNE(perplexity=perplexity, max_iter=iterations, init=start, random_state=seed)
    return np.asarray(model.fit_transform(vectors.astype(np.float32)), float)


if __name__ == "__main__":
    main()
