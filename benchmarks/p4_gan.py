"""P4: iterations per second of the tutorial's GAN, batches of 32, against the tutorial's own loop: `predict` and three `train_on_batch`."""

import statistics
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from backend.datasets import mnist_5k
from backend.datasets.images import ImageData
from backend.kinds.gan.params import GanParams
from backend.kinds.gan.train import GanTraining
from backend.reporter import MemoryReporter
from benchmarks.measure import in_turn, seconds

BATCH, LATENT = 32, 100
OURS, PEER = 250, 30  # iterations per run


class Ours:
    """A run of the kind `gan` with its reporter, interval by interval."""

    def __init__(self, data: ImageData) -> None:
        params = GanParams(dataset="mnist-5k", iterations=100_000, sample_interval=OURS)
        self.training = GanTraining(params, MemoryReporter(data))

    def time_iteration(self) -> float:
        """Seconds of one iteration, including the grid at the end of the interval."""

        def interval() -> None:
            self.training.train_interval()
            self.training.finish_interval()
            self.training.close_interval()

        return seconds(interval) / OURS


class Tutorial:
    """The tutorial's own lines (§6.1), in an order in which the discriminator learns.

    The tutorial freezes the discriminator before it compiles it, so that it never learns. Here it is compiled, and its first update
    traced, before it is frozen for the generator's update; each model has an optimizer of its own, as Keras 3 wants it.
    """

    def __init__(self, data: ImageData) -> None:
        self.images = data.x_train / 127.5 - 1.0
        self.discriminator = self.build_discriminator()
        self.discriminator.compile(keras.optimizers.Adam(0.0002, 0.5), "binary_crossentropy", metrics=["accuracy"])
        self.discriminator.train_on_batch(self.images[:BATCH], np.ones((BATCH, 1)))
        self.generator = self.build_generator()
        z = keras.Input((LATENT,))
        self.discriminator.trainable = False
        self.combined = keras.Model(z, self.discriminator(self.generator(z)))
        self.combined.compile(keras.optimizers.Adam(0.0002, 0.5), "binary_crossentropy")

    def build_generator(self) -> Any:
        layers: list[Any] = [keras.Input((LATENT,))]
        for units in (256, 512, 1024):
            layers += [keras.layers.Dense(units), keras.layers.LeakyReLU(negative_slope=0.2), keras.layers.BatchNormalization(momentum=0.8)]
        return keras.Sequential([*layers, keras.layers.Dense(784, activation="tanh"), keras.layers.Reshape((28, 28, 1))])

    def build_discriminator(self) -> Any:
        layers: list[Any] = [keras.Input((28, 28, 1)), keras.layers.Flatten()]
        for units in (512, 256):
            layers += [keras.layers.Dense(units), keras.layers.LeakyReLU(negative_slope=0.2)]
        return keras.Sequential([*layers, keras.layers.Dense(1, activation="sigmoid")])

    def iteration(self) -> None:
        valid, fake = np.ones((BATCH, 1)), np.zeros((BATCH, 1))
        chosen = self.images[np.random.randint(0, len(self.images), BATCH)]
        generated = self.generator.predict(np.random.normal(0, 1, (BATCH, LATENT)), verbose=0)
        self.discriminator.train_on_batch(chosen, valid)
        self.discriminator.train_on_batch(generated, fake)
        self.combined.train_on_batch(np.random.normal(0, 1, (BATCH, LATENT)), valid)

    def time_iteration(self) -> float:
        """Seconds of one iteration."""

        def interval() -> None:
            for _ in range(PEER):
                self.iteration()

        return seconds(interval) / PEER


def main(repeats: int = 5) -> None:
    data = mnist_5k.load()
    ours, peer = Ours(data), Tutorial(data)
    counts = [model.count_params() for model in (peer.generator, peer.discriminator)]
    assert counts == [network.architecture.parameter_count() for network in (ours.training.generator, ours.training.discriminator)], counts
    before = [model.get_weights()[0] for model in (peer.discriminator, peer.generator)]
    ours.time_iteration(), peer.time_iteration()  # both build their graphs
    after = [model.get_weights()[0] for model in (peer.discriminator, peer.generator)]
    assert all((old != new).any() for old, new in zip(before, after, strict=True)), "a network of the peer does not learn"
    comparison = in_turn(ours.time_iteration, peer.time_iteration, repeats)
    comparison.print("P4  one iteration of the tutorial's GAN, batch 32; peer: predict and three train_on_batch in Keras")
    rates = [1 / statistics.median(runs) for runs in (comparison.ours, comparison.peer)]
    print(f"  {rates[0]:.1f} iterations per second (ours), {rates[1]:.1f} (peer); TensorFlow {tf.__version__}, Keras {keras.__version__}")
