import pytest
import redis

from backend.jobs import outbox as outbox_module
from backend.jobs.connection import BROKER_ERRORS
from backend.jobs.events import read_all
from backend.jobs.model import Status
from backend.jobs.outbox import Outbox
from backend.jobs.record import Record
from backend.jobs.store import Fenced, JobStore
from tests.conftest import ValkeyServer


@pytest.fixture
def outbox(store: JobStore, claimed: Record) -> Outbox:
    return Outbox(store, claimed.id, claimed.token)


def messages(store: JobStore, record: Record) -> list[int]:
    return [event.data["n"] for event in read_all(store.client, record.id) if event.type == "log"]


def test_events_arrive_in_order(outbox: Outbox, store: JobStore, claimed: Record) -> None:
    for n in range(50):
        outbox.put("log", {"n": n})
    assert outbox.deliver() == Status.RUNNING
    assert messages(store, claimed) == list(range(50))
    assert outbox.deliver() is None


def test_events_during_an_outage_of_redis_arrive_in_order_afterwards(
    outbox: Outbox, store: JobStore, claimed: Record, valkey_server: ValkeyServer
) -> None:
    outbox.put("log", {"n": 0})
    outbox.deliver()
    valkey_server.kill()
    for n in range(1, 20):
        outbox.put("log", {"n": n})
        with pytest.raises(BROKER_ERRORS):
            outbox.deliver()
    valkey_server.start()
    outbox.deliver()
    assert messages(store, claimed) == list(range(20))


def test_an_event_whose_answer_is_lost_is_written_once(
    outbox: Outbox, store: JobStore, claimed: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    emit = store.emit

    def emit_and_lose_the_answer(*arguments: object) -> Status:
        emit(*arguments)  # type: ignore[arg-type]
        raise redis.ConnectionError("the answer is lost")

    outbox.put("log", {"n": 1})
    with monkeypatch.context() as patch:
        patch.setattr(store, "emit", emit_and_lose_the_answer)
        with pytest.raises(redis.ConnectionError):
            outbox.deliver()
    outbox.put("log", {"n": 2})
    outbox.deliver()
    assert messages(store, claimed) == [1, 2]


def test_a_fenced_worker_delivers_nothing(outbox: Outbox, store: JobStore, claimed: Record) -> None:
    store.finish(claimed.id, claimed.token, Status.FAILED)
    outbox.put("log", {"n": 1})
    with pytest.raises(Fenced):
        outbox.deliver()
    assert messages(store, claimed) == []


def test_it_reports_that_it_is_full(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_module, "MAX_WAITING", 3)
    for n in range(3):
        assert not outbox.is_full
        outbox.put("log", {"n": n})
    assert outbox.is_full
