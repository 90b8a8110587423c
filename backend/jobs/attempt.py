"""One attempt at one job: from the claimed record to its next state."""

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from celery import Celery

from backend.datasets.catalogue import Catalogue
from backend.errors import PlaygroundError, StorageFull
from backend.jobs.admission import check_parameters
from backend.jobs.artifacts import ArtifactWriter
from backend.jobs.checkpoints import Checkpoints
from backend.jobs.connection import BROKER_ERRORS
from backend.jobs.history import archive
from backend.jobs.model import Status
from backend.jobs.outbox import Outbox
from backend.jobs.queue import publish
from backend.jobs.record import Record
from backend.jobs.reporter import JobReporter
from backend.jobs.store import Fenced, JobStore
from backend.jobs.watch import Watch
from backend.kinds import get_kind
from backend.reporter import Failed, Reporter, Stopped, StopReason
from backend.settings import Settings
from backend.storage import Storage

logger = logging.getLogger(__name__)

_PAUSE_WITHOUT_REDIS_S = 0.5
_SHUTDOWN_GRACE_S = 20.0


@dataclass(frozen=True)
class Ending:
    """The state that a job gets at the end of an attempt. `count_attempt` = a queued job has used the attempt up."""

    status: Status
    reason: str = ""
    detail: str = ""
    count_attempt: bool = False


DRAINED = Ending(Status.QUEUED, "drained", "Its worker shuts down; the next free one goes on from the checkpoint.")


class Attempt:
    """An attempt that is under way.

    Args:
        record: as it was claimed.
        is_draining: says whether the worker shuts down.
    """

    def __init__(
        self, record: Record, store: JobStore, storage: Storage, app: Celery, settings: Settings, is_draining: Callable[[], bool]
    ) -> None:
        self._record, self._store, self._storage, self._app, self._settings = record, store, storage, app, settings
        self._is_draining = is_draining
        self._outbox = Outbox(store, record.id, record.token)
        self._watch = Watch(store, record, self._outbox, settings, is_draining=is_draining, give_up=self._give_up)
        self._checkpoints = Checkpoints(storage, record.id, record.token)

    def run(self) -> None:
        """Trains, and returns when the record says how that ended."""
        self._watch.start()
        reporter = JobReporter(
            self._record.id,
            outbox=self._outbox,
            watch=self._watch,
            artifacts=ArtifactWriter(self._storage, self._record.id, self._record.token),
            checkpoints=self._checkpoints,
            catalogue=Catalogue(self._settings.datasets, self._storage),
            settings=self._settings,
            elapsed_s=self._record.running_s,
        )
        ending = train(self._record, reporter, self._settings.max_job_s)
        if ending:
            ending = _publish_files(reporter, ending)
        self._watch.close()
        if ending:
            self._settle_when_redis_is_there(ending)

    def _settle_when_redis_is_there(self, ending: Ending) -> None:
        """A worker without Redis has nothing better to do than to wait for it, unless it is shutting down."""
        patience_ends: float | None = None
        while True:
            try:
                self._settle(ending)
                return
            except BROKER_ERRORS:
                if self._is_draining():
                    patience_ends = patience_ends or time.monotonic() + _SHUTDOWN_GRACE_S
                    if time.monotonic() > patience_ends:
                        return  # The lease runs out, and another worker goes on from the checkpoint.
                time.sleep(_PAUSE_WITHOUT_REDIS_S)

    def _settle(self, ending: Ending) -> None:
        try:
            self._outbox.deliver()
            status = self._change_state(ending)
        except Fenced:
            return
        logger.info("job %s is %s %s", self._record.id, status, ending.reason)
        if status == Status.QUEUED:
            publish(self._app, self._record.id)
        else:
            archive(self._store.client, self._storage, self._store.record(self._record.id))
            self._checkpoints.delete()

    def _change_state(self, ending: Ending) -> Status | None:
        id, token = self._record.id, self._record.token
        if ending.status != Status.QUEUED:
            return self._store.finish(id, token, ending.status, ending.reason, ending.detail)
        return self._store.release(
            id,
            token,
            count_attempt=ending.count_attempt,
            reason=ending.reason,
            detail=ending.detail,
            max_attempts=self._settings.max_attempts,
        )

    def _give_up(self, reason: StopReason | None) -> None:
        """The run hangs, or does not hear that it must stop: its state is settled without it, and the process ends."""
        ending = self._ending_without_run(reason)
        logger.error("job %s does not listen (%s): its process is killed", self._record.id, reason or "stalled")
        try:
            if ending:
                self._settle(ending)
        except BROKER_ERRORS:
            pass  # The worker's parent, or the reaper, takes the job back.
        finally:
            os._exit(1)

    def _ending_without_run(self, reason: StopReason | None) -> Ending | None:
        if reason is None:
            return Ending(Status.QUEUED, "stalled", f"The training made no step for {self._settings.stall_s:g} s.", count_attempt=True)
        return ending_of(reason, self._settings.max_job_s)


def ending_of(reason: StopReason, max_job_s: float) -> Ending | None:
    """What a stopped run leads to; None = the job is somebody else's."""
    match reason:
        case StopReason.CANCELLED:
            return Ending(Status.CANCELLED)
        case StopReason.DRAINED:
            return DRAINED
        case StopReason.TIMEOUT:
            return Ending(Status.FAILED, "timeout", f"The training has run for the longest allowed time of {max_job_s:g} s.")
        case StopReason.FENCED:
            return None


def train(record: Record, reporter: Reporter, max_job_s: float) -> Ending | None:
    """Runs the kind's runner, and says what its return or its exception means for the job."""
    try:
        kind = get_kind(record.kind)
        kind.load_runner()(check_parameters(kind, record.params), reporter)
    except Stopped as stopped:
        return ending_of(stopped.reason, max_job_s)
    except Exception as error:  # The boundary: whatever a run raises is told to the person who started it, and the worker goes on.
        foreseen = isinstance(error, Failed | PlaygroundError)
        logger.warning("job %s failed: %s", record.id, error, exc_info=not foreseen)
        return failure(error)
    return Ending(Status.SUCCEEDED)


def failure(error: Exception) -> Ending:
    """What a person is told of an exception."""
    match error:
        case Failed():
            reason, detail = error.reason, error.detail
        case StorageFull():
            reason, detail = "disk_full", error.detail
        case PlaygroundError():
            reason, detail = error.type.replace("-", "_"), error.detail
        case MemoryError():
            reason, detail = "out_of_memory", "The training needs more memory than there is. Take a smaller batch or network."
        case _:
            reason, detail = "error", f"{type(error).__name__}: {error}"
    return Ending(Status.FAILED, reason, detail)


def _publish_files(reporter: JobReporter, ending: Ending) -> Ending:
    try:
        reporter.close()
    except StorageFull as error:
        return failure(error)
    return ending
