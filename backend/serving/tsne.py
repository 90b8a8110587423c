"""The process that computes one word map: vectors on standard input, places on standard output (see `projection.py`)."""

import json
import os
import sys
import warnings
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openTSNE import TSNE
from openTSNE.initialization import rescale

Array = NDArray[np.floating[Any]]


def main() -> None:
    os.nice(10)
    question = np.load(BytesIO(sys.stdin.buffer.read()))
    options = json.loads(bytes(question["options"]))
    output = BytesIO()
    np.save(output, embed(question["vectors"], question["first"], **options))
    sys.stdout.buffer.write(output.getvalue())


def embed(vectors: Array, first: Array, seed: int, perplexity: float, iterations: int) -> Array:
    """Places in the plane, (n, 2). Neighbours are found exactly; forces by interpolation (FIt-SNE) from a few thousand words on."""
    warnings.simplefilter("ignore")
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    model = TSNE(
        perplexity=perplexity,
        n_iter=iterations,
        initialization=rescale(first.astype(float)),
        neighbors="exact",
        negative_gradient_method="bh" if len(vectors) < 3000 else "fft",
        random_state=seed,
        n_jobs=os.cpu_count() or 1,
    )
    return np.asarray(model.fit(unit))


if __name__ == "__main__":
    main()
