"""Trains a generator and a discriminator against each other (§VI)."""

from collections.abc import Mapping

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.concepts.diversity import mean_pairwise_distance
from backend.datasets.images import ImageData
from backend.imaging.png import pack
from backend.imaging.tiles import sheet, to_bytes
from backend.kinds.gan import artifacts as gan_results
from backend.kinds.gan.params import BETA_1, GRID, LATENT, GanParams, discriminator, generator
from backend.reporter import Checkpoint, Failed, Reporter
from backend.training import rng as chance
from backend.training import state
from backend.training.loop import StepLoop
from backend.training.network import Network
from backend.training.optimizers import Optimizer, Rule
from backend.training.run import carry_out, images_of

ADAM = Rule("adam", beta_1=BETA_1)
JUDGED = 1000  # pictures of either sort, that the discriminator is asked about in the end


def run(params: GanParams, reporter: Reporter) -> None:
    """Loads the data set and trains.

    Raises:
        Failed: `dataset_unavailable`, `diverged`, `out_of_memory`.
        Stopped: the reporter wanted the run to end; what was reached is in its checkpoint.
    """
    train(images_of(params.dataset), params, reporter)


def train(data: ImageData, params: GanParams, reporter: Reporter) -> None:
    """Trains on `data`, from the reporter's checkpoint on when it has one, and hands it the result. Raises as `run` does."""
    carry_out(lambda: GanTraining(data, params, reporter), params, reporter)


class GanTraining:
    """One run. What it has reached is in `step` (iterations) and `variables`, and nowhere else.

    The stretch of iterations between two grids is what the reporter calls an epoch.
    """

    def __init__(self, data: ImageData, params: GanParams, reporter: Reporter) -> None:
        self.params, self.reporter = params, reporter
        self.images, self.unseen = tf.constant(data.x_train), data.x_test[:JUDGED]
        self.real_diversity = mean_pairwise_distance(data.x_train[: GRID**2] / 255)
        self.forger = Network(generator(params.preset, data.input_shape), params.seed)
        # A seed of its own: layers of the same number would begin with the same numbers.
        self.judge = Network(discriminator(params.preset, data.input_shape), params.seed + 1)
        self.shape = data.input_shape
        self.forgers_adam = Optimizer(ADAM, self.forger.trainable)
        self.judges_adam = Optimizer(ADAM, self.judge.trainable)
        self.grid_noise = noise_of_the_grid(params.seed)
        self.sums = tf.Variable(tf.zeros(4, tf.float64))  # since the last grid: loss of judge and forger, right on real, right on forgeries
        self.variables = {
            **_named("generator", self.forger.variables),
            **_named("discriminator", self.judge.variables),
            **_named("generator", self.forgers_adam.variables),
            **_named("discriminator", self.judges_adam.variables),
            "sums": self.sums,
        }
        self.loop = StepLoop(self.update, self.sums)
        self.step = 0
        if checkpoint := reporter.checkpoint():
            state.restore(self.variables, checkpoint.tensors)
            self.step = checkpoint.step

    @property
    def epoch(self) -> int:
        """Grids that are complete, the one before the first iteration not counted."""
        return self.params.grids if self.step == self.params.iterations else self.step // self.params.sample_interval

    def save(self) -> None:
        self.reporter.save(Checkpoint(self.epoch, self.step, state.to_bytes(self.variables)))

    def update(self, step: tf.Tensor) -> None:
        """Iteration number `step` (§6.1): the discriminator learns real pictures, then forgeries, then the generator learns from it."""
        n, seed = self.params.batch_size, chance.fold(chance.root(self.params.seed), step)
        chosen = chance.uniform_int((n,), 0, int(self.images.shape[0]), chance.fold(seed, 0))
        real = tf.cast(tf.gather(self.images, chosen), tf.float32) / 127.5 - 1
        fake = self.forge(noise(n, chance.fold(seed, 1)))
        real_loss, real_logits = self.teach_judge(real, 1.0, 2 * step, chance.fold(seed, 2))
        fake_loss, fake_logits = self.teach_judge(fake, 0.0, 2 * step + 1, chance.fold(seed, 3))
        forger_loss = self.teach_forger(noise(n, chance.fold(seed, 4)), step, chance.fold(seed, 5))
        right = [tf.reduce_mean(tf.cast(answers, tf.float32)) for answers in (real_logits > 0, fake_logits <= 0)]
        self.sums.assign_add(tf.cast(tf.stack([(real_loss + fake_loss) / 2, forger_loss, *right]), tf.float64))

    def forge(self, z: tf.Tensor, seed: tf.Tensor | None = None) -> tf.Tensor:
        """Pictures in [−1, 1], (n, height, width, channels), of noise (n, 1, 1, 100)."""
        return tf.reshape(self.forger.logits(z, dropout_seed=seed), (-1, *self.shape))

    def teach_judge(self, pictures: tf.Tensor, truth: float, step: tf.Tensor, seed: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        """One update of the discriminator; its loss before it, and its logits, (n, 1)."""
        with tf.GradientTape() as tape:
            logits = self.judge.logits(pictures, dropout_seed=seed)
            loss = binary_cross_entropy(logits, truth)
        gradients = tape.gradient(loss, list(self.judge.trainable.values()))
        self.judges_adam.update(gradients, tf.constant(self.params.learning_rate), step)
        return loss, logits

    def teach_forger(self, z: tf.Tensor, step: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        """One update of the generator towards pictures that the discriminator calls real; its loss before it."""
        with tf.GradientTape() as tape:
            pictures = self.forge(z, seed)
            loss = binary_cross_entropy(self.judge.logits(pictures, dropout_seed=seed), 1.0)
        gradients = tape.gradient(loss, list(self.forger.trainable.values()))
        self.forgers_adam.update(gradients, tf.constant(self.params.learning_rate), step)
        return loss

    def train(self) -> None:
        if self.step == 0:
            self.show_grid()
        self.report_progress()
        while self.step < self.params.iterations:
            self.train_to_next_grid()
            self.finish_grid()

    def train_to_next_grid(self) -> None:
        number = self.epoch + 1
        end = min(number * self.params.sample_interval, self.params.iterations)
        before = self.sums.numpy()
        for step in self.loop.run(self.step, end):
            done, self.step = step - self.step, step
            now = self.sums.numpy()
            self.refuse_divergence(now)
            self.report_progress()
            self.reporter.metric(_metrics((now - before) / done), split="train", scope="batch", epoch=number, step=step)
            before = now
            if step < end:
                self.reporter.check()
                self.save_when_due()

    def finish_grid(self) -> None:
        """Reports the means since the last grid, and how different the pictures of this grid are."""
        number = self.epoch
        stretch = self.step - (number - 1) * self.params.sample_interval
        diversity = mean_pairwise_distance(self.show_grid())
        metrics = _metrics(self.sums.numpy() / stretch) | {"diversity": diversity}
        self.reporter.metric(metrics, split="train", scope="epoch", epoch=number, step=self.step)
        self.sums.assign(tf.zeros_like(self.sums))
        self.reporter.check()
        self.save_when_due()

    def save_when_due(self) -> None:
        # Not at every grid: a checkpoint holds three numbers for each of two million weights.
        if self.reporter.checkpoint_due():
            self.save()

    def show_grid(self) -> NDArray[np.float32]:
        """Forges the pictures of the fixed noise, and keeps them as one PNG; in [0, 1]."""
        pictures = self.served(self.grid_noise)
        png = pack(sheet(to_bytes(pictures), GRID))
        self.reporter.image(f"grid-{self.step:06}.png", png, epoch=self.epoch, step=self.step)
        return pictures

    def served(self, z: NDArray[np.float32]) -> NDArray[np.float32]:
        """Pictures in [0, 1] of noise (n, 100)."""
        pictures: NDArray[np.float32] = self.forge(tf.constant(z[:, np.newaxis, np.newaxis])).numpy()
        return np.asarray((pictures + 1) / 2, np.float32)

    def finish(self) -> None:
        """Writes the result, and what the discriminator says in the end of real pictures that it has not seen, and of forgeries."""
        forged = self.served(chance.generator(self.params.seed, "judged").standard_normal((JUDGED, LATENT)).astype(np.float32))
        probabilities = [self._mean_probability(pictures) for pictures in (self.unseen / np.float32(255), forged)]
        metrics = {
            "judged_real": probabilities[0],
            "judged_forged": probabilities[1],
            "diversity": mean_pairwise_distance(self.served(self.grid_noise)),
            "real_diversity": self.real_diversity,
        }
        self.reporter.metric(metrics, split="test", scope="epoch", epoch=self.epoch, step=self.step)
        gan_results.write(self.forger, self.judge, self.grid_noise, self.params, metrics, self.reporter)

    def _mean_probability(self, pictures: NDArray[np.floating]) -> float:
        return float(tf.reduce_mean(tf.sigmoid(self.judge.logits(tf.constant(2 * pictures - 1, tf.float32)))))

    def report_progress(self) -> None:
        epoch = min(self.epoch + 1, self.params.grids)
        self.reporter.progress(step=self.step, total_steps=self.params.iterations, epoch=epoch, total_epochs=self.params.grids)

    def refuse_divergence(self, sums: NDArray[np.float64]) -> None:
        if np.isfinite(sums[:2]).all():
            return
        detail = (
            f"The losses became {sums[0]:g} (discriminator) and {sums[1]:g} (generator) at iteration {self.step:,}. "
            f"Take a smaller learning rate than {self.params.learning_rate:g}."
        )
        raise Failed("diverged", detail)


def noise_of_the_grid(seed: int) -> NDArray[np.float32]:
    """z of the fixed grid, (25, 100), the same from the first grid to the last."""
    return chance.generator(seed, "grid").standard_normal((GRID**2, LATENT)).astype(np.float32)


def noise(n: int, seed: tf.Tensor) -> tf.Tensor:
    """z ~ N(0, 1), (n, 1, 1, 100)."""
    return tf.random.stateless_normal((n, 1, 1, LATENT), seed, alg=chance.PHILOX)


def binary_cross_entropy(logits: tf.Tensor, truth: float) -> tf.Tensor:
    """J = −1/n Σ (t ln p + (1 − t) ln(1 − p)) with p = σ(z), t = 1 for "real" and 0 for "forged" (§6.1); float32, shape ()."""
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(tf.fill(tf.shape(logits), truth), logits))


def _named(prefix: str, variables: Mapping[str, tf.Variable]) -> dict[str, tf.Variable]:
    return {f"{prefix}/{name}": variable for name, variable in variables.items()}


def _metrics(means: NDArray[np.float64]) -> dict[str, float]:
    names = ("discriminator_loss", "generator_loss", "real_accuracy", "forged_accuracy")
    return dict(zip(names, map(float, means), strict=True))
