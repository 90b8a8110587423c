"""P15: quality of the images that the GANs of both presets generate after training on `mnist-5k`, measured by a small classifier.

The classifier is trained on the same 4,000 digits. Reported are its predictions, and the Fréchet distance of generated and real digits in
its hidden layer (as the FID of Heusel et al., 2017, with a smaller network): 0 for the same distribution; real test digits give the floor.
"""

import time

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import sqrtm
from sklearn.neural_network import MLPClassifier

from backend.datasets import mnist_5k
from backend.datasets.images import ImageData
from backend.kinds.gan.params import LATENT, PRESETS, GanParams
from backend.kinds.gan.train import GanTraining
from backend.reporter import MemoryReporter

COUNT = 1000
CONFIDENT = 0.8

Floats = NDArray[np.floating]  # type: ignore[type-arg]


class Classifier:
    """One hidden layer of 128 rectified units."""

    def __init__(self, data: ImageData) -> None:
        self.data = data
        self.network = MLPClassifier((128,), alpha=1e-2, early_stopping=False, max_iter=60, random_state=0)
        self.network.fit(self._rows(data.x_train), data.y_train)

    @staticmethod
    def _rows(images: Floats) -> Floats:
        return np.asarray(images.reshape(len(images), -1) / 255, np.float64)

    def accuracy(self) -> float:
        return float(self.network.score(self._rows(self.data.x_test), self.data.y_test))

    def hidden(self, images: Floats) -> Floats:
        return np.maximum(self._rows(images) @ self.network.coefs_[0] + self.network.intercepts_[0], 0)

    def distance(self, images: Floats) -> float:
        """‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (Σ₁Σ₂)^½) of hidden values: of real images, and of these."""
        real, given = self.hidden(self.data.x_train), self.hidden(images)
        first, second = np.cov(real.T), np.cov(given.T)
        middle = np.real(sqrtm(first @ second))
        return float(((real.mean(0) - given.mean(0)) ** 2).sum() + np.trace(first + second - 2 * middle))

    def report(self, images: Floats) -> str:
        probabilities = self.network.predict_proba(self._rows(images))
        confident = probabilities.max(axis=1) >= CONFIDENT
        counts = np.bincount(probabilities.argmax(axis=1)[confident], minlength=10)
        classes = int((counts > 0).sum())
        return (
            f"{classes} classes, {confident.mean():.1%} at ≥ {CONFIDENT}, per class {counts.tolist()}; distance {self.distance(images):.2f}"
        )


def train(data: ImageData, params: GanParams) -> tuple[float, Floats]:
    """Seconds of the training, and generated images in 0..255."""
    training = GanTraining(params, MemoryReporter(data))
    started = time.perf_counter()
    training.train()
    seconds = time.perf_counter() - started
    noise = np.random.default_rng(1).standard_normal((COUNT, LATENT)).astype(np.float32)
    return seconds, 255 * training.generated(noise)


def main(seeds: int = 1) -> None:
    data = mnist_5k.load()
    classifier = Classifier(data)
    print(f"P15 {COUNT:,} generated images; test accuracy of the classifier {classifier.accuracy():.1%}")
    print(f"  real      {classifier.report(data.x_test)}", flush=True)
    for preset in PRESETS:
        for seed in range(seeds):
            params = GanParams.model_validate({"dataset": "mnist-5k", "preset": preset.id, "seed": seed})
            seconds, generated = train(data, params)
            print(f"  {preset.id:9} {params.iterations:,} iterations, {seconds:.0f} s: {classifier.report(generated)}", flush=True)


if __name__ == "__main__":
    main()
