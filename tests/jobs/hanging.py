"""`python -m tests.jobs.hanging BROKER_URL DATA_DIR JOB_ID` claims a job and hangs in it, until its watch kills it."""

import sys
from pathlib import Path

from backend.jobs.attempt import Attempt
from backend.jobs.connection import connect
from backend.jobs.queue import make_app
from backend.jobs.store import JobStore
from backend.kinds import KINDS
from backend.settings import Settings
from backend.storage import Storage
from tests.jobs.runners import hang, kind_with


def main(broker_url: str, data_dir: str, job_id: str) -> None:
    settings = Settings(broker_url=broker_url, data_dir=Path(data_dir), heartbeat_s=0.1, stall_s=0.5)
    KINDS["cnn"] = kind_with(hang)
    store = JobStore(connect(settings.broker))
    record = store.claim(job_id, worker="w", lease_s=30)
    assert record
    Attempt(record, store, Storage(settings.artifacts), make_app(settings), settings, is_draining=bool).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
