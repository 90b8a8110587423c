"""The scripts against a model of them in Python, over random sequences of calls."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
import redis
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from

from backend.errors import NotFound
from backend.jobs.connection import connect
from backend.jobs.events import read_all
from backend.jobs.model import TERMINAL, Status
from backend.jobs.store import Fenced, JobStore, PendingEvent, Submission

MAX_ATTEMPTS = 3
LEGAL = {
    (None, Status.QUEUED),
    (Status.QUEUED, Status.RUNNING),
    (Status.QUEUED, Status.CANCELLED),
    (Status.RUNNING, Status.QUEUED),
    (Status.RUNNING, Status.CANCELLING),
    (Status.RUNNING, Status.SUCCEEDED),
    (Status.RUNNING, Status.FAILED),
    (Status.CANCELLING, Status.CANCELLED),
}


@dataclass
class Model:
    """What a job should be."""

    status: Status = Status.QUEUED
    attempt: int = 0
    token: int = 0
    expired: bool = False
    step: int = -1

    def is_owned_by(self, token: int) -> bool:
        return token == self.token and self.status in (Status.RUNNING, Status.CANCELLING)


class Jobs(RuleBasedStateMachine):
    """Workers with valid and invalid tokens, clients that cancel and delete, and reapers, in any order."""

    url = ""
    jobs = Bundle("jobs")

    def __init__(self) -> None:
        super().__init__()
        self.client = connect(self.url)
        self.client.flushall()
        self.store = JobStore(self.client)
        self.models: dict[str, Model] = {}
        self.deleted: set[str] = set()
        self.emitted = 0

    def teardown(self) -> None:
        self.client.close()

    @rule(target=jobs)
    def submit(self) -> Any:
        job_id = uuid4().hex
        self.store.submit(Submission(job_id, "cnn", "a job", "{}", "h"), max_queued=1000)
        self.models[job_id] = Model()
        return multiple(job_id)

    @rule(job_id=jobs, expired=booleans())
    def claim(self, job_id: str, expired: bool) -> None:
        model = self.models.get(job_id)
        record = self.store.claim(job_id, worker="w", lease_s=-1 if expired else 1000)
        if model is None or model.status != Status.QUEUED:
            assert record is None
            return
        model.status, model.expired = Status.RUNNING, expired
        model.attempt, model.token = model.attempt + 1, model.token + 1
        assert record and record.token == model.token

    @rule(job_id=jobs, back=integers(0, 1))
    def heartbeat(self, job_id: str, back: int) -> None:
        model = self.models.get(job_id, Model())
        token = model.token - back
        if model.is_owned_by(token):
            assert self.store.heartbeat(job_id, token, lease_s=1000) == model.status
            model.expired = False
        else:
            with pytest.raises(Fenced):
                self.store.heartbeat(job_id, token, lease_s=1000)

    @rule(job_id=jobs, back=integers(0, 1), step=integers(0, 5))
    def emit(self, job_id: str, back: int, step: int) -> None:
        model = self.models.get(job_id, Model())
        token = model.token - back
        self.emitted += 1
        event = PendingEvent(self.emitted, "metric", 0, {"step": step}, "epoch:train", step)
        if model.is_owned_by(token):
            assert self.store.emit(job_id, token, event) == model.status
            model.step = max(model.step, step)
        else:
            with pytest.raises(Fenced):
                self.store.emit(job_id, token, event)

    @rule(job_id=jobs, back=integers(0, 1), ending=sampled_from([Status.SUCCEEDED, Status.FAILED]))
    def finish(self, job_id: str, back: int, ending: Status) -> None:
        model = self.models.get(job_id, Model())
        token = model.token - back
        if model.is_owned_by(token):
            model.status = Status.CANCELLED if model.status == Status.CANCELLING else ending
            assert self.store.finish(job_id, token, ending) == model.status
        elif token == model.token and model.status == ending:
            assert self.store.finish(job_id, token, ending) == ending
        else:
            with pytest.raises(Fenced):
                self.store.finish(job_id, token, ending)

    @rule(job_id=jobs, back=integers(0, 1), count_attempt=booleans(), only_expired=booleans())
    def release(self, job_id: str, back: int, count_attempt: bool, only_expired: bool) -> None:
        model = self.models.get(job_id, Model())
        token = model.token - back

        def release() -> Status | None:
            return self.store.release(
                job_id, token, count_attempt=count_attempt, reason="r", detail="d", max_attempts=MAX_ATTEMPTS, only_expired=only_expired
            )

        if not model.is_owned_by(token):
            with pytest.raises(Fenced):
                release()
        elif only_expired and not model.expired:
            assert release() is None
        else:
            if model.status == Status.CANCELLING:
                model.status = Status.CANCELLED
            elif count_attempt and model.attempt >= MAX_ATTEMPTS:
                model.status = Status.FAILED
            else:
                model.status = Status.QUEUED
                model.attempt -= 0 if count_attempt else 1
            assert release() == model.status

    @rule(job_id=jobs)
    def cancel(self, job_id: str) -> None:
        model = self.models.get(job_id)
        if model is None:
            with pytest.raises(NotFound):
                self.store.cancel(job_id)
            return
        model.status = {Status.QUEUED: Status.CANCELLED, Status.RUNNING: Status.CANCELLING}.get(model.status, model.status)
        assert self.store.cancel(job_id) == model.status

    @rule(job_id=jobs)
    def delete(self, job_id: str) -> None:
        model = self.models.get(job_id)
        if model is None:
            with pytest.raises(NotFound):
                self.store.delete(job_id)
            return
        assert self.store.delete(job_id) == model.status
        if model.status in TERMINAL:
            del self.models[job_id]

    @invariant()
    def the_records_are_as_the_model_says(self) -> None:
        assert sorted(self.store.newest(before=None, count=1000)) == sorted(self.models)
        for job_id, model in self.models.items():
            record = self.store.record(job_id)
            assert (record.status, record.attempt, record.token) == (model.status, model.attempt, model.token)
            assert ("finished_at" in record.fields) == (model.status in TERMINAL)
        assert set(self.store.queued()) == {job_id for job_id, model in self.models.items() if model.status == Status.QUEUED}
        running = {job_id for job_id, model in self.models.items() if model.status in (Status.RUNNING, Status.CANCELLING)}
        assert {record.id for record in self.store.active()} == running

    @invariant()
    def the_streams_tell_of_legal_changes_and_growing_steps(self) -> None:
        for job_id, model in self.models.items():
            events = read_all(self.client, job_id)
            states = [None] + [Status(event.data["status"]) for event in events if event.type == "state"]
            assert set(pairwise(states)) <= LEGAL
            assert states[-1] == model.status
            steps = [event.data["step"] for event in events if event.type == "metric"]
            assert steps == sorted(set(steps)) and max(steps, default=-1) == model.step
            assert model.status not in TERMINAL or events[-1].type == "state"


def test_the_scripts_do_what_the_model_says(broker_url: str, valkey: redis.Redis) -> None:
    Jobs.url = broker_url
    run_state_machine_as_test(Jobs, settings=settings(max_examples=40, stateful_step_count=40, deadline=None, print_blob=True))
