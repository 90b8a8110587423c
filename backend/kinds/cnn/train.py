"""Trains a convolutional network that names images (§4.3)."""

import math
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.datasets.images import ImageData
from backend.kinds.cnn import artifacts as cnn_results
from backend.kinds.cnn.augmentation import Augmentation
from backend.kinds.cnn.batches import Examples, epoch_order, split
from backend.kinds.cnn.evaluation import Evaluator
from backend.kinds.cnn.params import CnnParams
from backend.reporter import Checkpoint, Failed, Reporter
from backend.training import rng as chance
from backend.training import state
from backend.training.loop import StepLoop
from backend.training.losses import count_correct, cross_entropy
from backend.training.network import Network
from backend.training.optimizers import Optimizer, Rule
from backend.training.run import carry_out, images_of
from backend.training.schedules import learning_rate


def run(params: CnnParams, reporter: Reporter) -> None:
    """Loads the data set and trains.

    Raises:
        Failed: `dataset_unavailable`, `diverged`, `out_of_memory`.
        Stopped: the reporter wanted the run to end; what was reached is in its checkpoint.
    """
    train(images_of(params.dataset), params, reporter)


def train(data: ImageData, params: CnnParams, reporter: Reporter) -> None:
    """Trains on `data`, from the reporter's checkpoint on when it has one, and hands it the result. Raises as `run` does."""
    carry_out(lambda: CnnTraining(data, params, reporter), params, reporter)


class CnnTraining:
    """One run. What it has reached is in `epoch` (complete ones), `step` (updates) and `variables`, and nowhere else."""

    def __init__(self, data: ImageData, params: CnnParams, reporter: Reporter) -> None:
        self.params, self.reporter = params, reporter
        self.examples, self.validation = split(data, params.validation_fraction, params.seed)
        self.data = data
        self.steps_per_epoch = math.ceil(len(self.examples) / params.batch_size)
        self.total_steps = params.epochs * self.steps_per_epoch
        self.network = Network(params.architecture(data.input_shape, data.labels), params.seed)
        self.optimizer = Optimizer(rule(params), self.network.trainable)
        self.augmentation = Augmentation(params.flip, params.shift, params.cutout)
        self.evaluate = Evaluator(self.network, params.label_smoothing)
        self.order = tf.Variable(tf.zeros(len(self.examples), tf.int32))
        self.sums = tf.Variable(tf.zeros(3, tf.float64))  # of the epoch: loss, correct images, images
        self.variables = {**self.network.variables, **self.optimizer.variables, "sums": self.sums}
        self.loop = StepLoop(self.update, self.sums)
        self.epoch, self.step = 0, 0
        self.best: dict[str, Any] = {"best_epoch": 0, "best_validation_accuracy": 0.0}
        if checkpoint := reporter.checkpoint():
            self.restore(checkpoint)

    def restore(self, checkpoint: Checkpoint) -> None:
        state.restore(self.variables, checkpoint.tensors)
        self.epoch, self.step, self.best = checkpoint.epoch, checkpoint.step, dict(checkpoint.extra)

    def save(self) -> None:
        self.reporter.save(Checkpoint(self.epoch, self.step, state.to_bytes(self.variables), self.best))

    def update(self, step: tf.Tensor) -> None:
        """Update number `step`: one batch forward, back, and w ← w − ...; the last batch of an epoch may be smaller."""
        params = self.params
        first = tf.cast(step % self.steps_per_epoch, tf.int32) * params.batch_size
        images, labels = self.examples.take(self.order[first : first + params.batch_size])
        seed = chance.fold(chance.root(params.seed), step)
        images = self.augmentation(images, chance.fold(seed, 0))
        with tf.GradientTape() as tape:
            logits = self.network.logits(images, dropout_seed=chance.fold(seed, 1))
            loss = tf.reduce_mean(cross_entropy(logits, labels, params.label_smoothing))
        gradients = tape.gradient(loss, list(self.network.trainable.values()))
        self.optimizer.update(gradients, learning_rate(params.schedule, params.learning_rate, step, self.total_steps), step)
        n = tf.size(labels)
        sums = [tf.cast(value, tf.float64) for value in (loss, count_correct(logits, labels), n)]
        self.sums.assign_add(tf.stack([sums[0] * sums[2], sums[1], sums[2]]))

    def train(self) -> None:
        self.report_progress()
        while self.epoch < self.params.epochs:
            self.train_epoch()
            self.finish_epoch()

    def train_epoch(self) -> None:
        number = self.epoch + 1
        self.order.assign(epoch_order(len(self.examples), self.params.seed, number))
        before = self.sums.numpy()
        for step in self.loop.run(self.step, number * self.steps_per_epoch):
            self.step = step
            now = self.sums.numpy()
            self.refuse_divergence(now[0])
            self.report_progress()
            self.reporter.metric(means(now - before), split="train", scope="batch", epoch=number, step=step)
            before = now
            self.reporter.check()
            if self.reporter.checkpoint_due():
                self.save()

    def finish_epoch(self) -> None:
        """Reports the epoch's means and the validation, and writes a checkpoint."""
        number = self.epoch + 1
        validation = self.evaluate(self.validation, self.reporter.check)
        self.refuse_divergence(validation.loss)
        self.reporter.metric(means(self.sums.numpy()), split="train", scope="epoch", epoch=number, step=self.step)
        self.reporter.metric(validation.metrics, split="validation", scope="epoch", epoch=number, step=self.step)
        if validation.accuracy > self.best["best_validation_accuracy"] or number == 1:
            self.best = {"best_epoch": number, "best_validation_accuracy": validation.accuracy}
        self.sums.assign(tf.zeros_like(self.sums))
        self.epoch = number
        self.save()

    def finish(self) -> None:
        """Evaluates on the test images, and writes the result."""
        test = Examples.of(self.data.x_test, self.data.y_test)
        evaluation = self.evaluate(test, self.reporter.check)
        self.reporter.metric(evaluation.metrics, split="test", scope="epoch", epoch=self.epoch, step=self.step)
        summary = {"epochs": self.epoch, "steps": self.step, **self.best}
        cnn_results.write(self.network, self.params, evaluation, summary, self.reporter)

    def report_progress(self) -> None:
        epoch = min(self.epoch + 1, self.params.epochs)
        self.reporter.progress(step=self.step, total_steps=self.total_steps, epoch=epoch, total_epochs=self.params.epochs)

    def refuse_divergence(self, loss: float) -> None:
        if math.isfinite(loss):
            return
        detail = (
            f"The loss became {loss} in epoch {self.epoch + 1}, at update {self.step:,}. "
            f"Take a smaller learning rate than {self.params.learning_rate:g}, or the schedule one_cycle, which warms up."
        )
        raise Failed("diverged", detail)


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


def means(sums: NDArray[np.float64]) -> dict[str, float]:
    """Loss and accuracy from the sums of loss, correct images and images."""
    return {"loss": float(sums[0] / sums[2]), "accuracy": float(sums[1] / sums[2])}
