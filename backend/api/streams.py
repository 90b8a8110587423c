"""Server-sent events: the limit of open streams, and their end when the server stops."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event
from starlette.types import Receive, Scope, Send

from backend.api.links import with_link
from backend.errors import DependencyDown
from backend.jobs.model import Event

T = TypeVar("T")

HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}  # the latter: nginx must not hold events back


class EventStreams:
    """The event streams that are open in this process.

    Args:
        limit: how many may be open at once.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._open = 0
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Ends all streams in an orderly way; their clients connect again, to the next server."""
        self._stopping.set()

    def response(self, events: AsyncIterator[Event | None]) -> EventSourceResponse:
        """A job's events as a response; None is a keep-alive.

        Raises:
            DependencyDown: too many streams are open.
        """
        if self._open >= self._limit:
            raise DependencyDown(f"All {self._limit} event streams are in use; ask for pages of events instead.", retry_after_s=5)
        return _EventStream(self, (_as_bytes(event) async for event in _until(self._stopping, events)))

    @contextmanager
    def slot(self) -> Iterator[None]:
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1


class _EventStream(EventSourceResponse):
    def __init__(self, streams: EventStreams, content: AsyncIterator[bytes]) -> None:
        super().__init__(content, headers=HEADERS)
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._streams.slot():
            await super().__call__(scope, receive, send)


def _as_bytes(event: Event | None) -> bytes:
    if event is None:
        return KEEPALIVE_COMMENT
    return format_sse_event(data_str=with_link(event).model_dump_json(), event=event.type, id=event.id)


async def _until(stopping: asyncio.Event, items: AsyncIterator[T]) -> AsyncIterator[T]:
    """The items, until there are no more or `stopping` is set."""
    stop = asyncio.ensure_future(stopping.wait())
    following = asyncio.ensure_future(_next(items))
    try:
        while True:
            await asyncio.wait({stop, following}, return_when=asyncio.FIRST_COMPLETED)
            if stop.done():
                return
            try:
                item = following.result()
            except StopAsyncIteration:
                return
            yield item
            following = asyncio.ensure_future(_next(items))
    finally:
        stop.cancel()
        following.cancel()


async def _next(items: AsyncIterator[T]) -> T:
    return await anext(items)


@contextmanager
def stopped_by_signals(streams: EventStreams) -> Iterator[None]:
    """Ends the streams as soon as SIGTERM or SIGINT asks the server to stop.

    A server first waits for its open responses and only then tells the application (lifespan) that it stops,
    so streams that waited for the lifespan would hold it for ever. The server's own handlers run too.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    previous = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(streams.stop)
        handler = previous[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number, handler in previous.items():
        if callable(handler):
            signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
