"""Events as pages and as streams: acceptance rows 32 and 33."""

import json
import threading
import time
from dataclasses import dataclass

import httpx
import pytest
import redis

from backend.api.app import create_app
from backend.settings import Settings
from tests.api import runner
from tests.api.conftest import Worker, serve, submit, wait_for

STREAM = {"Accept": "text/event-stream"}


@dataclass(frozen=True)
class Message:
    """One server-sent event as it came over the wire."""

    id: str
    event: str
    data: dict[str, object]


def listen(client: httpx.Client, job_id: str, **headers: str) -> list[Message]:
    """All messages of a stream until it ends."""
    messages: list[Message] = []
    with client.stream("GET", f"/jobs/{job_id}/events", headers=STREAM | headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        for block in response.read().decode().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
            if fields:
                messages.append(Message(fields["id"], fields["event"], json.loads(fields["data"])))
    return messages


def test_the_stream_is_what_the_pages_say(client: httpx.Client, finished: str) -> None:
    messages = listen(client, finished)
    items = client.get(f"/jobs/{finished}/events").json()["items"]

    assert [message.data for message in messages] == items
    assert [(message.id, message.event) for message in messages] == [(item["id"], item["type"]) for item in items]
    assert messages[-1].data["data"]["status"] == "succeeded"  # type: ignore[index]


def test_two_clients_and_a_poller_see_the_same_while_it_happens(client: httpx.Client, worker: Worker) -> None:
    runner.hold.set()
    job_id = submit(client, epochs=20)
    heard: list[list[Message]] = []
    clients = [threading.Thread(target=lambda: heard.append(listen(client, job_id))) for _ in range(2)]
    for thread in clients:
        thread.start()
    worker.start(job_id)
    wait_for(client, job_id, "running")
    runner.hold.clear()
    for thread in clients:
        thread.join(20)

    polled = client.get(f"/jobs/{job_id}/events", params={"limit": 1000}).json()["items"]
    epochs = [item["data"]["epoch"] for item in polled if item["type"] == "metric"]
    assert [[message.id for message in one] for one in heard] == [[item["id"] for item in polled]] * 2
    assert epochs == list(range(1, 21))


def test_a_stream_goes_on_after_the_last_event_that_was_seen(client: httpx.Client, finished: str) -> None:
    ids = [message.id for message in listen(client, finished)]
    for seen in range(len(ids) - 1):
        assert [message.id for message in listen(client, finished, **{"Last-Event-ID": ids[seen]})] == ids[seen + 1 :]


def test_the_header_overrules_the_query(client: httpx.Client, finished: str) -> None:
    ids = [message.id for message in listen(client, finished)]
    headers = STREAM | {"Last-Event-ID": ids[-2]}
    answer = client.get(f"/jobs/{finished}/events", params={"after": ids[0]}, headers=headers)
    assert [line for line in answer.text.splitlines() if line.startswith("id: ")] == [f"id: {ids[-1]}"]


def test_a_client_that_knows_all_of_an_ended_job_is_told_to_stop(client: httpx.Client, finished: str) -> None:
    last = listen(client, finished)[-1].id
    answer = client.get(f"/jobs/{finished}/events", headers=STREAM | {"Last-Event-ID": last})
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_client_that_knows_all_of_a_waiting_job_waits(client: httpx.Client, worker: Worker) -> None:
    job_id = submit(client)
    known = client.get(f"/jobs/{job_id}/events").json()["items"]
    heard: list[list[Message]] = []
    thread = threading.Thread(target=lambda: heard.append(listen(client, job_id, **{"Last-Event-ID": known[-1]["id"]})))
    thread.start()
    time.sleep(0.2)
    assert thread.is_alive()
    worker.run(job_id)
    thread.join(20)

    all_items = client.get(f"/jobs/{job_id}/events").json()["items"]
    assert [message.data for message in heard[0]] == all_items[len(known) :]


@pytest.mark.parametrize("garbage", ["x", "-1", "1-", "1-2-3", "99999999999999999999999-0", "$", "+"])
def test_what_is_no_event_id_is_rejected(client: httpx.Client, garbage: str) -> None:
    job_id = submit(client)
    assert client.get(f"/jobs/{job_id}/events", headers=STREAM | {"Last-Event-ID": garbage}).status_code == 400
    assert client.get(f"/jobs/{job_id}/events", params={"after": garbage}).status_code == 400


def test_pages_join_without_gap_or_overlap(client: httpx.Client, finished: str) -> None:
    everything = client.get(f"/jobs/{finished}/events").json()["items"]
    joined: list[dict[str, object]] = []
    after = None
    while page := client.get(f"/jobs/{finished}/events", params={"limit": 2, **({"after": after} if after else {})}).json():
        if not page["items"]:
            break
        joined += page["items"]
        after = page["next_after"]
    assert joined == everything


def test_the_stream_of_an_unknown_job_is_404(client: httpx.Client) -> None:
    answer = client.get("/jobs/0123456789abcdef/events", headers=STREAM)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_stream_is_not_compressed(client: httpx.Client, finished: str) -> None:
    answer = client.get(f"/jobs/{finished}/events", headers=STREAM | {"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    assert answer.headers["x-accel-buffering"] == "no"


def test_one_stream_too_many_is_rejected_and_a_freed_place_is_given_again(settings: Settings, valkey: redis.Redis) -> None:
    small = settings.model_copy(update={"max_sse_clients": 1})
    with serve(create_app(small)) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=30) as client:
        job_id = submit(client)
        with client.stream("GET", f"/jobs/{job_id}/events", headers=STREAM) as first:
            assert first.status_code == 200
            rejected = client.get(f"/jobs/{job_id}/events", headers=STREAM)
            assert rejected.status_code == 503
            assert rejected.headers["retry-after"] == "5"
        deadline = time.monotonic() + 10
        while True:
            with client.stream("GET", f"/jobs/{job_id}/events", headers=STREAM) as again:
                if again.status_code == 200:
                    break
            assert time.monotonic() < deadline
            time.sleep(0.02)
