"""The tutorial's network on CIFAR-10, trained by us and by the tutorial's code, for P1, P2 and P3."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from backend.datasets.catalogue import Catalogue
from backend.datasets.images import ImageData
from backend.kinds.cnn.params import CnnParams
from backend.kinds.cnn.train import CnnTraining
from backend.reporter import MemoryReporter
from backend.storage import Storage
from benchmarks.measure import seconds

BATCH = 32


def cifar10(train: int = 50_000) -> ImageData:
    """The first `train` images, and all test images, of `cifar10.npz` in the folder PLAYGROUND_TEST_DATA."""
    folder = os.environ.get("PLAYGROUND_TEST_DATA")
    if folder is None:
        sys.exit("Set PLAYGROUND_TEST_DATA to a folder that holds cifar10.npz.")
    data = Catalogue(Path(folder), Storage(tempfile.gettempdir())).load("cifar10", ImageData)
    return ImageData(data.x_train[:train], data.y_train[:train], data.x_test, data.y_test, data.labels)


class Ours:
    """A run of the kind `cnn` with its reporter, epoch by epoch."""

    def __init__(self, data: ImageData, seed: int = 0) -> None:
        self.training = CnnTraining(CnnParams(dataset="cifar10", epochs=500, seed=seed), MemoryReporter(data))
        self.losses: list[float] = []
        self.flops = 3 * sum(layer.spec.flops(layer.input_shape) for layer in self.training.network.layers)  # forward, and twice back

    @property
    def updates(self) -> int:
        return self.training.step

    def epoch(self) -> float:
        """Trains one epoch, without validation; its seconds."""
        taken = seconds(self.training.train_interval)
        sums = self.training.sums.numpy()
        self.losses.append(float(sums[0] / sums[2]))
        self.training.sums.assign(np.zeros(3))
        self.training.interval += 1
        return taken


class Tutorial:
    """The tutorial's own lines: NumPy arrays divided by 255, `compile`, `fit`."""

    def __init__(self, data: ImageData, seed: int = 0) -> None:
        keras.utils.set_random_seed(seed)
        self.images, self.labels = data.x_train / 255.0, data.y_train
        self.model = keras.Sequential(
            [
                keras.Input((32, 32, 3)),
                keras.layers.Conv2D(32, (3, 3), activation="relu"),
                keras.layers.MaxPooling2D((2, 2)),
                keras.layers.Conv2D(64, (3, 3), activation="relu"),
                keras.layers.MaxPooling2D((2, 2)),
                keras.layers.Conv2D(64, (3, 3), activation="relu"),
                keras.layers.Flatten(),
                keras.layers.Dense(64, activation="relu"),
                keras.layers.Dense(10),
            ]
        )
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
        self.losses: list[float] = []

    @property
    def updates(self) -> int:
        return int(self.model.optimizer.iterations)

    def fit(self, **options: Any) -> dict[str, list[float]]:
        history: dict[str, list[float]] = self.model.fit(self.images, self.labels, batch_size=BATCH, verbose=0, **options).history
        self.losses += history["loss"]
        return history

    def epoch(self) -> float:
        """Trains one epoch, without validation; its seconds."""
        return seconds(lambda: self.fit(epochs=1))


def check_equal_work(ours: Ours, updates: int, losses: list[float]) -> None:
    """Both did as many updates, and both losses agree."""
    assert ours.updates == updates, f"{ours.updates} updates against {updates}"
    assert abs(ours.losses[-1] - losses[-1]) < 0.1, f"training losses {ours.losses} against {losses}"
    print(f"  both: {updates:,} updates of {BATCH} images; last training loss {ours.losses[-1]:.3f} (ours), {losses[-1]:.3f} (peer)")


def matrix_product_speed() -> float:
    """FLOP/s of a product of two 2048 × 2048 matrices, float32: what the machine can do."""
    size = 2048
    matrix = tf.random.stateless_normal((size, size), (1, 2))
    best = min(seconds(lambda: tf.matmul(matrix, matrix).numpy()) for _ in range(5))
    return 2 * size**3 / best


def parse(line: str) -> dict[str, Any]:
    """One line of a peer's answer."""
    answer: dict[str, Any] = json.loads(line)
    return answer
