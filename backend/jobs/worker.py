"""The worker: a Celery parent process that never imports TensorFlow, and one child at a time that trains."""

import logging
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from billiard.exceptions import TimeLimitExceeded, WorkerLostError
from celery import signals

from backend.jobs.child import DRAIN_FLAG, WORKER_NAME, WORKER_PID, prepare, train_next
from backend.jobs.housekeeping import Housekeeping
from backend.jobs.queue import QUEUE, WAKE_UP, app
from backend.settings import Settings, get_settings

logger = logging.getLogger(__name__)

PREDECESSOR = "PLAYGROUND_PREDECESSOR"  # the process id of the worker that died before; the supervisor sets it

_parent: dict[str, Housekeeping] = {}


def worker_argv(settings: Settings) -> list[str]:
    """The command line of a worker; it reads the same settings from its environment."""
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "backend.jobs.queue", "worker"]
    options = ["-Q", QUEUE, "-n", f"{QUEUE}-{uuid4().hex[:8]}@%h", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    return celery + options


def wake_up(job_id: str) -> None:
    """The only message: a job is queued."""
    train_next(job_id)


def _name_of(pid: int | str) -> str:
    return f"{platform.node()}-{pid}"


def _name_the_worker(**_: Any) -> None:
    os.environ[WORKER_PID] = str(os.getpid())
    os.environ[WORKER_NAME] = _name_of(os.getpid())
    os.environ[DRAIN_FLAG] = str(Path(tempfile.mkdtemp(prefix="playground-worker-")) / "drain")


def _prepare_the_child(**_: Any) -> None:
    prepare()


def _start_housekeeping(**_: Any) -> None:
    predecessor = os.environ.get(PREDECESSOR)
    _parent["housekeeping"] = Housekeeping(os.environ[WORKER_NAME], app, get_settings(), predecessor and _name_of(predecessor))
    _parent["housekeeping"].start()


def _drain(**_: Any) -> None:
    Path(os.environ[DRAIN_FLAG]).touch()


def _take_back_what_a_dead_child_ran(exception: BaseException, **_: Any) -> None:
    if isinstance(exception, WorkerLostError | TimeLimitExceeded) and "housekeeping" in _parent:
        _parent["housekeeping"].child_is_lost()


def _leave(**_: Any) -> None:
    if "housekeeping" in _parent:
        _parent["housekeeping"].close()
    shutil.rmtree(Path(os.environ[DRAIN_FLAG]).parent, ignore_errors=True)


app.task(name=WAKE_UP)(wake_up)
signals.worker_init.connect(_name_the_worker)
signals.worker_process_init.connect(_prepare_the_child)
signals.worker_ready.connect(_start_housekeeping)
signals.worker_shutting_down.connect(_drain)
signals.task_failure.connect(_take_back_what_a_dead_child_ran)
signals.worker_shutdown.connect(_leave)
