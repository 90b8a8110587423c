"""What a run has said and Redis has not yet written: training never waits for Redis, and nothing is lost or reordered while it is away."""

import threading
import time
from collections import deque
from collections.abc import Mapping
from typing import Any

from backend.jobs.model import EventType, Status
from backend.jobs.store import Emission, JobStore

# About an hour of batch metrics and progress without Redis; epoch metrics are kept in any case.
FULL = 20_000


class Outbox:
    """The events of one attempt, in order. `put` is called by the run, `deliver` by one other thread."""

    def __init__(self, store: JobStore, job_id: str, token: int) -> None:
        self._store, self._job_id, self._token = store, job_id, token
        self._waiting: deque[Emission] = deque()
        self._count = 0
        self.wake = threading.Event()

    def put(
        self, type: EventType, data: Mapping[str, Any], *, mark: str = "", step: int = 0, fields: Mapping[str, str] | None = None
    ) -> None:
        """Takes an event; see `Emission` for `mark`, `step` and `fields`."""
        self._count += 1
        at = time.time_ns() // 1_000_000
        self._waiting.append(Emission(self._count, type, at, data, mark, step, fields or {}))
        self.wake.set()

    @property
    def is_full(self) -> bool:
        """True when the run should leave out what can be left out."""
        return len(self._waiting) >= FULL

    def deliver(self) -> Status | None:
        """Sends all that waits; returns the job's state when anything was sent.

        An event leaves the outbox when Redis has answered, so a lost connection costs nothing: the script drops what it knows.

        Raises:
            Fenced: another worker owns the job now.
            redis.ConnectionError, redis.TimeoutError: Redis is away.
        """
        self.wake.clear()
        status = None
        while self._waiting:
            status = self._store.emit(self._job_id, self._token, self._waiting[0])
            self._waiting.popleft()
        return status
