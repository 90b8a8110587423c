"""The files that a finished run of word vectors leaves: all that is needed to serve them without TensorFlow."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from backend.kinds.result import BYTES, write_json, write_origin
from backend.kinds.words.cooccurrence import Pairs
from backend.kinds.words.pair_counts import PairCounts
from backend.kinds.words.params import WordParams
from backend.kinds.words.vocabulary import Vocabulary
from backend.reporter import Reporter


def write(
    kind: str,
    vocabulary: Vocabulary,
    tensors: Mapping[str, NDArray[np.float32]],
    pairs: Pairs,
    params: WordParams,
    metrics: dict[str, Any],
    fingerprint: str,
    reporter: Reporter,
) -> None:
    """Gives the reporter the artifacts of the run.

    Args:
        tensors: `vectors` (|V|, d), what a word is looked up in, and `theta` (|V|, d), with which a word is predicted; of GloVe the
            biases `bias_theta` and `bias_vectors` (|V|,) too.
        pairs: that it was trained on; the most frequent ones are kept.
        fingerprint: of the text.
    """
    words, dimensions = tensors["vectors"].shape
    reporter.artifact("vectors.safetensors", save(dict(tensors)), BYTES)
    reporter.artifact("cooccurrence.safetensors", save(PairCounts.of(pairs, words).tensors()), BYTES)
    write_json(reporter, "vocabulary.json", {"words": vocabulary.words, "counts": vocabulary.counts.tolist()})
    parameters = sum(tensor.size for tensor in tensors.values())
    write_json(reporter, "metrics.json", {**metrics, "words": words, "dimensions": dimensions, "parameters": parameters})
    write_origin(reporter, kind, params, fingerprint)
