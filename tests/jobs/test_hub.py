"""Live events, with a real Valkey and an event loop of their own."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest

from backend.errors import BadRequest
from backend.jobs import hub, keys
from backend.jobs.engine import JobEngine
from backend.jobs.events import order, read_all
from backend.jobs.hub import EventHub
from backend.jobs.model import Event, Status
from backend.jobs.record import Record
from backend.jobs.store import JobStore, PendingEvent
from backend.settings import Settings
from tests.conftest import ValkeyServer
from tests.jobs.conftest import Submit


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[JobEngine]:
    engine = JobEngine(settings)
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()


def in_loop(settings: Settings, scenario: Callable[[JobEngine], Awaitable[None]]) -> None:
    async def main() -> None:
        async with running(settings) as engine:
            await asyncio.wait_for(scenario(engine), 60)

    asyncio.run(main())


async def collect(engine: JobEngine, job_id: str, after: str | None = None) -> list[Event]:
    return [event async for event in engine.follow(job_id, after) if event]


def say(store: JobStore, record: Record, numbers: range) -> None:
    for number in numbers:
        store.emit(record.id, record.token, PendingEvent(number, "log", 0, {"message": str(number)}))


def test_two_hundred_listeners_hear_the_same_over_one_connection(settings: Settings, store: JobStore, claimed: Record) -> None:
    async def scenario(engine: JobEngine) -> None:
        before = len(store.client.client_list())
        listeners = [asyncio.create_task(collect(engine, claimed.id)) for _ in range(200)]
        await asyncio.to_thread(say, store, claimed, range(1, 101))
        await asyncio.sleep(0.2)
        # The reader, and a pool for the threads that catch up; never one for each listener.
        assert len(store.client.client_list()) - before < 40
        await asyncio.to_thread(store.finish, claimed.id, claimed.token, Status.SUCCEEDED)
        heard = await asyncio.gather(*listeners)
        assert heard == [read_all(store.client, claimed.id)] * 200
        assert len(heard[0]) == 103

    in_loop(settings, scenario)


def test_a_listener_goes_on_exactly_where_it_stopped(settings: Settings, store: JobStore, claimed: Record) -> None:
    async def scenario(engine: JobEngine) -> None:
        await asyncio.to_thread(say, store, claimed, range(1, 11))
        first: list[Event] = []
        async for event in engine.follow(claimed.id):
            assert event
            first.append(event)
            if len(first) == 7:
                break
        second = asyncio.create_task(collect(engine, claimed.id, first[-1].id))
        await asyncio.to_thread(say, store, claimed, range(11, 21))
        await asyncio.to_thread(store.finish, claimed.id, claimed.token, Status.SUCCEEDED)
        whole = first + await second
        assert whole == read_all(store.client, claimed.id)

    in_loop(settings, scenario)


def test_a_listener_that_comes_while_much_is_said_misses_nothing(settings: Settings, store: JobStore, claimed: Record) -> None:
    async def scenario(engine: JobEngine) -> None:
        speaker = asyncio.create_task(asyncio.to_thread(say, store, claimed, range(1, 601)))
        listeners = []
        while not speaker.done() and len(listeners) < 30:
            listeners.append(asyncio.create_task(collect(engine, claimed.id)))
            await asyncio.sleep(0.01)
        await speaker
        await asyncio.to_thread(store.finish, claimed.id, claimed.token, Status.SUCCEEDED)
        stored = read_all(store.client, claimed.id)
        assert all(heard == stored for heard in await asyncio.gather(*listeners))
        assert all(order(a.id) < order(b.id) for a, b in pairwise(stored))

    in_loop(settings, scenario)


def test_a_listener_that_is_slower_than_its_queue_misses_nothing(
    settings: Settings, store: JobStore, claimed: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "_BACKLOG", 5)

    async def scenario(engine: JobEngine) -> None:
        heard: list[Event | None] = []
        listener = engine.follow(claimed.id)
        heard.append(await anext(listener))
        await asyncio.to_thread(say, store, claimed, range(1, 101))
        await asyncio.to_thread(store.finish, claimed.id, claimed.token, Status.SUCCEEDED)
        heard += [event async for event in listener]
        assert heard == read_all(store.client, claimed.id)

    in_loop(settings, scenario)


def test_a_feed_that_has_lost_everything_is_made_up_for_at_the_next_ping(
    settings: Settings, store: JobStore, claimed: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "PING_S", 0.2)

    async def scenario(engine: JobEngine) -> None:
        listener = engine.follow(claimed.id)
        heard = [await anext(listener), await anext(listener)]
        assert [await anext(listener), await anext(listener)] == [None, None]
        pipeline = store.client.pipeline()  # an event that never shows in the feed
        pipeline.xadd(keys.stream(claimed.id), {"type": "log", "at": 0, "data": "{}"})
        pipeline.execute()
        await asyncio.to_thread(store.finish, claimed.id, claimed.token, Status.SUCCEEDED)
        heard += [event async for event in listener if event]
        assert heard == read_all(store.client, claimed.id)
        assert len(heard) == 4

    in_loop(settings, scenario)


def test_listeners_survive_a_crash_of_redis(settings: Settings, store: JobStore, claimed: Record, valkey_server: ValkeyServer) -> None:
    async def scenario(engine: JobEngine) -> None:
        listeners = [asyncio.create_task(collect(engine, claimed.id)) for _ in range(3)]
        await asyncio.to_thread(say, store, claimed, range(1, 4))
        await asyncio.sleep(0.3)
        await asyncio.to_thread(valkey_server.kill)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(valkey_server.start)
        await asyncio.to_thread(say, store, claimed, range(4, 8))
        await asyncio.to_thread(store.finish, claimed.id, claimed.token, Status.SUCCEEDED)
        heard = await asyncio.gather(*listeners)
        assert heard == [read_all(store.client, claimed.id)] * 3
        assert len(heard[0]) == 10

    in_loop(settings, scenario)


def test_there_is_nothing_to_wait_for_after_the_last_event(settings: Settings, store: JobStore, submit: Submit) -> None:
    job_id = submit()
    store.cancel(job_id)
    last = read_all(store.client, job_id)[-1].id

    async def scenario(engine: JobEngine) -> None:
        assert await collect(engine, job_id, last) == []
        assert await collect(engine, "0" * 32) == []

    in_loop(settings, scenario)


def test_garbage_instead_of_an_id_is_rejected_at_once(engine: JobEngine, submit: Submit) -> None:
    with pytest.raises(BadRequest):
        engine.follow(submit(), "garbage")


def test_it_stops_while_much_is_said(settings: Settings, store: JobStore, claimed: Record) -> None:
    speaker = threading.Thread(target=say, args=(store, claimed, range(1, 3001)))
    speaker.start()
    for _ in range(50):

        async def start_and_stop() -> None:
            hub = EventHub(str(settings.broker_url))
            await hub.start()
            await asyncio.sleep(0.01)
            async with asyncio.timeout(60):
                await hub.stop()

        asyncio.run(start_and_stop())
    speaker.join()
