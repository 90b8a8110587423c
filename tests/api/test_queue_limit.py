"""Acceptance row 34: a full queue rejects, and leaves nothing behind."""

import httpx
import redis

from backend.api.app import create_app
from backend.settings import Settings
from tests.api.conftest import DIGITS, serve


def test_a_full_queue_says_when_to_come_back(settings: Settings, valkey: redis.Redis) -> None:
    small = settings.model_copy(update={"max_queued_jobs": 2})
    with serve(create_app(small)) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=30) as client:
        answers = [client.post("/jobs", json={"kind": "cnn", "params": DIGITS}) for _ in range(3)]
        kept = client.get("/jobs").json()["items"]

    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert answers[2].headers["retry-after"] == "30"
    assert len(kept) == 2
