"""Requeues jobs whose worker is lost, and sends lost wake-ups again.

Any number of reapers may run: each step is one script that works for one of them only.
"""

import logging
import threading
import time

from celery import Celery

from backend.jobs.connection import BROKER_ERRORS
from backend.jobs.history import archive
from backend.jobs.live_workers import LiveWorkers
from backend.jobs.model import TERMINAL, Status
from backend.jobs.queue import publish, waiting_messages
from backend.jobs.record import Record
from backend.jobs.store import Fenced, JobStore
from backend.settings import Settings
from backend.storage import Storage

logger = logging.getLogger(__name__)

_LOOKED_BACK = 100


class Reaper:
    """One per API process and one per worker."""

    def __init__(self, store: JobStore, app: Celery, settings: Settings) -> None:
        self._store, self._app, self._settings = store, app, settings
        self._registry = LiveWorkers(store)
        self._was_away = False
        self._quiet_until = 0.0
        self._storage = Storage(settings.artifacts)
        self._has_looked_back = False

    def reap(self) -> None:
        """One pass. During an outage of Redis it does nothing."""
        try:
            if not self._is_grace():
                for record in self._store.active():
                    self._take_back(record, only_expired=True)
            self._wake_again()
            self._look_back()
        except BROKER_ERRORS:
            self._was_away = True

    def release_jobs_of(self, worker: str) -> None:
        """Takes back what a dead worker process ran, without waiting for its lease to run out."""
        for record in self._store.active():
            if record.fields.get("worker") == worker:
                self._take_back(record, only_expired=False)

    def _is_grace(self) -> bool:
        """After an outage the leases have run out, but their owners are alive: they have two leases' time to send a heartbeat."""
        grace_s = 2 * self._settings.lease_s
        uptime_s = self._store.uptime_s()
        if self._was_away:
            self._was_away, self._quiet_until = False, time.monotonic() + grace_s
        return uptime_s < grace_s or time.monotonic() < self._quiet_until

    def _take_back(self, record: Record, *, only_expired: bool) -> None:
        detail = f"The worker {record.fields.get('worker')} died or sent no heartbeat for {self._settings.lease_s:g} s."
        try:
            status = self._store.release(
                record.id,
                record.token,
                count_attempt=True,
                reason="worker_lost",
                detail=detail,
                max_attempts=self._settings.max_attempts,
                only_expired=only_expired,
            )
        except Fenced:
            return
        if status:
            logger.warning("job %s: %s It is %s.", record.id, detail, status)
        if status == Status.QUEUED:
            publish(self._app, record.id)
        elif status in TERMINAL:
            archive(self._store.client, self._storage, self._store.record(record.id))

    def _look_back(self) -> None:
        """Once: a worker that was killed right after a job's end may have left its history unwritten."""
        if self._has_looked_back:
            return
        for record in self._store.records(self._store.newest(before=None, count=_LOOKED_BACK)):
            if record.is_terminal:
                archive(self._store.client, self._storage, record)
        self._has_looked_back = True

    def _wake_again(self) -> None:
        """One message is enough: a woken worker takes the job that is next in line, whichever the message names."""
        queued = self._store.queued()
        if not queued or waiting_messages(self._app) or not self._has_idle_worker():
            return
        if self._store.resend(queued[0], after_s=self._settings.resend_after_s):
            logger.warning("job %s: its wake-up was lost and is sent again", queued[0])
            publish(self._app, queued[0])

    def _has_idle_worker(self) -> bool:
        return any(worker.job_id is None for worker in self._registry.live(within_s=self._settings.lease_s))


class ReaperThread(threading.Thread):
    """Reaps every `reap_interval_s`, from `start` to `close`."""

    def __init__(self, reaper: Reaper, interval_s: float) -> None:
        super().__init__(name="reaper", daemon=True)
        self._reaper, self._interval_s = reaper, interval_s
        self._closing = threading.Event()

    def run(self) -> None:
        while not self._closing.wait(self._interval_s):
            try:
                self._reaper.reap()
            except Exception:  # The boundary of the thread: its end would go unnoticed.
                logger.exception("the reaper failed")

    def close(self) -> None:
        self._closing.set()
        self.join()
