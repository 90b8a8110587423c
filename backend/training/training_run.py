"""What every training run does the same: interval by interval, with progress, divergence, checkpoints and a good end."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal, Protocol

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.reporter import Checkpoint, Failed, Reporter, Split, Stopped, StopReason
from backend.training import device, state
from backend.training.graph_call import StepLoop


class RunParameters(Protocol):
    @property
    def deterministic(self) -> bool: ...

    @property
    def batch_size(self) -> int: ...

    @property
    def learning_rate(self) -> float: ...


class TrainingRun(ABC):
    """One run of a kind. What it has reached is in `interval`, `step`, `variables` and `extra`, and nowhere else.

    An interval is an epoch, or, in a run counted in iterations, the updates between two reports.

    Attributes:
        unit: what the run is counted in.
        saves_each_interval: writes a checkpoint after each interval, not only when one is due.
        advice: what helps against divergence besides a smaller learning rate.
        losses: how many of the sums, from the first on, are losses.
        interval: complete intervals.
        step: optimizer updates done.
        interval_steps: updates per interval; the last may have fewer.
        variables: all that a checkpoint holds, by name.
        sums: float64, (k,): running sums of the interval; the loss first.
        extra: small JSON values that a checkpoint holds too.
    """

    unit: ClassVar[Literal["epoch", "iteration"]] = "epoch"
    saves_each_interval: ClassVar[bool] = True
    advice: ClassVar[str] = ""
    losses: ClassVar[int] = 1
    total_steps: int
    interval_steps: int

    def __init__(self, params: RunParameters, reporter: Reporter) -> None:
        self.reporter = reporter
        self._learning_rate = params.learning_rate
        self.interval, self.step = 0, 0
        self.extra: dict[str, Any] = {}

    def start(self, variables: Mapping[str, tf.Variable], sums: tf.Variable) -> None:
        """Called once the variables are there: goes on from the reporter's checkpoint, when it has one."""
        self.sums = sums
        self.variables = {**variables, "sums": sums}
        self.loop = StepLoop(self.update, sums)
        if checkpoint := self.reporter.checkpoint():
            state.restore(self.variables, checkpoint.tensors)
            self.interval, self.step, self.extra = checkpoint.interval, checkpoint.step, dict(checkpoint.extra)

    @abstractmethod
    def update(self, step: tf.Tensor) -> None:
        """Update number `step`, int64, shape (), from 0; adds what it measured to `sums`."""

    @abstractmethod
    def metrics(self, sums: NDArray[np.float64], steps: int) -> dict[str, float]:
        """What is reported of so many updates, from the sums over them."""

    @abstractmethod
    def finish_interval(self) -> None:
        """Measures at the end of an interval, and reports it."""

    @abstractmethod
    def finish(self) -> None:
        """Evaluates the result, and hands it to the reporter."""

    def prepare_interval(self) -> None:  # noqa: B027 - most runs have nothing to prepare
        """Puts the interval's examples in their order onto the device."""

    @property
    def intervals(self) -> int:
        return math.ceil(self.total_steps / self.interval_steps)

    @property
    def number(self) -> int:
        """The running interval, counted from 1; the last one when all are complete."""
        return min(self.interval + 1, self.intervals)

    @property
    def epoch(self) -> int | None:
        return self.number if self.unit == "epoch" else None

    def train(self) -> None:
        self.report_progress()
        while self.interval < self.intervals:
            self.train_interval()
            self.finish_interval()
            self.close_interval()

    def train_interval(self) -> None:
        self.prepare_interval()
        before = self.sums.numpy()
        for step in self.loop.run(self.step, min(self.number * self.interval_steps, self.total_steps)):
            done, self.step = step - self.step, step
            now = self.sums.numpy()
            self.require_finite(*now[: self.losses])
            self.report_progress()
            values = self.metrics(now - before, done)
            self.reporter.metric(values, split="train", scope="batch", step=step, epoch=self.epoch)
            before = now
            self.reporter.check()
            if self.reporter.checkpoint_due():
                self.save()

    def close_interval(self) -> None:
        self.sums.assign(tf.zeros_like(self.sums))
        self.interval += 1
        if self.saves_each_interval or self.reporter.checkpoint_due():
            self.save()

    def report(self, values: Mapping[str, float], split: Split = "train") -> None:
        """Reports what was measured over an interval, or of the result."""
        scope: Literal["epoch", "interval"] = "epoch" if self.unit == "epoch" else "interval"
        self.reporter.metric(values, split=split, scope=scope, step=self.step, epoch=self.epoch)

    def report_progress(self) -> None:
        total = self.intervals if self.unit == "epoch" else None
        self.reporter.progress(step=self.step, total_steps=self.total_steps, epoch=self.epoch, total_epochs=total)

    def save(self) -> None:
        self.reporter.save(Checkpoint(self.interval, self.step, state.to_bytes(self.variables), self.extra))

    def require_finite(self, *losses: float) -> None:
        """
        Raises:
            Failed: `diverged`.
        """
        if all(math.isfinite(loss) for loss in losses):
            return
        values = " and ".join(f"{loss:g}" for loss in losses)
        place = f"in epoch {self.epoch}, at update {self.step:,}" if self.epoch else f"at iteration {self.step:,}"
        detail = f"The loss became {values} {place}. Use a smaller learning rate than {self._learning_rate:g}{self.advice}."
        raise Failed("diverged", detail)


def run_training(make: Callable[[], TrainingRun], params: RunParameters, reporter: Reporter) -> None:
    """From the reporter's checkpoint, when it has one, to the result; what was reached is saved when the run is stopped.

    Args:
        make: builds the run, once the device is set up.

    Raises:
        Failed: `dataset_unavailable`, `diverged`, `out_of_memory`, and what else the run says.
        Stopped: the reporter wanted the run to end.
    """
    reporter.device(device.prepare(deterministic=params.deterministic))
    with device.oom_as_failure(params.batch_size):
        run = make()
        try:
            run.train()
            run.finish()
        except Stopped as stop:
            if stop.reason is not StopReason.FENCED:
                run.save()
            raise
