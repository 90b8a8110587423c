"""The thread in a worker's parent process: it sends the worker's heartbeat, and reaps."""

import logging
import threading
import time
from contextlib import suppress

from celery import Celery

from backend.jobs.connection import BROKER_ERRORS, connect
from backend.jobs.live_workers import LiveWorkers
from backend.jobs.reaper import Reaper
from backend.jobs.store import JobStore
from backend.settings import Settings

logger = logging.getLogger(__name__)


class Housekeeping(threading.Thread):
    """Runs from `start` to `close`.

    Args:
        predecessor: the worker that died and that this one replaces, if any: its jobs are taken back at once.
    """

    def __init__(self, worker: str, app: Celery, settings: Settings, predecessor: str | None = None) -> None:
        super().__init__(name="housekeeping", daemon=True)
        self._worker, self._settings = worker, settings
        self._store = JobStore(connect(settings.broker))
        self._registry = LiveWorkers(self._store)
        self._reaper = Reaper(self._store, app, settings)
        self._wake = threading.Event()
        self._lost = {predecessor} if predecessor else set[str]()
        self._closing = False
        self._next_reap = 0.0

    def child_is_lost(self) -> None:
        """The training process died; its job is taken back at once."""
        self._lost.add(self._worker)
        self._wake.set()

    def close(self) -> None:
        self._closing = True
        self._wake.set()
        self.join()

    def run(self) -> None:
        while not self._closing:
            try:
                self._keep()
            except BROKER_ERRORS:
                logger.warning("Redis is unreachable")
            except Exception:  # The boundary of the thread: without it the worker would be considered dead.
                logger.exception("housekeeping failed")
            self._wake.wait(self._settings.heartbeat_s)
            self._wake.clear()
        with suppress(*BROKER_ERRORS):  # It expires anyway when no heartbeat was sent for a lease.
            self._registry.forget(self._worker)

    def _keep(self) -> None:
        for lost in tuple(self._lost):
            self._lost.discard(lost)  # before: who is lost in the meantime is taken care of next time
            try:
                self._reaper.release_jobs_of(lost)
            except BaseException:
                self._lost.add(lost)
                raise
            if lost != self._worker:
                self._registry.forget(lost)
        self._registry.beat(self._worker)
        if time.monotonic() >= self._next_reap:
            self._reaper.reap()
            self._next_reap = time.monotonic() + self._settings.reap_interval_s
