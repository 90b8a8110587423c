"""The Redis keys."""

import re
from hashlib import sha256

from backend.errors import NotFound

INDEX = "dlp:jobs:index"  # sorted set of all job ids by their number
QUEUE = "dlp:jobs:queue"  # sorted set of the queued ones
ACTIVE = "dlp:jobs:active"  # set of the running and cancelling ones
COUNTER = "dlp:jobs:counter"
FEED = "dlp:jobs:feed"  # the newest events of all jobs, for the one reader of each API process
WORKERS = "dlp:workers"  # hash of worker name -> time of its last heartbeat
DEVICES = "dlp:devices"  # hash of worker name -> what it trains on

_JOB_ID = re.compile(r"[0-9a-f]{32}")


def record(job_id: str) -> str:
    """
    Raises:
        NotFound: no job has such an id, so that no request can name another key.
    """
    if not _JOB_ID.fullmatch(job_id):
        raise NotFound(f"There is no job {job_id!r}.")
    return f"dlp:job:{job_id}"


def stream(job_id: str) -> str:
    return f"{record(job_id)}:events"


def dedupe(job_id: str) -> str:
    """The newest step of each dedupe key, and the number of delivered events of each attempt."""
    return f"{record(job_id)}:dedupe"


def idempotency(key: str) -> str:
    return f"dlp:idempotency:{sha256(key.encode()).hexdigest()}"


def of_job(job_id: str) -> list[str]:
    """The KEYS of every script, in the order of `lua/common.lua`."""
    return [record(job_id), stream(job_id), dedupe(job_id), QUEUE, ACTIVE, INDEX, FEED]
