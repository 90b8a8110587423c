"""Runners without TensorFlow, and how to have the kind `cnn` use one of them inside the test's own process."""

import dataclasses
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from backend.kinds import KINDS, Kind
from backend.kinds.cnn.params import CnnParams
from backend.reporter import Checkpoint, Reporter, Stopped, StopReason

Runner = Callable[[CnnParams, Reporter], None]


def kind_with(runner: Runner) -> Kind:
    """The kind `cnn` with another runner."""

    class Replaced(Kind):
        def load_runner(self) -> Runner:
            return runner

    return Replaced(**{field.name: getattr(KINDS["cnn"], field.name) for field in dataclasses.fields(Kind)})


def use(monkeypatch: pytest.MonkeyPatch, runner: Runner) -> None:
    """From now on, `cnn` runs `runner`."""
    monkeypatch.setitem(KINDS, "cnn", kind_with(runner))


def count_epochs(params: CnnParams, reporter: Reporter) -> None:
    """Ten steps an epoch, a checkpoint at the end of each, one artifact at the end."""
    reporter.device("paper")
    checkpoint = reporter.checkpoint()
    start = checkpoint.interval if checkpoint else 0
    for epoch in range(start + 1, params.epochs + 1):
        for step in range(10 * (epoch - 1) + 1, 10 * epoch + 1):
            reporter.check()
            reporter.progress(step=step, total_steps=10 * params.epochs, epoch=epoch, total_epochs=params.epochs)
            reporter.metric({"loss": 1 / step}, split="train", scope="batch", epoch=epoch, step=step)
        reporter.metric({"loss": 1 / step}, split="train", scope="epoch", epoch=epoch, step=step)
        reporter.metric({"loss": 2 / step}, split="validation", scope="epoch", epoch=epoch, step=step)
        reporter.save(Checkpoint(epoch, step, f"tensors of epoch {epoch}".encode()))
    reporter.artifact("result.json", b"{}", "application/json")


def wait_to_be_stopped(params: CnnParams, reporter: Reporter) -> None:
    """One epoch, then it trains until somebody stops it; saves what it has."""
    reporter.metric({"loss": 1.0}, split="train", scope="epoch", epoch=1, step=1)
    try:
        for step in range(2, 100_000):
            reporter.check()
            reporter.progress(step=step, total_steps=100_000, epoch=2, total_epochs=9)
            time.sleep(0.005)
    except Stopped as stop:
        if stop.reason is not StopReason.FENCED:
            reporter.save(Checkpoint(1, step, b"half an epoch"))
        raise


def hang(params: CnnParams, reporter: Reporter) -> None:
    """Makes no step and hears nothing."""
    time.sleep(3600)


@contextmanager
def deadline(seconds: float) -> Iterator[Callable[[], Any]]:
    """Gives a function that waits a moment, and fails when the time is over."""
    end = time.monotonic() + seconds

    def pause() -> None:
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.01)

    yield pause
