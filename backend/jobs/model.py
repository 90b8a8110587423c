"""A job as clients see it: its states, its progress, its events."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Status(StrEnum):
    """queued → running → succeeded | failed | cancelled; running → queued (drained, worker lost); running → cancelling → cancelled."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


TERMINAL = frozenset({Status.SUCCEEDED, Status.FAILED, Status.CANCELLED})

EventType = Literal["state", "metric", "image", "table", "log", "warning", "progress"]


class Progress(BaseModel):
    """Progress of a run. `epoch`, counted from 1, is None in a run without epochs; `eta_s` is None until it can be estimated."""

    step: int = 0
    total_steps: int = 0
    epoch: int | None = None
    total_epochs: int | None = None
    fraction: float = Field(0.0, ge=0, le=1)
    eta_s: float | None = None


class Job(BaseModel):
    """The job record.

    Attributes:
        started_by: the name that whoever submitted it gave; None where no name was given.
        reason: a code for the state: `crash_loop`, `diverged`, `timeout`, `worker_lost`, `drained`, ...
        detail: the reason in a sentence.
        attempt: how often a worker has claimed it; a drained attempt is not counted.
        queue_position: 1 for the next one; None when not queued.
        metrics: the newest value of each: `loss`, `accuracy` (training), `validation_loss`, `test_accuracy`, ...
        running_s: time spent running, over all attempts.
    """

    model_config = ConfigDict(use_enum_values=False)

    id: str
    kind: str
    name: str
    started_by: str | None = None
    params: dict[str, Any]
    status: Status
    reason: str | None = None
    detail: str | None = None
    attempt: int = 0
    queue_position: int | None = None
    worker: str | None = None
    device: str | None = None
    progress: Progress = Progress()
    metrics: dict[str, float | None] = {}
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    running_s: float = 0.0


class Event(BaseModel):
    """One entry of a job's stream. `id` is the stream id, such as `1763877822000-0`: it orders events and resumes a stream."""

    id: str
    type: EventType
    at: datetime
    data: dict[str, Any]


class Worker(BaseModel):
    """A worker with a heartbeat within the last `lease_s`."""

    name: str
    device: str | None = None
    job_id: str | None = None


class Artifact(BaseModel):
    """A file of a job's result."""

    name: str
    size: int
    sha256: str
    media_type: str


class EventPage(BaseModel):
    items: list[Event]
    next_after: str | None


class JobPage(BaseModel):
    items: list[Job]
    next_cursor: str | None
