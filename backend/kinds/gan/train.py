"""Trains a generator and a discriminator against each other (§VI)."""

from collections.abc import Mapping

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.concepts.diversity import mean_pairwise_distance
from backend.datasets.images import ImageData
from backend.imaging.png import pack
from backend.imaging.tiles import sheet, to_bytes
from backend.kinds.gan import artifacts
from backend.kinds.gan.params import BETA_1, GRID, LATENT, GanParams, discriminator, generator
from backend.reporter import Reporter
from backend.training import rng
from backend.training.losses import binary_cross_entropy
from backend.training.network import Network
from backend.training.optimizers import Optimizer, Rule
from backend.training.training_run import TrainingRun, run_training

ADAM = Rule("adam", beta_1=BETA_1)
# Of both networks, measured in each iteration; the losses first.
METRICS = ("discriminator_loss", "generator_loss", "real_accuracy", "fake_accuracy")
EVALUATED = 1000  # images of either sort on which the discriminator is evaluated at the end


def run(params: GanParams, reporter: Reporter) -> None:
    """
    Raises:
        Failed: `dataset_unavailable`, `diverged`, `out_of_memory`.
        Stopped: the reporter wanted the run to end; what was reached is in its checkpoint.
    """
    run_training(lambda: GanTraining(params, reporter), params, reporter)


class GanTraining(TrainingRun):
    """One run. An interval is the iterations between two grids of generated images."""

    unit = "iteration"
    losses = 2
    # A checkpoint holds three numbers for each of two million weights.
    saves_each_interval = False

    def __init__(self, params: GanParams, reporter: Reporter) -> None:
        super().__init__(params, reporter)
        self.params, data = params, reporter.data(params.dataset, ImageData)
        self.total_steps, self.interval_steps = params.iterations, params.sample_interval
        self.fingerprint = data.fingerprint
        self.images, self.unseen = tf.constant(data.x_train), data.x_test[:EVALUATED]
        self.real_diversity = mean_pairwise_distance(data.x_train[: GRID**2] / 255)
        self.shape = data.input_shape
        self.generator = Network(generator(params.preset, data.input_shape), params.seed)
        # A seed of its own: layers of the same number would begin with the same numbers.
        self.discriminator = Network(discriminator(params.preset, data.input_shape), params.seed + 1)
        self.g_optimizer = Optimizer(ADAM, self.generator.trainable)
        self.d_optimizer = Optimizer(ADAM, self.discriminator.trainable)
        self.grid_noise = noise_of_the_grid(params.seed)
        variables = {
            **_named("generator", self.generator.variables),
            **_named("discriminator", self.discriminator.variables),
            **_named("generator", self.g_optimizer.variables),
            **_named("discriminator", self.d_optimizer.variables),
        }
        self.start(variables, tf.Variable(tf.zeros(len(METRICS), tf.float64)))

    def update(self, step: tf.Tensor) -> None:
        """Iteration number `step` (§6.1): the discriminator learns from real, then from generated images, then the generator from it."""
        n, seed = self.params.batch_size, rng.fold(rng.root(self.params.seed), step)
        chosen = rng.uniform_int((n,), 0, int(self.images.shape[0]), rng.fold(seed, 0))
        real = tf.cast(tf.gather(self.images, chosen), tf.float32) / 127.5 - 1
        fake = self.generate(noise(n, rng.fold(seed, 1)))
        real_loss, real_logits = self.discriminator_step(real, 1.0, 2 * step, rng.fold(seed, 2))
        fake_loss, fake_logits = self.discriminator_step(fake, 0.0, 2 * step + 1, rng.fold(seed, 3))
        generator_loss = self.generator_step(noise(n, rng.fold(seed, 4)), step, rng.fold(seed, 5))
        measured = {
            "discriminator_loss": (real_loss + fake_loss) / 2,
            "generator_loss": generator_loss,
            "real_accuracy": share(real_logits > 0),
            "fake_accuracy": share(fake_logits <= 0),
        }
        self.sums.assign_add(tf.cast(tf.stack([measured[name] for name in METRICS]), tf.float64))

    def generate(self, z: tf.Tensor, seed: tf.Tensor | None = None) -> tf.Tensor:
        """Images in [−1, 1], (n, height, width, channels), of noise (n, 100)."""
        return tf.reshape(self.generator.logits(z, dropout_seed=seed), (-1, *self.shape))

    def discriminator_step(self, images: tf.Tensor, target: float, step: tf.Tensor, seed: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        """One update of the discriminator; its loss before it, and its logits, (n, 1)."""
        with tf.GradientTape() as tape:
            logits = self.discriminator.logits(images, dropout_seed=seed)
            loss = binary_cross_entropy(logits, target)
        gradients = tape.gradient(loss, list(self.discriminator.trainable.values()))
        self.d_optimizer.update(gradients, tf.constant(self.params.learning_rate), step)
        return loss, logits

    def generator_step(self, z: tf.Tensor, step: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        """One update of the generator towards images that the discriminator takes for real; its loss before it."""
        with tf.GradientTape() as tape:
            images = self.generate(z, seed)
            loss = binary_cross_entropy(self.discriminator.logits(images, dropout_seed=seed), 1.0)
        gradients = tape.gradient(loss, list(self.generator.trainable.values()))
        self.g_optimizer.update(gradients, tf.constant(self.params.learning_rate), step)
        return loss

    def metrics(self, sums: NDArray[np.float64], steps: int) -> dict[str, float]:
        """Means per iteration."""
        return dict(zip(METRICS, (float(mean) for mean in sums / steps), strict=True))

    def train(self) -> None:
        if self.step == 0:
            self.show_grid()
        super().train()

    def finish_interval(self) -> None:
        """Reports the means since the last grid, and how different the images of this grid are."""
        diversity = mean_pairwise_distance(self.show_grid())
        steps = self.step - self.interval * self.interval_steps
        self.report(self.metrics(self.sums.numpy(), steps) | {"diversity": diversity})

    def show_grid(self) -> NDArray[np.float32]:
        """Generates the images of the fixed noise, and keeps them as one PNG; in [0, 1]."""
        images = self.generated(self.grid_noise)
        self.reporter.image(f"grid-{self.step:06}.png", pack(sheet(to_bytes(images), GRID)), step=self.step)
        return images

    def generated(self, z: NDArray[np.float32]) -> NDArray[np.float32]:
        """Images in [0, 1] of noise (n, 100), as the finished generator gives them."""
        images: NDArray[np.float32] = self.generate(tf.constant(z)).numpy()
        return np.asarray((images + 1) / 2, np.float32)

    def finish(self) -> None:
        """Writes the result, and the discriminator's mean probability of "real" on unseen real images, and on generated ones."""
        z = rng.generator(self.params.seed, "evaluation").standard_normal((EVALUATED, LATENT)).astype(np.float32)
        metrics = {
            "discriminator_real_mean": self._mean_probability(self.unseen / np.float32(255)),
            "discriminator_fake_mean": self._mean_probability(self.generated(z)),
            "diversity": mean_pairwise_distance(self.generated(self.grid_noise)),
            "real_diversity": self.real_diversity,
        }
        self.report(metrics, "test")
        artifacts.write(self.generator, self.discriminator, self.grid_noise, self.params, metrics, self.fingerprint, self.reporter)

    def _mean_probability(self, images: NDArray[np.floating]) -> float:
        return float(tf.reduce_mean(tf.sigmoid(self.discriminator.logits(tf.constant(2 * images - 1, tf.float32)))))


def noise_of_the_grid(seed: int) -> NDArray[np.float32]:
    """z of the fixed grid, (25, 100), the same from the first grid to the last."""
    return rng.generator(seed, "grid").standard_normal((GRID**2, LATENT)).astype(np.float32)


def noise(n: int, seed: tf.Tensor) -> tf.Tensor:
    """z ~ N(0, 1), (n, 100)."""
    return tf.random.stateless_normal((n, LATENT), seed, alg=rng.PHILOX)


def share(conditions: tf.Tensor) -> tf.Tensor:
    """How many of them hold, 0..1; float32, shape ()."""
    return tf.reduce_mean(tf.cast(conditions, tf.float32))


def _named(prefix: str, variables: Mapping[str, tf.Variable]) -> dict[str, tf.Variable]:
    return {f"{prefix}/{name}": variable for name, variable in variables.items()}
