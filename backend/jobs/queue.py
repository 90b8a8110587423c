"""The Celery application. Its messages only wake workers: what is to be done is in the job records.

Each setting that differs from Celery's default is here because of a failure that it prevents; the failure is named beside it.
"""

from typing import Any

from celery import Celery
from celery.loaders.app import AppLoader
from kombu.entity import Queue

from backend.jobs.connection import celery_url
from backend.settings import Settings, get_settings

QUEUE = "train"
WAKE_UP = "backend.jobs.worker.wake_up"

# A message that a worker took before it died is redelivered after this; the reaper is faster.
_VISIBILITY_TIMEOUT_S = 300


class Loader(AppLoader):  # type: ignore[misc]
    """Celery looks for modules in the working directory first; a folder `backend` there is not ours."""

    def import_from_cwd(self, module: str, imp: Any = None, package: str | None = None) -> Any:
        return (imp or self.import_module)(module, package=package)


def make_app(settings: Settings) -> Celery:
    """A Celery application that talks to the broker of `settings`."""
    app = Celery("playground", broker=celery_url(settings.broker), include=["backend.jobs.worker"], loader=Loader, set_as_current=False)
    app.conf.update(
        # JSON only: a pickled message would be code from whoever reaches the broker.
        task_serializer="json",
        accept_content=["json"],
        # No result backend: while Redis is unreachable it makes every later publish fail for good.
        task_ignore_result=True,
        result_backend=None,
        # Lease and reaper bring lost jobs back. Redelivery would run long jobs twice, and loop on one that kills its worker.
        task_acks_late=False,
        task_reject_on_worker_lost=False,
        # No job waits behind a running one while another worker is free.
        worker_prefetch_multiplier=1,
        worker_disable_prefetch=True,
        # One training at a time, in a fresh process: the end of a process is what frees the memory of a GPU.
        worker_pool="backend.jobs.pool:TaskPool",
        worker_concurrency=1,
        worker_max_tasks_per_child=1,
        # TensorFlow's threads do not survive a fork.
        worker_pool_start_method="spawn",
        # The child imports TensorFlow before it reports for work, which takes long on a busy machine.
        worker_proc_alive_timeout=180.0,
        # True kills a running training when Redis restarts.
        worker_cancel_long_running_tasks_on_connection_loss=False,
        worker_soft_shutdown_timeout=20.0,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "visibility_timeout": _VISIBILITY_TIMEOUT_S,
            "socket_timeout": 30,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            "health_check_interval": 25,
            "global_keyprefix": "dlp:",
        },
        visibility_timeout=_VISIBILITY_TIMEOUT_S,
        # The worker ends a training at max_job_s itself; this is for one that does not respond.
        task_time_limit=settings.max_job_s + 120,
        task_create_missing_queues=False,
        task_default_queue=QUEUE,
        task_queues=[Queue(QUEUE)],  # type: ignore[no-untyped-call]
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_enable_remote_control=False,
        broker_pool_limit=10,
        task_publish_retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1},
    )
    return app


def publish(app: Celery, job_id: str) -> None:
    """Wakes one worker up.

    Raises:
        kombu.exceptions.OperationalError: the broker does not answer.
    """
    app.send_task(WAKE_UP, args=[job_id], queue=QUEUE)


def waiting_messages(app: Celery) -> int:
    """Wake-ups that no worker has taken yet.

    Raises:
        kombu.exceptions.OperationalError, redis.ConnectionError: the broker does not answer.
    """
    with app.connection_for_write() as connection:
        count: int = connection.default_channel.queue_declare(queue=QUEUE, durable=True).message_count
        return count


app = make_app(get_settings())
