"""Live events for any number of listeners of one process, over one connection to Redis.

One task reads the feed of all jobs' events and passes each event to the listeners of its job. The feed is only an optimization:
a listener reads its job's own stream first, whenever it has missed something, and at each ping, so the feed may lose anything.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable

from backend.jobs import keys
from backend.jobs.connection import BROKER_ERRORS, connect_async
from backend.jobs.events import is_last, order, parse
from backend.jobs.model import Event

logger = logging.getLogger(__name__)

PING_S = 15.0
_BLOCK_S = 5.0
_RETRY_PAUSE_S = 0.5
_STOP_AGAIN_S = 0.1
_BACKLOG = 1000
_STALE = None

Queue = asyncio.Queue[Event | None]
Read = Callable[[str], list[Event] | None]


class EventHub:
    """`start` and `stop` belong to the event loop of the process; `listen` may be called any number of times in between."""

    def __init__(self, url: str) -> None:
        self._client = connect_async(url, longest_block_s=_BLOCK_S)
        self._listeners: defaultdict[str, set[Queue]] = defaultdict(set)
        self._reader: asyncio.Task[None] | None = None
        self._is_stopping = False

    async def start(self) -> None:
        self._reader = asyncio.create_task(self._read_until_stopped(), name="event-hub")

    async def stop(self) -> None:
        # redis-py sends with asyncio.wait_for, which in Python 3.11 can swallow a cancellation, repeatedly while there is much traffic:
        # the flag ends a busy reader, the cancellation one that waits.
        self._is_stopping = True
        while self._reader and not self._reader.done():
            self._reader.cancel()
            await asyncio.wait({self._reader}, timeout=_STOP_AGAIN_S)
        await self._client.aclose()

    async def listen(self, job_id: str, after: str, read: Read) -> AsyncIterator[Event | None]:
        """The events of a job that come after the event `after`, as they happen; None = 15 s without any. Ends with the last event.

        Args:
            read: returns the next stored events after an id, or None when no event can come after it; called in a thread.
        """
        queue: Queue = asyncio.Queue(_BACKLOG)
        queue.put_nowait(_STALE)
        self._listeners[job_id].add(queue)
        try:
            async for event in _follow(queue, after, read):
                yield event
        finally:
            self._listeners[job_id].discard(queue)
            if not self._listeners[job_id]:
                del self._listeners[job_id]

    async def _read_until_stopped(self) -> None:
        position = "$"
        while not self._is_stopping:
            try:
                position = await self._read_some(position)
            except BROKER_ERRORS as error:
                logger.warning("the event feed is interrupted: %s", error)
            except Exception:  # The boundary of the task: without it the listeners would live on their pings alone.
                logger.exception("the event feed is interrupted")
            else:
                continue
            position = "$"
            await asyncio.sleep(_RETRY_PAUSE_S)

    async def _read_some(self, position: str) -> str:
        if position == "$":
            position = await self._newest()
            self._mark_all_stale()
        answer = await self._client.xread({keys.FEED: position}, count=_BACKLOG, block=round(_BLOCK_S * 1000))
        for _, entries in answer:  # of one stream, or of none
            for entry_id, fields in entries:
                for queue in self._listeners.get(fields["job"], ()):
                    _offer(queue, parse(fields["id"], fields))
                position = entry_id
        return position

    async def _newest(self) -> str:
        entries = await self._client.xrevrange(keys.FEED, count=1)
        return str(entries[0][0]) if entries else "0-0"

    def _mark_all_stale(self) -> None:
        for queues in self._listeners.values():
            for queue in queues:
                _offer(queue, _STALE)


def _offer(queue: Queue, event: Event | None) -> None:
    """A listener that is too slow for its queue reads the stream again."""
    if queue.full():
        while not queue.empty():
            queue.get_nowait()
        event = _STALE
    queue.put_nowait(event)


async def _follow(queue: Queue, position: str, read: Read) -> AsyncIterator[Event | None]:
    while True:
        try:
            async with asyncio.timeout(PING_S):
                event = await queue.get()
        except TimeoutError:
            yield None
            event = _STALE
        page: list[Event] | None = [event] if event else await _stored(position, read)
        if page is None:
            return
        for one in page:
            if order(one.id) <= order(position):
                continue
            position = one.id
            yield one
            if is_last(one):
                return
        if page and event is _STALE:
            _offer(queue, _STALE)  # There may be another page.


async def _stored(position: str, read: Read) -> list[Event] | None:
    try:
        return await asyncio.to_thread(read, position)
    except BROKER_ERRORS:
        return []  # The next ping, or the end of the outage, asks again.
