"""A runner that trains nothing: it reports the requested number of epochs and stores a network with random weights."""

import json
import threading
import time
from typing import Any

import numpy as np
import safetensors.numpy

from backend.concepts.architecture import Architecture
from backend.datasets.images import ImageData
from backend.kinds.cnn.params import CnnParams
from backend.reporter import Reporter

RUNNER = f"{__name__}:run"

# While it is set, a run waits in its first epoch and listens for a reason to stop.
hold = threading.Event()


def run(params: CnnParams, reporter: Reporter) -> None:
    data = reporter.data(params.dataset, ImageData)
    reporter.device("paper")
    for epoch in range(1, params.epochs + 1):
        reporter.progress(step=epoch, total_steps=params.epochs, epoch=epoch, total_epochs=params.epochs)
        reporter.metric({"loss": 1 / epoch}, split="train", scope="epoch", epoch=epoch, step=epoch)
        wait(reporter)
    architecture = params.architecture(data.input_shape, data.labels)
    probabilities = guesses(data.y_test, len(data.labels))
    for name, content in files(architecture, params, data.y_test, probabilities).items():
        reporter.artifact(name, content, "application/json" if name.endswith(".json") else "application/octet-stream")
    reporter.image("samples.png", b"\x89PNG\r\n\x1a\n", epoch=params.epochs, step=params.epochs)


def wait(reporter: Reporter) -> None:
    reporter.check()
    while hold.is_set():
        time.sleep(0.01)
        reporter.check()


def guesses(labels: np.ndarray, classes: int) -> np.ndarray:
    """The correct class for all but each tenth image, with a confidence that differs from image to image."""
    said = np.where(np.arange(len(labels)) % 10 == 0, (labels + 1) % classes, labels)
    confidence = 0.6 + 0.3 * np.random.default_rng(0).random(len(labels))
    rest = (1 - confidence) / (classes - 1)
    probabilities = np.repeat(rest[:, np.newaxis], classes, axis=1)
    probabilities[np.arange(len(labels)), said] = confidence
    return probabilities.astype(np.float16)


def files(architecture: Architecture, params: CnnParams, labels: np.ndarray, probabilities: np.ndarray) -> dict[str, bytes]:
    random = np.random.default_rng(params.seed)
    weights = {
        f"{row.name}/{name}": (0.1 * random.standard_normal(shape)).astype(np.float32)
        for row in architecture.named_layers()
        for name, shape in row.spec.tensors(row.input_shape).items()
    }
    matrix = np.zeros((len(architecture.labels),) * 2, dtype=int)
    np.add.at(matrix, (labels, probabilities.argmax(axis=1)), 1)
    accuracy = float(np.trace(matrix) / matrix.sum())
    origin: dict[str, Any] = {"kind": "cnn", "dataset": params.dataset, "params": params.model_dump(mode="json")}
    return {
        "architecture.json": architecture.model_dump_json().encode(),
        "weights.safetensors": safetensors.numpy.save(weights),
        "metrics.json": json.dumps({"accuracy": accuracy, "loss": 0.5, "epochs": params.epochs}).encode(),
        "confusion.json": json.dumps({"labels": architecture.labels, "matrix": matrix.tolist()}).encode(),
        "predictions.safetensors": safetensors.numpy.save({"probabilities": probabilities, "labels": labels.astype(np.int64)}),
        "params.json": json.dumps(origin).encode(),
        "model.keras": b"not a real one",
    }
