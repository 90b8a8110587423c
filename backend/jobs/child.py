"""The process that trains: started fresh for each job by the worker's parent, it imports TensorFlow before a job asks for it."""

import logging
import os
from functools import cache
from pathlib import Path

from backend.jobs.attempt import Attempt
from backend.jobs.connection import connect
from backend.jobs.live_workers import LiveWorkers
from backend.jobs.queue import app, publish
from backend.jobs.store import JobStore
from backend.kinds import warm_up
from backend.settings import get_settings
from backend.storage import Storage

logger = logging.getLogger(__name__)

# Set by the parent, inherited by its children.
WORKER_NAME = "PLAYGROUND_WORKER_NAME"
WORKER_PID = "PLAYGROUND_WORKER_PID"
DRAIN_FLAG = "PLAYGROUND_DRAIN_FLAG"

# Training takes all cores, at low priority: pages stay quick without leaving a core idle, which on a machine with two
# cores would make every training twice as long.
_NICENESS = 10


def prepare() -> None:
    """Called once in each new training process."""
    if os.getppid() != int(os.environ[WORKER_PID]):
        # Celery asks the system to kill a child with its parent. This parent died before that.
        os._exit(1)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    try:
        device = warm_up()
        LiveWorkers(_store()).set_device(os.environ[WORKER_NAME], device)
    except Exception:  # The boundary: a child that cannot start would be replaced by one that cannot either, for ever.
        logger.exception("the training process is not ready; its job will say why")
    # Only now: somebody may be waiting for the process to be ready.
    os.nice(_NICENESS)


def is_draining() -> bool:
    """True once the worker shuts down."""
    flag = os.environ.get(DRAIN_FLAG)
    return flag is not None and Path(flag).exists()


def train_next(hint: str) -> None:
    """Claims the job that is next in line and trains it.

    A wake-up that comes twice, or for a job that is taken, finds nothing to do.

    Args:
        hint: the job that the message was sent for.
    """
    settings, store = get_settings(), _store()
    if is_draining():
        publish(app, hint)  # for another worker
        return
    for job_id in store.queued():
        if record := store.claim(job_id, worker=os.environ[WORKER_NAME], lease_s=settings.lease_s):
            logger.info("job %s: attempt %s begins", job_id, record.attempt)
            Attempt(record, store, Storage(settings.artifacts), app, settings, is_draining).run()
            return
    logger.info("lease_held: nothing is queued; the wake-up for job %s came twice or late", hint)


@cache
def _store() -> JobStore:
    return JobStore(connect(get_settings().broker))
