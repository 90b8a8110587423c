"""The thread beside a training: it renews the lease, delivers the events, and decides when the run must stop."""

import logging
import os
import threading
import time
from collections.abc import Callable

from backend.jobs.connection import BROKER_ERRORS
from backend.jobs.model import Status
from backend.jobs.outbox import Outbox
from backend.jobs.record import Record
from backend.jobs.store import Fenced, JobStore
from backend.reporter import StopReason
from backend.settings import Settings

logger = logging.getLogger(__name__)

_CHECK_S = 0.25
_RETRY_PAUSE_S = 0.5


class Watch(threading.Thread):
    """Runs until `close`.

    Args:
        is_draining: whether the worker shuts down.
        give_up: called, once, in this thread when the run is hung (`None`), or has not stopped `patience_s` after the request.
            It must end the process.

    Attributes:
        stop_reason: why the run must end; it is set once and never changes.
    """

    def __init__(
        self,
        store: JobStore,
        record: Record,
        outbox: Outbox,
        settings: Settings,
        *,
        is_draining: Callable[[], bool],
        give_up: Callable[[StopReason | None], None],
        patience_s: float = 30.0,
    ) -> None:
        super().__init__(name=f"watch-{record.id}", daemon=True)
        self.stop_reason: StopReason | None = None
        self._store, self._record, self._outbox, self._settings = store, record, outbox, settings
        self._is_draining, self._give_up, self._patience_s = is_draining, give_up, patience_s
        self._parent = os.getppid()
        self._deadline = time.monotonic() + settings.max_job_s - record.running_s
        self._moved_at = time.monotonic()
        self._stopped_at = 0.0
        self._next_heartbeat = 0.0
        self._closing = threading.Event()

    def moved(self) -> None:
        """The run is alive."""
        self._moved_at = time.monotonic()

    def close(self) -> None:
        """Ends the thread, after which only the caller uses Redis."""
        self._closing.set()
        self._outbox.wake.set()
        self.join()

    def run(self) -> None:
        while not self._closing.is_set():
            self._check_limits()
            try:
                self._deliver_and_renew_lease()
            except BROKER_ERRORS:
                # Training goes on without Redis; its events wait in the outbox.
                self._closing.wait(_RETRY_PAUSE_S)
            except Exception:  # The boundary of the thread: without it the training would lose its lease unnoticed.
                logger.exception("job %s: its events cannot be delivered", self._record.id)
                self._closing.wait(_RETRY_PAUSE_S)
            self._outbox.wake.wait(_CHECK_S)

    def _deliver_and_renew_lease(self) -> None:
        try:
            status = self._outbox.deliver()
            if time.monotonic() >= self._next_heartbeat:
                status = self._store.heartbeat(self._record.id, self._record.token, lease_s=self._settings.lease_s)
                self._next_heartbeat = time.monotonic() + self._settings.heartbeat_s
        except Fenced:
            self._request_stop(StopReason.FENCED)
        else:
            if status == Status.CANCELLING:
                self._request_stop(StopReason.CANCELLED)

    def _check_limits(self) -> None:
        now = time.monotonic()
        if os.getppid() != self._parent:
            # A worker that was killed leaves its child behind where the system has no PR_SET_PDEATHSIG.
            os._exit(1)
        if self._is_draining():
            self._request_stop(StopReason.DRAINED)
        if now > self._deadline:
            self._request_stop(StopReason.TIMEOUT)
        if self.stop_reason and now - self._stopped_at > self._patience_s:
            self._give_up(self.stop_reason)
        elif now - self._moved_at > self._settings.stall_s:
            self._give_up(None)

    def _request_stop(self, reason: StopReason) -> None:
        if self.stop_reason is None:
            logger.info("job %s must stop: %s", self._record.id, reason)
            self.stop_reason, self._stopped_at = reason, time.monotonic()
