import pytest

from backend.errors import BadRequest
from backend.jobs.events import BEGINNING, is_last, order, read, read_all
from backend.jobs.model import Status
from backend.jobs.record import Record
from backend.jobs.store import JobStore, PendingEvent

GARBAGE = ["", "x", "1", "1-", "-1", "1-2-3", "1-x", "+", "$", "(1-0", "1-0 ", "٣-0", "9" * 20 + "-0", "1" * 21 + "-0"]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_what_is_no_event_id_is_rejected(garbage: str) -> None:
    with pytest.raises(BadRequest):
        order(garbage)


def test_ids_are_ordered_as_numbers() -> None:
    ids = ["10-0", "9-11", "9-2", BEGINNING]
    assert sorted(ids, key=order) == [BEGINNING, "9-2", "9-11", "10-0"]


def test_pages_put_together_are_the_whole_stream(store: JobStore, claimed: Record) -> None:
    for number in range(1, 24):
        store.emit(claimed.id, claimed.token, PendingEvent(number, "log", 0, {"message": str(number)}))
    pages, after = [], BEGINNING
    while page := read(store.client, claimed.id, after=after, limit=7):
        pages += page
        after = page[-1].id
    assert pages == read_all(store.client, claimed.id)
    assert len(pages) == 25


def test_an_event_has_the_time_at_which_it_was_said(store: JobStore, claimed: Record) -> None:
    store.emit(claimed.id, claimed.token, PendingEvent(1, "log", 1_700_000_000_123, {}))
    assert read_all(store.client, claimed.id)[-1].at.isoformat() == "2023-11-14T22:13:20.123000+00:00"


def test_the_last_event_is_the_one_that_ends_the_job(store: JobStore, claimed: Record) -> None:
    store.finish(claimed.id, claimed.token, Status.SUCCEEDED)
    assert [is_last(event) for event in read_all(store.client, claimed.id)] == [False, False, True]
