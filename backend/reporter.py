"""What a training run may say, and to whom.

A runner knows nothing of Redis, Celery, folders or clocks: it talks to one `Reporter`. The worker gives it one that writes
to the job's event stream and artifacts; a test gives it a `MemoryReporter`.

    def run(params: CnnParams, reporter: Reporter) -> None: ...

A runner
- asks `reporter.checkpoint()` first, and goes on from there when it is not None;
- calls `reporter.check()` between graph calls (at least once a second): it raises `Stopped` when the run must end;
- reports metrics; the reporter thins out the batch metrics, never the epoch metrics;
- gives the reporter a checkpoint when `reporter.checkpoint_due()` says so, and at each epoch's end;
- catches `Stopped` only to write a last checkpoint, and lets it rise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol

Split = Literal["train", "validation", "test"]
Scope = Literal["batch", "epoch"]


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
        epoch: epochs that are complete.
        step: optimizer updates done since the start of the run (over all epochs).
        tensors: safetensors bytes: weights, optimizer variables, random state, running sums of the current epoch.
        extra: small JSON values that the kind wants back.
    """

    epoch: int
    step: int
    tensors: bytes
    extra: Mapping[str, Any] = field(default_factory=dict)


class Reporter(Protocol):
    """The only way out of a runner."""

    def check(self) -> None:
        """Raises `Stopped` when the run must end now."""

    def device(self, name: str) -> None:
        """Says where the run computes, such as `CPU, 2 cores` or `NVIDIA H100`."""

    def progress(self, *, step: int, total_steps: int, epoch: int, total_epochs: int) -> None:
        """Says how far the run is. `step` counts optimizer updates from 0 to `total_steps`; `epoch` counts from 1, the running one."""

    def metric(self, values: Mapping[str, float], *, split: Split, scope: Scope, epoch: int, step: int) -> None:
        """Reports measured values, such as `{"loss": 1.2, "accuracy": 0.6}`.

        (split, scope, epoch, step) names the event: a repeated one, after a resume, is dropped.
        """

    def image(self, name: str, png: bytes, *, epoch: int, step: int) -> None:
        """Stores a PNG as artifact `name` and tells that it is there."""

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

    stop_at_step: int | None = None
    stop_reason: StopReason = StopReason.CANCELLED
    metrics: list[dict[str, Any]] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    artifacts: dict[str, bytes] = field(default_factory=dict)
    last_checkpoint: Checkpoint | None = None
    device_name: str = ""
    step: int = 0
    total_steps: int = 0

    def check(self) -> None:
        if self.stop_at_step is not None and self.step >= self.stop_at_step:
            raise Stopped(self.stop_reason)

    def device(self, name: str) -> None:
        self.device_name = name

    def progress(self, *, step: int, total_steps: int, epoch: int, total_epochs: int) -> None:
        self.step, self.total_steps = step, total_steps

    def metric(self, values: Mapping[str, float], *, split: Split, scope: Scope, epoch: int, step: int) -> None:
        self.metrics.append({"split": split, "scope": scope, "epoch": epoch, "step": step, "values": dict(values)})

    def image(self, name: str, png: bytes, *, epoch: int, step: int) -> None:
        self.images[name] = png

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
