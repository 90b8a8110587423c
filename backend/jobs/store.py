"""All changes to a job record: its state, its owner, and its events. Each change is one Lua script."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import redis

from backend.errors import InvalidInput, NotFound, TooManyRequests
from backend.jobs import keys
from backend.jobs.connection import Client
from backend.jobs.model import EventType, Status
from backend.jobs.record import Record
from backend.jobs.scripts import run_script

IDEMPOTENCY_S = 24 * 3600
_FSYNC_TIMEOUT_MS = 1000


class Fenced(Exception):
    """Another worker owns the job now, or it has ended: nothing from this one is written."""


@dataclass(frozen=True)
class Submission:
    """A new job. `hash` tells whether two submissions are the same; `started_by` is empty where nobody gave a name."""

    id: str
    kind: str
    name: str
    params: str
    hash: str
    started_by: str = ""


@dataclass(frozen=True)
class PendingEvent:
    """One event on its way to the stream.

    Attributes:
        number: counts the events of an attempt from 1; the same number is written once.
        at: milliseconds since 1970.
        dedupe_key, step: of one key, only increasing steps are written; without a key, always.
        fields: what the event changes in the record.
    """

    number: int
    type: EventType
    at: int
    data: Mapping[str, Any]
    dedupe_key: str = ""
    step: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)


class JobStore:
    """The job records in Redis.

    Every method raises `redis.ConnectionError` or `redis.TimeoutError` while Redis is unreachable.
    """

    def __init__(self, client: Client) -> None:
        self.client = client

    def submit(self, submission: Submission, *, max_queued: int, idempotency_key: str | None = None) -> str:
        """Writes a queued job to the disk of Redis and returns its id, or the id of the job that the key has made before.

        Raises:
            InvalidInput: the key was used for something else.
            TooManyRequests: the queue is full.
        """
        answer, *found = self._durably(
            "submit",
            submission.id,
            *(submission.kind, submission.name, submission.params, submission.hash, max_queued),
            *("0" if idempotency_key is None else "1", IDEMPOTENCY_S, submission.started_by),
            more_keys=[keys.idempotency(idempotency_key or ""), keys.COUNTER],
        )
        match answer:
            case "full":
                raise TooManyRequests(
                    f"{max_queued} jobs are queued, which is the limit. Cancel one, or try again later.", retry_after_s=30
                )
            case "other_body":
                raise InvalidInput("This Idempotency-Key was used for another job. Use a new key for a new job.")
        return str(found[0])

    def claim(self, job_id: str, *, worker: str, lease_s: float) -> Record | None:
        """Makes `worker` the owner of a queued job: its record with the new token, or None when it is not queued any more."""
        token = self._durably("claim", job_id, worker, _ms(lease_s))
        return None if token is None else self.record(job_id)

    def heartbeat(self, job_id: str, token: int, *, lease_s: float) -> Status:
        """Renews the lease; `CANCELLING` asks the owner to stop.

        Raises:
            Fenced: the token is not the newest one.
        """
        return _owned(self._run("heartbeat", job_id, token, _ms(lease_s)))

    def emit(self, job_id: str, token: int, event: PendingEvent) -> Status:
        """Adds an event, unless it is there already.

        Raises:
            Fenced: the token is not the newest one.
        """
        fields = [text for pair in event.fields.items() for text in pair]
        data = json.dumps(event.data, allow_nan=False)
        order = event.dedupe_key, event.step
        return _owned(self._run("emit", job_id, token, event.number, event.type, event.at, data, *order, *fields))

    def finish(self, job_id: str, token: int, status: Status, reason: str = "", detail: str = "") -> Status:
        """Ends a job; returns how it ended, which is `CANCELLED` when that was requested in the meantime.

        Raises:
            Fenced: the token is not the newest one.
            ValueError: `status` is not the end of a running job.
        """
        answer = self._durably("finish", job_id, token, status, reason, detail)
        if answer == "rejected":
            raise ValueError(f"a running job cannot become {status}")
        return _owned(answer)

    def release(
        self, job_id: str, token: int, *, count_attempt: bool, reason: str, detail: str, max_attempts: int, only_expired: bool = False
    ) -> Status | None:
        """Puts a running job back into the queue.

        Args:
            count_attempt: whether the attempt counts (its worker died) or not (its worker drains).
            only_expired: do so only when the lease has expired; None is returned when it has not.

        Returns:
            `QUEUED`, `FAILED` (no attempt is left) or `CANCELLED` (requested by a client).

        Raises:
            Fenced: the token is not the newest one.
        """
        answer = self._durably("release", job_id, token, int(count_attempt), reason, detail, max_attempts, int(only_expired))
        return None if answer == "leased" else _owned(answer)

    def cancel(self, job_id: str) -> Status:
        """Cancels a queued job, asks the worker of a running one to stop, and leaves one that has ended as it is.

        Raises:
            NotFound: there is no such job.
        """
        return _known(job_id, self._durably("cancel", job_id))

    def delete(self, job_id: str) -> Status:
        """Deletes a job when it has ended; returns the state that it had or has.

        Raises:
            NotFound: there is no such job.
        """
        return _known(job_id, self._durably("delete", job_id))

    def resend(self, job_id: str, *, after_s: float) -> bool:
        """True for one caller when a queued job has waited for `after_s` since its last wake-up."""
        return bool(self._run("resend", job_id, _ms(after_s)))

    def record(self, job_id: str) -> Record:
        """
        Raises:
            NotFound: there is no such job.
        """
        fields = self.client.hgetall(keys.record(job_id))
        if "id" not in fields:
            raise NotFound(f"There is no job {job_id!r}.")
        return Record(fields)

    def records(self, job_ids: Iterable[str]) -> list[Record]:
        """The records of those that exist, in the same order."""
        pipeline = self.client.pipeline(transaction=False)
        for job_id in job_ids:
            pipeline.hgetall(keys.record(job_id))
        return [Record(fields) for fields in pipeline.execute() if "id" in fields]

    def has_stream(self, job_id: str) -> bool:
        """False when the job's events have expired."""
        return bool(self.client.exists(keys.stream(job_id)))

    def newest(self, *, before: int | None, count: int) -> list[str]:
        """Ids of jobs, newest first, from below a sequence number."""
        highest = "+inf" if before is None else f"({before}"
        found: list[str] = self.client.zrevrangebyscore(keys.INDEX, highest, "-inf", start=0, num=count)
        return found

    def queued(self) -> list[str]:
        """Ids of the waiting jobs, the next one first."""
        found: list[str] = self.client.zrange(keys.QUEUE, 0, -1)
        return found

    def active(self) -> list[Record]:
        """The running and cancelling jobs."""
        return self.records(sorted(self.client.smembers(keys.ACTIVE)))

    def now_ms(self) -> int:
        """Redis' clock."""
        seconds, microseconds = self.client.time()
        return int(seconds) * 1000 + int(microseconds) // 1000

    def uptime_s(self) -> float:
        """How long Redis has been up."""
        return float(self.client.info("server")["uptime_in_seconds"])

    def _run(self, script: str, job_id: str, *arguments: str | float) -> Any:
        return run_script(self.client, script, keys.of_job(job_id), job_id, *arguments)

    def _durably(self, script: str, job_id: str, *arguments: str | float, more_keys: Iterable[str] = ()) -> Any:
        """Runs a script and waits until Redis has it on disk: WAITAOF counts the writes of its own connection."""
        with self.client.client() as connection:
            answer = run_script(connection, script, [*keys.of_job(job_id), *more_keys], job_id, *arguments)
            # A broker without an append-only file, or older than the command, is as durable as its owner made it.
            with suppress(redis.ResponseError):
                connection.waitaof(1, 0, _FSYNC_TIMEOUT_MS)
        return answer


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _owned(answer: str) -> Status:
    if answer == "fenced":
        raise Fenced
    return Status(answer)


def _known(job_id: str, answer: str | None) -> Status:
    if answer is None:
        raise NotFound(f"There is no job {job_id!r}.")
    return Status(answer)
