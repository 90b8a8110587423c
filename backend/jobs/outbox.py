"""Events that are not yet written to Redis: training never waits for Redis, and no event is lost or reordered during an outage."""

import threading
import time
from collections import deque
from collections.abc import Mapping
from typing import Any

from backend.jobs.model import EventType, Status
from backend.jobs.store import JobStore, PendingEvent

# About an hour of batch metrics and progress without Redis; epoch metrics are kept in any case.
MAX_WAITING = 20_000


class Outbox:
    """The events of one attempt, in order. `put` is called by the run, `deliver` by one other thread."""

    def __init__(self, store: JobStore, job_id: str, token: int) -> None:
        self._store, self._job_id, self._token = store, job_id, token
        self._waiting: deque[PendingEvent] = deque()
        self._count = 0
        self.wake = threading.Event()

    def put(
        self, type: EventType, data: Mapping[str, Any], *, dedupe_key: str = "", step: int = 0, fields: Mapping[str, str] | None = None
    ) -> None:
        """Adds an event; see `PendingEvent` for `dedupe_key`, `step` and `fields`."""
        self._count += 1
        at = time.time_ns() // 1_000_000
        self._waiting.append(PendingEvent(self._count, type, at, data, dedupe_key, step, fields or {}))
        self.wake.set()

    @property
    def is_full(self) -> bool:
        """True when the run should omit batch metrics and progress."""
        return len(self._waiting) >= MAX_WAITING

    def deliver(self) -> Status | None:
        """Sends all waiting events; returns the job's state when anything was sent.

        An event leaves the outbox when Redis has answered, so a lost connection loses nothing: the script drops duplicates.

        Raises:
            Fenced: another worker owns the job now.
            redis.ConnectionError, redis.TimeoutError: Redis is unreachable.
        """
        self.wake.clear()
        status = None
        while self._waiting:
            status = self._store.emit(self._job_id, self._token, self._waiting[0])
            self._waiting.popleft()
        return status
