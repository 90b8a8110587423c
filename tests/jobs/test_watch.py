import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from backend.jobs import watch as watch_module
from backend.jobs.events import read_all
from backend.jobs.outbox import Outbox
from backend.jobs.record import Record
from backend.jobs.store import JobStore
from backend.jobs.watch import Watch
from backend.reporter import StopReason
from backend.settings import Settings
from tests.conftest import ValkeyServer
from tests.jobs.conftest import Submit
from tests.jobs.runners import deadline

Start = Callable[..., Watch]


@pytest.fixture
def given_up() -> list[StopReason | None]:
    return []


@pytest.fixture
def start(store: JobStore, claimed: Record, settings: Settings, given_up: list[StopReason | None]) -> Iterator[Start]:
    watches: list[Watch] = []

    def start(
        *,
        record: Record = claimed,
        is_draining: Callable[[Watch], bool] = lambda watch: False,
        patience_s: float = 30.0,
        **changes: float,
    ) -> Watch:
        watch = Watch(
            store,
            record,
            Outbox(store, record.id, record.token),
            settings.model_copy(update=changes),
            is_draining=lambda: is_draining(watch),
            give_up=given_up.append,
            patience_s=patience_s,
        )
        watches.append(watch)
        watch.start()
        return watch

    yield start
    for watch in watches:
        watch.close()


def wait_for_heartbeats(store: JobStore, record: Record, count: int) -> None:
    """Returns when the lease has been renewed `count` times more."""
    leases: set[str] = set()
    with deadline(60) as pause:
        while len(leases) <= count:
            leases.add(store.record(record.id).fields["lease_until"])
            pause()


def reason(watch: Watch) -> StopReason | None:
    with deadline(10) as pause:
        while watch.stop_reason is None:
            pause()
    return watch.stop_reason


def test_it_keeps_the_lease(start: Start, store: JobStore, claimed: Record) -> None:
    start(lease_s=600)
    wait_for_heartbeats(store, claimed, 3)
    assert int(store.record(claimed.id).fields["lease_until"]) == pytest.approx(store.now_ms() + 600_000, abs=300_000)


def test_nothing_stops_a_healthy_run(start: Start, store: JobStore, claimed: Record, given_up: list[StopReason | None]) -> None:
    watch = start()
    wait_for_heartbeats(store, claimed, 3)
    assert watch.stop_reason is None and given_up == []


def test_cancel_stops_the_run(start: Start, store: JobStore, claimed: Record) -> None:
    watch = start()
    store.cancel(claimed.id)
    assert reason(watch) == StopReason.CANCELLED


def test_a_shutdown_of_the_worker_stops_the_run(start: Start) -> None:
    assert reason(start(is_draining=lambda watch: True)) == StopReason.DRAINED


def test_the_longest_time_stops_the_run(start: Start) -> None:
    assert reason(start(max_job_s=0.2)) == StopReason.TIMEOUT


def test_the_time_of_earlier_attempts_counts(start: Start, claimed: Record) -> None:
    tired = Record(claimed.fields | {"running_ms": "100000"})
    assert reason(start(record=tired, max_job_s=100)) == StopReason.TIMEOUT


def test_a_successor_stops_the_run(start: Start, store: JobStore, claimed: Record) -> None:
    watch = start()
    store.release(claimed.id, claimed.token, count_attempt=True, reason="", detail="", max_attempts=3)
    store.claim(claimed.id, worker="w2", lease_s=30)
    assert reason(watch) == StopReason.FENCED


def test_the_first_reason_stays(start: Start, store: JobStore, claimed: Record) -> None:
    watch = start(max_job_s=0.2)
    reason(watch)
    store.cancel(claimed.id)
    wait_for_heartbeats(store, claimed, 2)
    assert watch.stop_reason == StopReason.TIMEOUT


def test_an_outage_of_redis_does_not_stop_the_run(start: Start, store: JobStore, claimed: Record, valkey_server: ValkeyServer) -> None:
    watch = start()
    valkey_server.kill()
    time.sleep(1.0)
    assert watch.stop_reason is None and watch.is_alive()
    valkey_server.start()
    lease = store.record(claimed.id).fields["lease_until"]
    with deadline(10) as pause:
        while store.record(claimed.id).fields["lease_until"] == lease:
            pause()


def test_a_run_that_does_not_listen_is_given_up(start: Start, given_up: list[StopReason | None]) -> None:
    start(is_draining=lambda watch: True, patience_s=0.2)
    with deadline(10) as pause:
        while not given_up:
            pause()
    assert given_up[0] == StopReason.DRAINED


def test_a_run_that_makes_no_step_is_given_up(start: Start, given_up: list[StopReason | None]) -> None:
    start(stall_s=0.2)
    with deadline(10) as pause:
        while not given_up:
            pause()
    assert given_up[0] is None


def test_a_run_is_given_up_when_it_has_made_no_step_for_the_time_set_and_not_before(
    start: Start, given_up: list[StopReason | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now)
    monkeypatch.setattr(watch_module, "time", clock)

    def a_minute_passes(watch: Watch) -> bool:
        """At each look; the run makes its last step after three minutes."""
        if not given_up:
            clock.now += 60
            if clock.now <= 180:
                watch.moved()
        return False

    start(is_draining=a_minute_passes, stall_s=100)
    with deadline(60) as pause:
        while not given_up:
            pause()
    assert clock.now == 360  # minute by minute: at 240 s it was too early, and the look at 300 s ended a minute later


def test_close_ends_it(start: Start, store: JobStore, submit: Submit) -> None:
    watch = start()
    watch.close()
    assert not watch.is_alive()
    assert read_all(store.client, submit())  # the connection is free
