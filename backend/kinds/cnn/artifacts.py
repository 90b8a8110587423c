"""The files that a finished `cnn` run leaves: all that is needed to serve, explain and evaluate the network without TensorFlow."""

from typing import Any

import numpy as np
from safetensors.numpy import save

from backend.kinds.cnn.evaluation import Evaluation
from backend.kinds.cnn.params import CnnParams
from backend.kinds.result import BYTES, write_json, write_origin
from backend.reporter import Reporter
from backend.training.keras_model import keras_file
from backend.training.network import Network
from backend.training.state import to_bytes


def write(network: Network, params: CnnParams, test: Evaluation, summary: dict[str, Any], fingerprint: str, reporter: Reporter) -> None:
    """Gives the reporter the artifacts of the run.

    Args:
        test: of the network on the test images, in their order.
        summary: what `metrics.json` says besides loss and accuracy.
        fingerprint: of the data set whose test images these are.
    """

    reporter.artifact("architecture.json", network.architecture.model_dump_json().encode(), "application/json")
    reporter.artifact("weights.safetensors", to_bytes(network.variables), BYTES)
    reporter.artifact("predictions.safetensors", predictions(test), BYTES)
    reporter.artifact("model.keras", keras_file(network), BYTES)
    write_json(reporter, "metrics.json", {**test.metrics, **summary, "parameters": network.architecture.parameter_count()})
    write_json(reporter, "confusion.json", {"labels": network.architecture.labels, "matrix": test.confusion().tolist()})
    write_origin(reporter, "cnn", params, fingerprint)


def predictions(test: Evaluation) -> bytes:
    """`probabilities`, float16, (n, classes), and `labels`, int64, (n,), in test order."""
    return bytes(save({"probabilities": test.probabilities.astype(np.float16), "labels": test.labels}))
