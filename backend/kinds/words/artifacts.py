"""The files that a finished run of word vectors leaves: all that is needed to serve them without TensorFlow."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from backend.kinds.result import BYTES, write_json, write_origin
from backend.kinds.words.params import WordParams
from backend.kinds.words.vocabulary import Vocabulary
from backend.reporter import Reporter


def write(
    kind: str,
    vocabulary: Vocabulary,
    vectors: NDArray[np.float32],
    theta: NDArray[np.float32],
    params: WordParams,
    metrics: dict[str, Any],
    fingerprint: str,
    reporter: Reporter,
) -> None:
    """Gives the reporter the artifacts of the run.

    Args:
        vectors: (|V|, d), what a word is looked up in.
        theta: (|V|, d), θ_t, with which a word is predicted.
        fingerprint: of the text.
    """

    reporter.artifact("vectors.safetensors", save({"vectors": vectors, "theta": theta}), BYTES)
    write_json(reporter, "vocabulary.json", {"words": vocabulary.words, "counts": vocabulary.counts.tolist()})
    write_json(
        reporter,
        "metrics.json",
        {**metrics, "words": len(vocabulary.words), "dimensions": vectors.shape[1], "parameters": vectors.size + theta.size},
    )
    write_origin(reporter, kind, params, fingerprint)
