"""The events of a job, read page by page. A stream id is the event's id, so any reader can go on exactly where it stopped."""

import json
import re
from collections.abc import Iterable, Mapping

from backend.errors import BadRequest
from backend.jobs import keys
from backend.jobs.connection import Client
from backend.jobs.model import TERMINAL, Event, Status
from backend.jobs.record import from_ms

# A stream id is two unsigned 64-bit numbers.
_EVENT_ID = re.compile(r"(\d{1,20})-(\d{1,20})", re.ASCII)
_MAX_PART = 2**64 - 1

BEGINNING = "0-0"
_PAGE = 5000


def order(event_id: str) -> tuple[int, int]:
    """The place of an event in its stream.

    Raises:
        BadRequest: it is not an event id.
    """
    match = _EVENT_ID.fullmatch(event_id)
    place = (int(match[1]), int(match[2])) if match else None
    if place is None or max(place) > _MAX_PART:
        raise BadRequest(f"{event_id!r} is not an event id; one looks like 1763877822000-0.")
    return place


def read(client: Client, job_id: str, *, after: str, limit: int) -> list[Event]:
    """At most `limit` events that come after the event `after`."""
    entries = client.xrange(keys.stream(job_id), min=f"({after}", max="+", count=limit)
    return [parse(entry_id, fields) for entry_id, fields in entries]


def read_all(client: Client, job_id: str) -> list[Event]:
    """Every event of a job."""
    events: list[Event] = []
    while page := read(client, job_id, after=events[-1].id if events else BEGINNING, limit=_PAGE):
        events += page
    return events


def parse(event_id: str, fields: Mapping[str, str]) -> Event:
    return Event.model_validate({"id": event_id, "type": fields["type"], "at": from_ms(fields["at"]), "data": json.loads(fields["data"])})


def is_last(event: Event) -> bool:
    """True for the final state event of a job."""
    return event.type == "state" and Status(event.data["status"]) in TERMINAL


def after(events: Iterable[Event], event_id: str) -> list[Event]:
    """Those that come after an event id."""
    return [event for event in events if order(event.id) > order(event_id)]
