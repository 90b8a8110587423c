"""The only way in and out of a training run.

A runner knows nothing of Redis, Celery, folders, settings or clocks: it is handed its data by one `Reporter`, and tells it everything.
The worker gives it one that writes to the job's event stream and artifacts; a test gives it a `MemoryReporter`.

    def run(params: CnnParams, reporter: Reporter) -> None: ...

A runner
- takes its data from `reporter.data`;
- asks `reporter.checkpoint()` first, and goes on from there when it is not None;
- calls `reporter.check()` between graph calls (at least once a second): it raises `Stopped` when the run must end;
- reports metrics; the reporter thins out those of batches, never those of an epoch or interval;
- gives the reporter a checkpoint when `reporter.checkpoint_due()` says so;
- catches `Stopped` only to write a last checkpoint, and lets it rise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol

from backend.datasets.catalogue import Data
from backend.datasets.images import ImageData
from backend.datasets.texts import Text

Split = Literal["train", "validation", "test"]
# What a metric was measured over: a few updates, an epoch, or the updates between two reports of a run without epochs.
Scope = Literal["batch", "epoch", "interval"]
# A cell of a table: a name, or a number as a number.
Cell = str | float | None


class StopReason(StrEnum):
    CANCELLED = "cancelled"  # a person asked for it
    DRAINED = "drained"  # the worker shuts down: checkpoint, another worker goes on
    TIMEOUT = "timeout"  # max_job_s is used up
    FENCED = "fenced"  # another worker owns the job now: write nothing more


class Stopped(Exception):
    """Raised by `Reporter.check` when the run must end before its time."""

    def __init__(self, reason: StopReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Failed(Exception):
    """Raised by a runner that cannot go on, with a reason that a person can act on.

    Args:
        reason: a code, such as `diverged`, `dataset_unavailable`, `out_of_memory`.
        detail: a sentence: what happened, at which epoch or step, what to change.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Checkpoint:
    """All that a run needs to go on as if it had never been interrupted.

    Attributes:
        interval: epochs that are complete; in a run without epochs, intervals between two reports.
        step: optimizer updates done since the start of the run .
        tensors: safetensors bytes: weights, optimizer variables, random state, running sums of the current interval.
        extra: small JSON values that the kind wants back.
    """

    interval: int
    step: int
    tensors: bytes
    extra: Mapping[str, Any] = field(default_factory=dict)


class Reporter(Protocol):
    """What a run may ask for and say. `epoch` is None in a run that is not counted in epochs."""

    def data(self, dataset: str, type: type[Data]) -> Data:
        """The data set of that id.

        Args:
            type: what the run can train on, such as `ImageData`.

        Raises:
            Failed: `dataset_unavailable`.
        """

    def check(self) -> None:
        """Raises `Stopped` when the run must end now."""

    def device(self, name: str) -> None:
        """Says where the run computes, such as `CPU, 2 cores` or `NVIDIA H100`."""

    def progress(self, *, step: int, total_steps: int, epoch: int | None = None, total_epochs: int | None = None) -> None:
        """Says how far the run is. `step` counts optimizer updates from 0 to `total_steps`; `epoch` counts from 1, the running one."""

    def metric(self, values: Mapping[str, float], *, split: Split, scope: Scope, step: int, epoch: int | None = None) -> None:
        """Reports measured values, such as `{"loss": 1.2, "accuracy": 0.6}`.

        (split, scope, step) names the event: a repeated one, after a resume, is dropped.
        """

    def image(self, name: str, png: bytes, *, step: int, epoch: int | None = None) -> None:
        """Stores a PNG as artifact `name` and tells that it is there."""

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, step: int, epoch: int | None = None) -> None:
        """Reports rows of names and numbers, such as the nearest neighbours of some words. (name, step) names the event."""

    def log(self, message: str) -> None: ...

    def warning(self, message: str) -> None: ...

    def artifact(self, name: str, data: bytes, media_type: str) -> None:
        """Stores a file of the result. It becomes visible when the job ends."""

    def checkpoint(self) -> Checkpoint | None:
        """The newest checkpoint whose hash is right, or None for a fresh start."""

    def checkpoint_due(self) -> bool:
        """True when the last checkpoint is `checkpoint_interval_s` old."""

    def save(self, checkpoint: Checkpoint) -> None:
        """Stores a checkpoint atomically; the two newest are kept."""


@dataclass
class MemoryReporter:
    """A reporter that keeps all in memory: the twin of the worker's, for tests, benchmarks and notebooks.

    Set `stop_at_step` to have `check` raise `Stopped(stop_reason)` once progress has reached that step.
    """

    given: ImageData | Text | None = None
    stop_at_step: int | None = None
    stop_reason: StopReason = StopReason.CANCELLED
    metrics: list[dict[str, Any]] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    tables: list[dict[str, Any]] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    artifacts: dict[str, bytes] = field(default_factory=dict)
    last_checkpoint: Checkpoint | None = None
    device_name: str = ""
    step: int = 0
    total_steps: int = 0

    def data(self, dataset: str, type: type[Data]) -> Data:
        if not isinstance(self.given, type):
            raise Failed("dataset_unavailable", f"{dataset} is not {type.__name__}.")
        return self.given

    def check(self) -> None:
        if self.stop_at_step is not None and self.step >= self.stop_at_step:
            raise Stopped(self.stop_reason)

    def device(self, name: str) -> None:
        self.device_name = name

    def progress(self, *, step: int, total_steps: int, epoch: int | None = None, total_epochs: int | None = None) -> None:
        self.step, self.total_steps = step, total_steps

    def metric(self, values: Mapping[str, float], *, split: Split, scope: Scope, step: int, epoch: int | None = None) -> None:
        self.metrics.append({"split": split, "scope": scope, "epoch": epoch, "step": step, "values": dict(values)})

    def image(self, name: str, png: bytes, *, step: int, epoch: int | None = None) -> None:
        self.images[name] = png

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, step: int, epoch: int | None = None) -> None:
        self.tables.append({"name": name, "columns": list(columns), "rows": [list(row) for row in rows], "step": step, "epoch": epoch})

    def log(self, message: str) -> None:
        self.messages.append(message)

    def warning(self, message: str) -> None:
        self.messages.append(message)

    def artifact(self, name: str, data: bytes, media_type: str) -> None:
        self.artifacts[name] = data

    def checkpoint(self) -> Checkpoint | None:
        return self.last_checkpoint

    def checkpoint_due(self) -> bool:
        return False

    def save(self, checkpoint: Checkpoint) -> None:
        self.last_checkpoint = checkpoint
