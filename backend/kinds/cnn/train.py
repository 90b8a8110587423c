"""Trains a convolutional network that classifies images (§4.3)."""

import math

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.datasets.images import ImageData
from backend.kinds.cnn import artifacts
from backend.kinds.cnn.augmentation import Augmentation
from backend.kinds.cnn.batches import Examples, epoch_order, split
from backend.kinds.cnn.evaluation import Evaluator
from backend.kinds.cnn.params import CnnParams
from backend.reporter import Reporter
from backend.training import rng
from backend.training.losses import count_correct, cross_entropy
from backend.training.network import Network
from backend.training.optimizers import Optimizer, Rule
from backend.training.schedules import learning_rate
from backend.training.training_run import TrainingRun, run_training


def run(params: CnnParams, reporter: Reporter) -> None:
    """
    Raises:
        Failed: `dataset_unavailable`, `diverged`, `out_of_memory`.
        Stopped: the reporter wanted the run to end; what was reached is in its checkpoint.
    """
    run_training(lambda: CnnTraining(params, reporter), params, reporter)


class CnnTraining(TrainingRun):
    """One run. `extra` has the best epoch so far and its validation accuracy."""

    advice = ", or the schedule one_cycle, which warms up"

    def __init__(self, params: CnnParams, reporter: Reporter) -> None:
        super().__init__(params, reporter)
        self.params, self.data = params, reporter.data(params.dataset, ImageData)
        self.examples, self.validation = split(self.data, params.validation_fraction, params.seed)
        self.interval_steps = math.ceil(len(self.examples) / params.batch_size)
        self.total_steps = params.epochs * self.interval_steps
        self.network = Network(params.architecture(self.data.input_shape, self.data.labels), params.seed)
        self.optimizer = Optimizer(rule(params), self.network.trainable)
        self.augmentation = Augmentation(params.flip, params.shift, params.cutout)
        self.evaluate = Evaluator(self.network)
        self.order = tf.Variable(tf.zeros(len(self.examples), tf.int32))
        self.extra = {"best_epoch": 0, "best_validation_accuracy": 0.0}
        sums = tf.Variable(tf.zeros(3, tf.float64))  # of the epoch: loss, correct images, images
        self.start({**self.network.variables, **self.optimizer.variables}, sums)

    def update(self, step: tf.Tensor) -> None:
        """Update number `step`: one batch forward, back, and w ← w − ...; the last batch of an epoch may be smaller."""
        params = self.params
        first = tf.cast(step % self.interval_steps, tf.int32) * params.batch_size
        images, labels = self.examples.take(self.order[first : first + params.batch_size])
        seed = rng.fold(rng.root(params.seed), step)
        images = self.augmentation(images, rng.fold(seed, 0))
        with tf.GradientTape() as tape:
            logits = self.network.logits(images, dropout_seed=rng.fold(seed, 1))
            loss = tf.reduce_mean(cross_entropy(logits, labels, params.label_smoothing))
        gradients = tape.gradient(loss, list(self.network.trainable.values()))
        self.optimizer.update(gradients, learning_rate(params.schedule, params.learning_rate, step, self.total_steps), step)
        n = tf.size(labels)
        sums = [tf.cast(value, tf.float64) for value in (loss, count_correct(logits, labels), n)]
        self.sums.assign_add(tf.stack([sums[0] * sums[2], sums[1], sums[2]]))

    def metrics(self, sums: NDArray[np.float64], steps: int) -> dict[str, float]:
        """Mean loss, with the label smoothing that is trained on, and accuracy, per image."""
        return {"loss": float(sums[0] / sums[2]), "accuracy": float(sums[1] / sums[2])}

    def prepare_interval(self) -> None:
        self.order.assign(epoch_order(len(self.examples), self.params.seed, self.number))

    def finish_interval(self) -> None:
        """Reports the epoch's means and the validation."""
        validation = self.evaluate(self.validation, self.reporter.check)
        self.require_finite(validation.loss)
        self.report(self.metrics(self.sums.numpy(), self.interval_steps))
        self.report(validation.metrics, "validation")
        if self.number == 1 or validation.accuracy > self.extra["best_validation_accuracy"]:
            self.extra = {"best_epoch": self.number, "best_validation_accuracy": validation.accuracy}

    def finish(self) -> None:
        """Evaluates on the test images, and writes the result."""
        test = self.evaluate(Examples.of(self.data.x_test, self.data.y_test), self.reporter.check)
        self.report(test.metrics, "test")
        summary = {"epochs": self.interval, "steps": self.step, **self.extra}
        artifacts.write(self.network, self.params, test, summary, self.data.fingerprint, self.reporter)


def rule(params: CnnParams) -> Rule:
    return Rule(
        params.optimizer,
        momentum=params.momentum,
        rho=params.rho,
        beta_1=params.beta_1,
        beta_2=params.beta_2,
        epsilon=params.epsilon,
        weight_decay=params.weight_decay,
    )
