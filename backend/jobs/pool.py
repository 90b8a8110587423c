"""Celery's pool of training processes, which notices within half a second that one has died."""

from collections.abc import Callable

from celery.concurrency import asynpool, prefork

_CHECK_S = 0.5


class _Pool(asynpool.AsynPool):  # type: ignore[misc]
    @property
    def timers(self) -> dict[Callable[[], None], float]:
        """Celery looks for dead processes every 5 s. It is also woken by a process's end, but often before its exit code is available."""
        return {self.maintain_pool: _CHECK_S}


class TaskPool(prefork.TaskPool):  # type: ignore[misc]
    """The prefork pool, configured in Celery as `backend.jobs.pool:TaskPool`."""

    Pool = _Pool
