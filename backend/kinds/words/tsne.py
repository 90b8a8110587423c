"""The process that computes one word map: vectors on standard input, places on standard output (see `projection.py`)."""

import json
import os
import sys
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

try:
    from daal4py.sklearn.manifold import TSNE  # the same class with oneDAL beneath: five times as fast
except ImportError:  # it is installed on Linux with x86-64 only
    from sklearn.manifold import TSNE

Array = NDArray[np.floating[Any]]

ANGLE = 0.2  # a far group of points is one point when it looks smaller than this: with 0.5, the usual, the divergence stays 7 % higher


def main() -> None:
    os.nice(10)
    question = np.load(BytesIO(sys.stdin.buffer.read()))
    options = json.loads(bytes(question["options"]))
    output = BytesIO()
    np.save(output, embed(question["vectors"], question["first"], **options))
    sys.stdout.buffer.write(output.getvalue())


def embed(vectors: Array, first: Array, seed: int, perplexity: float, iterations: int) -> Array:
    """Places in the plane by Barnes-Hut (van der Maaten, 2014), float64, (n, 2); the same for the same question.

    Args:
        vectors: (n, d), of length 1, so that the nearest by distance are the nearest by cosine.
        first: where the points begin, (n, 2); its scale does not matter.
        iterations: the first 250 of them with exaggerated attractions.
    """
    spread = max(float(first[:, 0].std()), 1e-12)
    model = TSNE(
        perplexity=perplexity, max_iter=iterations, init=(1e-4 / spread * first).astype(np.float32), angle=ANGLE, random_state=seed
    )
    return np.asarray(model.fit_transform(vectors.astype(np.float32)), float)


if __name__ == "__main__":
    main()
