"""A run over a text, epoch by epoch: what word2vec and GloVe do the same."""

import math
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.kinds.words import artifacts as word_results
from backend.kinds.words.evaluation import WordWatch
from backend.kinds.words.params import MAX_VOCABULARY, GloveParams, Word2VecParams
from backend.kinds.words.vocabulary import Vocabulary
from backend.reporter import Checkpoint, Failed, Reporter
from backend.training import state
from backend.training.loop import StepLoop


class WordTraining(ABC):
    """What it has reached is in `epoch` (complete ones), `step` (updates) and `variables`, and nowhere else.

    Attributes:
        kind: id of the kind.
        rate_name: what its speed counts.
        sums: float64, (2,): of the epoch, the cost and the pairs that it was measured on.
    """

    kind: str
    rate_name: str
    params: Word2VecParams | GloveParams
    reporter: Reporter
    vocabulary: Vocabulary
    steps_per_epoch: int
    sums: tf.Variable

    def start(self, variables: Mapping[str, tf.Variable]) -> None:
        """Called once the variables are there: goes on from the reporter's checkpoint, when it has one."""
        self.variables = {**variables, "sums": self.sums}
        self.loop = StepLoop(self.update, self.sums)
        if len(self.vocabulary.words) == MAX_VOCABULARY:
            self.reporter.warning(f"The {MAX_VOCABULARY:,} most frequent words are learnt; rarer ones are left out of the text.")
        self.watch = WordWatch(self.vocabulary, self.params, self.reporter)
        self.total_steps = self.params.epochs * self.steps_per_epoch
        self.epoch, self.step = 0, 0
        if checkpoint := self.reporter.checkpoint():
            state.restore(self.variables, checkpoint.tensors)
            self.epoch, self.step = checkpoint.epoch, checkpoint.step

    @abstractmethod
    def update(self, step: tf.Tensor) -> None:
        """Update number `step`, int64, shape ()."""

    @abstractmethod
    def prepare_epoch(self, number: int) -> None:
        """Puts the epoch's examples in their order onto the device."""

    @abstractmethod
    def read(self, steps: int) -> float:
        """How much of the text so many updates have read, in the unit of `rate_name`."""

    @abstractmethod
    def vectors(self) -> NDArray[np.float32]:
        """The vector of each word, (|V|, d)."""

    @abstractmethod
    def target_vectors(self) -> NDArray[np.float32]:
        """θ of each word, (|V|, d)."""

    def facts(self) -> dict[str, Any]:
        """What the result tells besides the scores."""
        return {}

    def train(self) -> None:
        self.report_progress()
        while self.epoch < self.params.epochs:
            self.train_epoch()
            self.finish_epoch()

    def train_epoch(self) -> None:
        number = self.epoch + 1
        self.prepare_epoch(number)
        before, first, started = self.sums.numpy(), self.step, time.perf_counter()
        for step in self.loop.run(self.step, number * self.steps_per_epoch):
            self.step = step
            now = self.sums.numpy()
            self.refuse_divergence(now[0])
            self.report_progress()
            values = {self.rate_name: self.read(step - first) / (time.perf_counter() - started)}
            if now[1] > before[1]:
                values["loss"] = float((now - before)[0] / (now - before)[1])
            self.reporter.metric(values, split="train", scope="batch", epoch=number, step=step)
            before = now
            self.reporter.check()
            if self.reporter.checkpoint_due():
                self.save()

    def finish_epoch(self) -> None:
        """Reports the epoch's mean cost, the scores and the neighbours, and writes a checkpoint."""
        number, vectors = self.epoch + 1, self.vectors()
        self.refuse_divergence(float(np.abs(vectors).sum()))
        values = {"loss": self.loss(), **self.watch.scores(vectors)}
        self.reporter.metric(values, split="train", scope="epoch", epoch=number, step=self.step)
        self.watch.tell_neighbours(vectors, number)
        if number < self.params.epochs:
            self.sums.assign(tf.zeros_like(self.sums))
        self.epoch = number
        self.save()

    def loss(self) -> float:
        """Mean cost of a pair; 0 for a text whose words are all alone."""
        cost, pairs = self.sums.numpy()
        return float(cost / pairs) if pairs else 0.0

    def finish(self) -> None:
        vectors = self.vectors()
        metrics = {"loss": self.loss(), **self.watch.scores(vectors), "epochs": self.epoch, "steps": self.step, **self.facts()}
        word_results.write(self.kind, self.vocabulary, vectors, self.target_vectors(), self.params, metrics, self.reporter)

    def save(self) -> None:
        self.reporter.save(Checkpoint(self.epoch, self.step, state.to_bytes(self.variables)))

    def report_progress(self) -> None:
        epoch = min(self.epoch + 1, self.params.epochs)
        self.reporter.progress(step=self.step, total_steps=self.total_steps, epoch=epoch, total_epochs=self.params.epochs)

    def refuse_divergence(self, value: float) -> None:
        if math.isfinite(value):
            return
        detail = (
            f"The loss became {value} in epoch {self.epoch + 1}, at update {self.step:,}. "
            f"Take a smaller learning rate than {self.params.learning_rate:g}, or a smaller batch size."
        )
        raise Failed("diverged", detail)
