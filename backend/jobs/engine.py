"""The job engine as the API and the command line see it. They know nothing of Redis and Celery."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any
from uuid import uuid4

from backend.datasets.catalogue import Catalogue
from backend.errors import BadRequest, Conflict, NotFound
from backend.jobs import events as stream
from backend.jobs import history
from backend.jobs.admission import admit
from backend.jobs.artifacts import Manifest, folder, read_file, read_manifest
from backend.jobs.connection import BROKER_ERRORS, broker_errors, connect
from backend.jobs.hub import EventHub
from backend.jobs.live_workers import LiveWorkers
from backend.jobs.model import TERMINAL, Artifact, Event, EventPage, Job, JobPage, Status, Worker
from backend.jobs.queue import make_app, publish
from backend.jobs.reaper import Reaper, ReaperThread
from backend.jobs.record import Record
from backend.jobs.store import JobStore, Submission
from backend.settings import Settings
from backend.storage import Storage

_PAGE = 100
_MAX_EVENTS = 5000


class JobEngine:
    """Every method raises `DependencyDown` while Redis is unreachable, and may be called from any thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = JobStore(connect(settings.broker))
        self._storage = Storage(settings.artifacts)
        self._catalogue = Catalogue(settings.datasets, self._storage)
        self._app = make_app(settings)
        self._hub = EventHub(settings.broker)
        self._reaper: ReaperThread | None = None

    async def start(self) -> None:
        """Begins to read live events, and to bring lost jobs back."""
        await self._hub.start()
        self._reaper = ReaperThread(Reaper(self._store, self._app, self._settings), self._settings.reap_interval_s)
        self._reaper.start()

    async def stop(self) -> None:
        """Ends what `start` has begun, and closes the engine."""
        await self._hub.stop()
        if self._reaper:
            await asyncio.to_thread(self._reaper.close)
        self.close()

    def close(self) -> None:
        """Gives the connections back."""
        self._store.client.close()
        self._app.close()

    def ping(self) -> None:
        """Returns when Redis answers."""
        with broker_errors():
            self._store.client.ping()

    def workers(self) -> list[Worker]:
        """The workers that are alive."""
        with broker_errors():
            return LiveWorkers(self._store).live(within_s=self._settings.lease_s)

    def submit(
        self,
        kind_id: str,
        params: dict[str, Any],
        name: str | None = None,
        idempotency_key: str | None = None,
        started_by: str | None = None,
    ) -> Job:
        """Accepts a job: when this returns, its record is on disk.

        Raises:
            InvalidInput: a wrong kind, data set or parameter; or the key was used for another job.
            DatasetUnavailable: the data is not here and cannot be fetched.
            TooManyRequests: the queue is full.
        """
        kind, checked, dataset = admit(kind_id, params, self._catalogue)
        title = name or f"{kind.title}, {dataset.title}"
        spec = checked.model_dump_json()
        digest = hashlib.sha256(json.dumps([kind.id, title, spec, started_by]).encode()).hexdigest()
        submission = Submission(uuid4().hex, kind.id, title, spec, digest, started_by or "")
        with broker_errors():
            job_id = self._store.submit(submission, max_queued=self._settings.max_queued_jobs, idempotency_key=idempotency_key)
            if job_id == submission.id:
                self._wake(job_id)
            return self.get(job_id)

    def _wake(self, job_id: str) -> None:
        # The record is written: if this message is lost, a reaper sends another.
        with suppress(*BROKER_ERRORS):
            publish(self._app, job_id)

    def get(self, job_id: str) -> Job:
        """
        Raises:
            NotFound: there is no such job.
        """
        with broker_errors():
            return self._jobs([self._store.record(job_id)])[0]

    def first_in_need_of(self, dataset_id: str) -> Job | None:
        """A job that has not ended and trains on a data set; None when there is none."""
        for status in (Status.RUNNING, Status.CANCELLING, Status.QUEUED):
            cursor = None
            while True:
                page = self.list(status, None, _PAGE, cursor)
                if found := next((job for job in page.items if job.params.get("dataset") == dataset_id), None):
                    return found
                if (cursor := page.next_cursor) is None:
                    break
        return None

    def cancel(self, job_id: str) -> Job:
        """Cancels a waiting job at once, and asks the worker of a running one to stop. Asking again changes nothing.

        Raises:
            NotFound: there is no such job.
            Conflict: it has succeeded or failed.
        """
        with broker_errors():
            status = self._store.cancel(job_id)
            if status in (Status.SUCCEEDED, Status.FAILED):
                raise Conflict(f"The job has {status} already; only a queued or running job can be cancelled.")
            if status == Status.CANCELLED:
                history.archive(self._store.client, self._storage, self._store.record(job_id))
            return self.get(job_id)

    def retry(self, job_id: str, idempotency_key: str | None = None, started_by: str | None = None) -> Job:
        """A new job with the same kind, parameters and name, started by whoever asks for it.

        Raises:
            NotFound: there is no such job.
            As `submit`.
        """
        with broker_errors():
            record = self._store.record(job_id)
        return self.submit(record.kind, record.params, record.fields["name"], idempotency_key, started_by)

    def delete(self, job_id: str) -> None:
        """Removes a job that has ended, its events and its files.

        Raises:
            NotFound: there is no such job.
            Conflict: it has not ended.
        """
        with broker_errors():
            status = self._store.delete(job_id)
        if status not in TERMINAL:
            raise Conflict(f"The job is {status}; cancel it before you delete it.")
        self._storage.delete(folder(job_id))

    def events(self, job_id: str, after: str | None = None, limit: int = 1000) -> EventPage:
        """A page of a job's events. `next_after` is what `after` has to be for the next page, now or later.

        Args:
            limit: 1 to 5000.

        Raises:
            NotFound: there is no such job.
            BadRequest: `after` is not an event id.
        """
        stream.order(after or stream.BEGINNING)
        with broker_errors():
            items = self._read_events(job_id, after or stream.BEGINNING, min(max(limit, 1), _MAX_EVENTS))
        return EventPage(items=items, next_after=items[-1].id if items else after)

    def _read_events(self, job_id: str, after: str, limit: int) -> list[Event]:
        record = self._store.record(job_id)
        items = stream.read(self._store.client, job_id, after=after, limit=limit)
        if not items and record.is_terminal and not self._store.has_stream(job_id):
            items = stream.after(history.read_archive(self._storage, record), after)[:limit]
        return items

    def follow(self, job_id: str, after: str | None = None) -> AsyncIterator[Event | None]:
        """The events after the event `after`, as they happen; None = 15 s without any. Ends after the last one.

        Call `get` first: an unknown job has no events.

        Raises:
            BadRequest: `after` is not an event id; raised by the call itself.
        """
        position = after or stream.BEGINNING
        stream.order(position)
        return self._hub.listen(job_id, position, lambda position: self._next_events(job_id, position))

    def _next_events(self, job_id: str, after: str) -> list[Event] | None:
        try:
            # The state first: a job that has ended before the events were read has no more than these.
            has_ended = self._store.record(job_id).is_terminal
            items = self._read_events(job_id, after, _MAX_EVENTS)
        except NotFound:
            return None
        return None if has_ended and not items else items

    def artifacts(self, job_id: str) -> list[Artifact]:
        """The files that are there: those of the result once the job has ended, images while it runs.

        Raises:
            NotFound: there is no such job.
        """
        return [entry.artifact for _, entry in sorted(self._manifest(job_id).items())]

    def read_artifact(self, job_id: str, name: str) -> tuple[Artifact, bytes]:
        """
        Raises:
            NotFound: there is no such job, or no such file.
            ArtifactCorrupt: the file is not the one that was stored.
        """
        return read_file(self._storage, self._manifest(job_id), name)

    def _manifest(self, job_id: str) -> Manifest:
        with broker_errors():
            record = self._store.record(job_id)
        return read_manifest(self._storage, job_id, record.token)

    def _jobs(self, records: list[Record]) -> list[Job]:
        now_ms = self._store.now_ms()
        queued = self._store.queued() if any(record.status == Status.QUEUED for record in records) else []
        position = {job_id: place for place, job_id in enumerate(queued, start=1)}
        return [record.job(now_ms=now_ms, queue_position=position.get(record.id)) for record in records]

    # Last, because its name hides the type in what follows it.
    def list(self, status: Status | None = None, kind: str | None = None, limit: int = 20, cursor: str | None = None) -> JobPage:
        """Jobs of a state and a kind, newest first.

        Args:
            limit: 1 to 100.
            cursor: `next_cursor` of the page before.

        Raises:
            BadRequest: the cursor is not one.
        """
        before = _sequence(cursor)
        limit = min(max(limit, 1), _PAGE)
        found: list[Record] = []
        with broker_errors():
            while len(found) <= limit and (ids := self._store.newest(before=before, count=_PAGE)):
                records = self._store.records(ids)
                before = records[-1].sequence if records else None
                found += [r for r in records if status in (None, r.status) and kind in (None, r.kind)]
                if len(ids) < _PAGE or before is None:
                    break
            items = self._jobs(found[:limit])
        return JobPage(items=items, next_cursor=str(found[limit - 1].sequence) if len(found) > limit else None)


def _sequence(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 18):
        raise BadRequest(f"{cursor[:40]!r} is not a cursor; use the next_cursor of the page before.")
    return int(cursor)
