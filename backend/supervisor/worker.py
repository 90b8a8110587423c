"""The role `playground worker`: a Celery worker, which trains one job at a time in a process of its own."""

import platform
import sys

from celery.__main__ import main

from backend.jobs.engine import JobEngine
from backend.jobs.worker import worker_argv
from backend.settings import Settings
from backend.supervisor.valkey import require_broker


def run(settings: Settings) -> None:
    """Run the worker; SIGTERM saves the running job, requeues it and ends the worker.

    Raises:
        CannotStart: no broker is configured.
    """
    require_broker(settings)
    _python, _m, *sys.argv = worker_argv(settings)  # in this process: a second start of Python would cost half a second
    main()


def is_alive(settings: Settings) -> bool:
    """Whether a worker of this machine (or container) has sent a heartbeat within the last `settings.lease_s`.

    Raises:
        DependencyDown: the broker does not answer.
    """
    return any(worker.name.rpartition("-")[0] == platform.node() for worker in JobEngine(settings).workers())
