"""The files that a finished run of word vectors leaves: all that is needed to serve them without TensorFlow."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

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
    reporter: Reporter,
) -> None:
    """Gives the reporter the artifacts of the run.

    Args:
        vectors: (|V|, d), what a word is looked up in.
        theta: (|V|, d), θ_t, with which a word is predicted.
    """

    def as_json(name: str, value: Any) -> None:
        reporter.artifact(name, json.dumps(value).encode(), "application/json")

    reporter.artifact("vectors.safetensors", save({"vectors": vectors, "theta": theta}), "application/octet-stream")
    as_json("vocabulary.json", {"words": vocabulary.words, "counts": vocabulary.counts.tolist()})
    as_json(
        "metrics.json", {**metrics, "words": len(vocabulary.words), "dimensions": vectors.shape[1], "parameters": vectors.size + theta.size}
    )
    as_json("params.json", {"kind": kind, "dataset": params.dataset, "params": params.model_dump(mode="json")})
