import pytest

from backend.errors import InvalidInput, NotFound, TooManyRequests
from backend.jobs import keys
from backend.jobs.events import read_all
from backend.jobs.model import Status
from backend.jobs.record import Record
from backend.jobs.store import Fenced, JobStore, PendingEvent, Submission
from tests.jobs.conftest import Submit


def release(
    store: JobStore, record: Record, *, count_attempt: bool = False, only_expired: bool = False, max_attempts: int = 3
) -> Status | None:
    return store.release(
        record.id,
        record.token,
        count_attempt=count_attempt,
        reason="why",
        detail="because",
        max_attempts=max_attempts,
        only_expired=only_expired,
    )


def backdate(store: JobStore, job_id: str, field: str, seconds: int) -> None:
    """As if what the field says had happened so much earlier."""
    store.client.hincrby(keys.record(job_id), field, -1000 * seconds)


def states(store: JobStore, job_id: str) -> list[str]:
    return [event.data["status"] for event in read_all(store.client, job_id) if event.type == "state"]


def test_a_submitted_job_waits(store: JobStore, submit: Submit) -> None:
    job_id = submit()
    record = store.record(job_id)
    assert (record.status, record.attempt, record.token, record.params) == (Status.QUEUED, 0, 0, {"dataset": "digits"})
    assert store.queued() == [job_id]
    assert states(store, job_id) == ["queued"]


def test_jobs_wait_in_the_order_of_their_submission(store: JobStore, submit: Submit) -> None:
    ids = [submit() for _ in range(20)]
    assert store.queued() == ids
    assert store.newest(before=None, count=100) == ids[::-1]


def test_a_full_queue_rejects_and_leaves_no_record(store: JobStore, submit: Submit) -> None:
    submit(max_queued=2)
    submit(max_queued=2)
    with pytest.raises(TooManyRequests) as error:
        submit(max_queued=2)
    assert error.value.retry_after_s == 30
    assert len(store.newest(before=None, count=100)) == 2


def test_a_submission_that_is_sent_again_finds_its_job_and_changes_nothing(store: JobStore) -> None:
    """The client sends a command again when the connection breaks before the answer: here while the job waits, and while it runs."""
    submission = Submission("0" * 32, "cnn", "a job", "{}", "h")
    for claim in (lambda: None, lambda: store.claim(submission.id, worker="w1", lease_s=30)):
        store.submit(submission, max_queued=1)
        claim()
        before = store.record(submission.id).fields, read_all(store.client, submission.id), store.queued()
        assert store.submit(submission, max_queued=1) == submission.id
        assert (store.record(submission.id).fields, read_all(store.client, submission.id), store.queued()) == before
    assert int(store.client.get(keys.COUNTER)) == 1


def test_the_same_idempotency_key_makes_one_job(store: JobStore, submit: Submit) -> None:
    assert submit(key="k") == submit(key="k")
    assert submit(key="other") != submit(key="k")
    assert len(store.queued()) == 2


def test_an_idempotency_key_is_bound_to_what_was_asked(submit: Submit) -> None:
    submit(key="k", hash="one")
    with pytest.raises(InvalidInput):
        submit(key="k", hash="two")


def test_a_known_idempotency_key_is_answered_even_when_the_queue_is_full(submit: Submit) -> None:
    first = submit(key="k", max_queued=1)
    assert submit(key="k", max_queued=1) == first


def test_an_idempotency_key_is_forgotten_with_its_job(store: JobStore, submit: Submit) -> None:
    first = submit(key="k")
    store.cancel(first)
    store.delete(first)
    assert submit(key="k") != first


def test_idempotency_keys_expire(store: JobStore, submit: Submit) -> None:
    submit(key="k")
    (key,) = store.client.keys("dlp:idempotency:*")
    assert 23 * 3600 < store.client.ttl(key) <= 24 * 3600


def test_a_claim_counts_the_attempt_and_hands_out_a_token(store: JobStore, submit: Submit) -> None:
    record = store.claim(submit(), worker="w1", lease_s=30)
    assert record
    assert (record.status, record.attempt, record.token, record.fields["worker"]) == (Status.RUNNING, 1, 1, "w1")
    assert int(record.fields["lease_until"]) - store.now_ms() == pytest.approx(30_000, abs=2000)
    assert store.queued() == []
    assert [active.id for active in store.active()] == [record.id]


def test_a_job_is_claimed_once(store: JobStore, submit: Submit) -> None:
    job_id = submit()
    assert store.claim(job_id, worker="w1", lease_s=30)
    assert store.claim(job_id, worker="w2", lease_s=30) is None


def test_a_drained_attempt_is_not_counted_and_its_job_is_next(store: JobStore, claimed: Record, submit: Submit) -> None:
    later = submit()
    assert release(store, claimed) == Status.QUEUED
    record = store.record(claimed.id)
    assert (record.attempt, record.fields["reason"], record.fields["detail"]) == (0, "why", "because")
    assert "worker" not in record.fields
    assert store.queued() == [claimed.id, later]


def test_a_lost_attempt_is_counted_until_none_is_left(store: JobStore, submit: Submit) -> None:
    job_id = submit()
    for attempt in (1, 2, 3):
        record = store.claim(job_id, worker="w", lease_s=30)
        assert record and record.attempt == attempt and record.token == attempt
        status = release(store, record, count_attempt=True)
        assert status == (Status.QUEUED if attempt < 3 else Status.FAILED)
    record = store.record(job_id)
    assert record.fields["reason"] == "crash_loop"
    assert states(store, job_id) == ["queued", "running", "queued", "running", "queued", "running", "failed"]


def test_only_an_expired_lease_can_be_taken_away(store: JobStore, submit: Submit) -> None:
    record = store.claim(submit(), worker="w1", lease_s=30)
    assert record and release(store, record, count_attempt=True, only_expired=True) is None
    short = store.claim(submit(), worker="w1", lease_s=0)
    assert short and release(store, short, count_attempt=True, only_expired=True) == Status.QUEUED


def test_a_heartbeat_renews_even_an_expired_lease(store: JobStore, submit: Submit) -> None:
    record = store.claim(submit(), worker="w1", lease_s=0)
    assert record and store.heartbeat(record.id, record.token, lease_s=30) == Status.RUNNING
    assert release(store, record, count_attempt=True, only_expired=True) is None


def test_an_old_token_can_do_nothing(store: JobStore, claimed: Record) -> None:
    release(store, claimed, count_attempt=True)
    successor = store.claim(claimed.id, worker="w2", lease_s=30)
    assert successor and successor.token == claimed.token + 1
    before = store.record(claimed.id).fields, read_all(store.client, claimed.id)
    event = PendingEvent(1, "log", 0, {"message": "late"})
    for write in (
        lambda: store.heartbeat(claimed.id, claimed.token, lease_s=30),
        lambda: store.emit(claimed.id, claimed.token, event),
        lambda: store.finish(claimed.id, claimed.token, Status.SUCCEEDED),
        lambda: release(store, claimed),
    ):
        with pytest.raises(Fenced):
            write()
    assert (store.record(claimed.id).fields, read_all(store.client, claimed.id)) == before


def test_finish_ends_a_job(store: JobStore, claimed: Record) -> None:
    assert store.finish(claimed.id, claimed.token, Status.FAILED, "diverged", "the loss is NaN") == Status.FAILED
    record = store.record(claimed.id)
    assert record.is_terminal and "finished_at" in record.fields and "lease_until" not in record.fields
    assert store.active() == []
    last = read_all(store.client, claimed.id)[-1]
    assert last.data == {"status": "failed", "attempt": 1, "reason": "diverged", "detail": "the loss is NaN"}


def test_finish_may_be_said_twice(store: JobStore, claimed: Record) -> None:
    for _ in range(2):
        assert store.finish(claimed.id, claimed.token, Status.SUCCEEDED) == Status.SUCCEEDED
    assert states(store, claimed.id).count("succeeded") == 1


@pytest.mark.parametrize("status", [Status.QUEUED, Status.RUNNING, Status.CANCELLING, Status.CANCELLED])
def test_a_running_job_cannot_be_finished_as_anything(store: JobStore, claimed: Record, status: Status) -> None:
    with pytest.raises(ValueError, match="cannot become"):
        store.finish(claimed.id, claimed.token, status)
    assert store.record(claimed.id).status == Status.RUNNING


def test_cancel_ends_a_waiting_job_at_once(store: JobStore, submit: Submit) -> None:
    job_id = submit()
    assert store.cancel(job_id) == Status.CANCELLED
    assert store.cancel(job_id) == Status.CANCELLED
    assert store.queued() == []
    assert states(store, job_id) == ["queued", "cancelled"]
    assert store.claim(job_id, worker="w", lease_s=1) is None


def test_cancel_asks_the_worker_of_a_running_job(store: JobStore, claimed: Record) -> None:
    assert store.cancel(claimed.id) == Status.CANCELLING
    assert store.cancel(claimed.id) == Status.CANCELLING
    assert store.heartbeat(claimed.id, claimed.token, lease_s=30) == Status.CANCELLING
    assert store.emit(claimed.id, claimed.token, PendingEvent(1, "log", 0, {})) == Status.CANCELLING
    assert store.finish(claimed.id, claimed.token, Status.CANCELLED) == Status.CANCELLED
    assert states(store, claimed.id) == ["queued", "running", "cancelling", "cancelled"]


@pytest.mark.parametrize("ending", [Status.SUCCEEDED, Status.FAILED])
def test_a_job_that_is_being_cancelled_ends_cancelled_whatever_its_worker_says(store: JobStore, claimed: Record, ending: Status) -> None:
    store.cancel(claimed.id)
    assert store.finish(claimed.id, claimed.token, ending) == Status.CANCELLED


def test_a_job_that_is_being_cancelled_is_not_queued_again(store: JobStore, claimed: Record) -> None:
    store.cancel(claimed.id)
    assert release(store, claimed, count_attempt=True) == Status.CANCELLED


def test_a_terminal_state_never_changes(store: JobStore, claimed: Record) -> None:
    store.finish(claimed.id, claimed.token, Status.SUCCEEDED)
    before = store.record(claimed.id).fields
    assert store.cancel(claimed.id) == Status.SUCCEEDED
    assert store.claim(claimed.id, worker="w", lease_s=1) is None
    with pytest.raises(Fenced):
        store.finish(claimed.id, claimed.token, Status.FAILED)
    assert store.record(claimed.id).fields == before


def test_delete_forgets_what_has_ended_only(store: JobStore, claimed: Record) -> None:
    assert store.delete(claimed.id) == Status.RUNNING
    store.finish(claimed.id, claimed.token, Status.SUCCEEDED)
    assert store.delete(claimed.id) == Status.SUCCEEDED
    with pytest.raises(NotFound):
        store.delete(claimed.id)
    assert [key for key in store.client.keys("*") if claimed.id in key] == []


def test_a_repeated_event_is_written_once(store: JobStore, claimed: Record) -> None:
    event = PendingEvent(1, "log", 0, {"message": "hello"})
    for _ in range(3):
        store.emit(claimed.id, claimed.token, event)
    assert len(read_all(store.client, claimed.id)) == 3  # queued, running, log


def test_a_mark_lets_only_growing_steps_through(store: JobStore, claimed: Record) -> None:
    for number, step in enumerate([10, 20, 15, 20, 30], start=1):
        event = PendingEvent(number, "metric", 0, {"step": step}, "epoch:train", step, {"metric:loss": str(step)})
        store.emit(claimed.id, claimed.token, event)
    metrics = [event.data["step"] for event in read_all(store.client, claimed.id) if event.type == "metric"]
    assert metrics == [10, 20, 30]
    assert store.record(claimed.id).fields["metric:loss"] == "30"


def test_the_next_attempt_says_only_what_is_new(store: JobStore, claimed: Record) -> None:
    store.emit(claimed.id, claimed.token, PendingEvent(1, "metric", 0, {"step": 5}, "epoch:train", 5))
    release(store, claimed, count_attempt=True)
    record = store.claim(claimed.id, worker="w2", lease_s=30)
    assert record
    for number, step in enumerate([5, 6], start=1):
        store.emit(record.id, record.token, PendingEvent(number, "metric", 0, {"step": step}, "epoch:train", step))
    assert [event.data["step"] for event in read_all(store.client, record.id) if event.type == "metric"] == [5, 6]


def test_a_lost_wake_up_is_sent_again_by_one_caller(store: JobStore, submit: Submit) -> None:
    job_id = submit()
    assert not store.resend(job_id, after_s=60)
    backdate(store, job_id, "sent_at", 61)
    assert [store.resend(job_id, after_s=60) for _ in range(2)] == [True, False]


def test_a_requeued_job_counts_as_just_announced(store: JobStore, claimed: Record) -> None:
    backdate(store, claimed.id, "sent_at", 1000)
    release(store, claimed, count_attempt=True)
    assert not store.resend(claimed.id, after_s=60)


@pytest.mark.parametrize("job_id", ["", "queue", "x" * 32, "../etc", "0" * 32 + ":events", "0" * 31 + "\n"])
def test_what_is_no_job_id_finds_nothing(store: JobStore, job_id: str) -> None:
    with pytest.raises(NotFound):
        store.record(job_id)
    with pytest.raises(NotFound):
        store.cancel(job_id)


def test_running_time_is_counted_over_all_attempts(store: JobStore, claimed: Record) -> None:
    backdate(store, claimed.id, "claimed_at", 300)
    release(store, claimed)
    assert store.record(claimed.id).running_s >= 300
    record = store.claim(claimed.id, worker="w", lease_s=30)
    assert record
    backdate(store, claimed.id, "claimed_at", 5000)
    store.finish(record.id, record.token, Status.SUCCEEDED)
    test_s = (store.now_ms() - int(claimed.fields["created_at"]) + 1) / 1000
    assert 5300 <= store.record(claimed.id).running_s <= 5300 + test_s


def test_a_job_was_started_when_it_was_claimed_first(store: JobStore, claimed: Record) -> None:
    backdate(store, claimed.id, "started_at", 300)
    first = store.record(claimed.id).fields["started_at"]
    release(store, claimed)
    again = store.claim(claimed.id, worker="w", lease_s=30)
    assert again and again.fields["started_at"] == first
