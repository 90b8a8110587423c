"""Jobs over HTTP: acceptance rows 29, 30, 34 and 35."""

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from backend.settings import Settings
from tests.api import runner
from tests.api.conftest import DIGITS, Worker, submit, wait_for

BODY = {"kind": "cnn", "params": DIGITS}


def test_a_submitted_job_is_queued_and_found_at_its_location(client: httpx.Client) -> None:
    answer = client.post("/jobs", json={**BODY, "name": "mine"})

    assert answer.status_code == 202
    job = answer.json()
    assert (job["status"], job["queue_position"], job["name"], job["attempt"]) == ("queued", 1, "mine", 0)
    assert answer.headers["location"] == f"/api/v1/jobs/{job['id']}"
    assert client.get(f"/jobs/{job['id']}").json()["params"]["epochs"] == 3


def test_curls_default_content_type_is_accepted(client: httpx.Client) -> None:
    content = b'{"kind": "cnn", "params": {"dataset": "digits", "layers": [{"type": "flatten"}]}}'
    answer = client.post("/jobs", content=content, headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 202


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"epochs": 0}, "/params/epochs"),
        ({"epochs": 10**9}, "/params/epochs"),
        ({"learning_rate": 0}, "/params/learning_rate"),
        ({"dataset": "nothing"}, "/params/dataset"),
        ({"colour": "red"}, "/params/colour"),
        ({"layers": [{"type": "flatten"}, {"type": "conv2d"}]}, "/params/layers/1"),
    ],
)
def test_a_wrong_parameter_is_pointed_at(client: httpx.Client, change: dict[str, object], pointer: str) -> None:
    answer = client.post("/jobs", json={"kind": "cnn", "params": DIGITS | change})

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert client.get("/jobs").json()["items"] == []


def test_a_number_that_is_not_finite_is_rejected(client: httpx.Client) -> None:
    for number in ("NaN", "Infinity", "-Infinity", "1e400"):
        content = f'{{"kind": "cnn", "params": {{"dataset": "digits", "learning_rate": {number}}}}}'
        answer = client.post("/jobs", content=content)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/params/learning_rate"


def test_an_unknown_field_is_rejected(client: httpx.Client) -> None:
    answer = client.post("/jobs", json={**BODY, "priority": 1})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": "/priority", "message": "There is no such field; received 1"}]


def test_fifty_parallel_submissions_with_one_key_make_one_job(client: httpx.Client) -> None:
    at_once = threading.Barrier(50)

    def post(_: int) -> httpx.Response:
        at_once.wait()
        return client.post("/jobs", json=BODY, headers={"Idempotency-Key": "k"})

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(post, range(50)))

    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(client.get("/jobs").json()["items"]) == 1


def test_a_key_that_was_used_for_another_body_is_rejected(client: httpx.Client) -> None:
    client.post("/jobs", json=BODY, headers={"Idempotency-Key": "k"})
    answer = client.post("/jobs", json={**BODY, "name": "another"}, headers={"Idempotency-Key": "k"})
    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json()["detail"]


def test_jobs_are_listed_newest_first_in_pages(client: httpx.Client) -> None:
    ids = [submit(client) for _ in range(5)]

    first = client.get("/jobs", params={"limit": 3}).json()
    rest = client.get("/jobs", params={"limit": 3, "cursor": first["next_cursor"]}).json()

    assert [job["id"] for job in first["items"] + rest["items"]] == ids[::-1]
    assert rest["next_cursor"] is None


def test_jobs_are_filtered_by_state(client: httpx.Client) -> None:
    kept, cancelled = submit(client), submit(client)
    client.post(f"/jobs/{cancelled}/cancel")

    assert [job["id"] for job in client.get("/jobs", params={"status": "queued"}).json()["items"]] == [kept]
    assert [job["id"] for job in client.get("/jobs", params={"status": "cancelled"}).json()["items"]] == [cancelled]
    assert client.get("/jobs", params={"status": "lost"}).status_code == 422


@pytest.mark.parametrize(("encoding", "is_weak"), [("gzip", True), ("identity", False)])
def test_an_unchanged_job_is_304(client: httpx.Client, encoding: str, is_weak: bool) -> None:
    job_id = submit(client)
    client.headers["Accept-Encoding"] = encoding
    tag = client.get(f"/jobs/{job_id}").headers["etag"]

    unchanged = client.get(f"/jobs/{job_id}", headers={"If-None-Match": tag})
    client.post(f"/jobs/{job_id}/cancel")
    changed = client.get(f"/jobs/{job_id}", headers={"If-None-Match": tag})

    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
    assert changed.status_code == 200
    assert tag.startswith("W/") is is_weak


def test_a_queued_job_is_cancelled_at_once_and_again(client: httpx.Client) -> None:
    job_id = submit(client)
    for _ in range(2):
        answer = client.post(f"/jobs/{job_id}/cancel")
        assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")


def test_a_running_job_is_cancelled_soon_and_keeps_its_history(client: httpx.Client, worker: Worker) -> None:
    runner.hold.set()
    job_id = submit(client)
    worker.start(job_id)
    wait_for(client, job_id, "running")

    answer = client.post(f"/jobs/{job_id}/cancel")

    assert (answer.status_code, answer.json()["status"]) == (202, "cancelling")
    wait_for(client, job_id, "cancelled")
    events = client.get(f"/jobs/{job_id}/events").json()["items"]
    assert [event["data"]["epoch"] for event in events if event["type"] == "metric"] == [1]


def test_a_job_that_has_ended_cannot_be_cancelled(client: httpx.Client, finished: str) -> None:
    assert client.post(f"/jobs/{finished}/cancel").status_code == 409


def test_a_retried_job_is_a_new_one_with_the_same_parameters(client: httpx.Client, finished: str) -> None:
    answer = client.post(f"/jobs/{finished}/retry")

    assert answer.status_code == 202
    old, new = client.get(f"/jobs/{finished}").json(), answer.json()
    assert new["id"] != old["id"]
    assert (new["params"], new["kind"], new["name"]) == (old["params"], old["kind"], old["name"])


def test_only_a_job_that_has_ended_can_be_deleted(client: httpx.Client, worker: Worker, settings: Settings) -> None:
    job_id = submit(client)
    assert client.delete(f"/jobs/{job_id}").status_code == 409
    worker.run(job_id)
    folder = settings.data_dir / "artifacts" / "jobs" / job_id
    assert folder.exists()

    assert client.delete(f"/jobs/{job_id}").status_code == 204
    assert client.get(f"/jobs/{job_id}").status_code == 404
    assert not folder.exists()


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("GET", "/events"), ("POST", "/cancel"), ("POST", "/retry"), ("DELETE", "")])
def test_an_unknown_job_is_404(client: httpx.Client, method: str, path: str) -> None:
    assert client.request(method, f"/jobs/0123456789abcdef{path}").status_code == 404


def test_who_started_a_job_is_told_of_it_and_of_a_run_again(client: httpx.Client) -> None:
    first = client.post("/jobs", json={**BODY, "started_by": " Ada\u202e\n"}).json()
    assert (first["started_by"], client.post("/jobs", json=BODY).json()["started_by"]) == ("Ada", None)
    client.post(f"/jobs/{first['id']}/cancel")
    again = [client.post(f"/jobs/{first['id']}/retry", params=query).json() for query in ({"started_by": "Ben"}, {})]
    assert [job["started_by"] for job in again] == ["Ben", None]
    assert [one["started_by"] for one in client.get("/jobs").json()["items"]] == [None, "Ben", None, "Ada"]


def test_running_a_job_again_twice_with_one_key_makes_one_job(client: httpx.Client) -> None:
    first = client.post("/jobs", json=BODY).json()["id"]
    client.post(f"/jobs/{first}/cancel")
    again = {client.post(f"/jobs/{first}/retry", headers={"Idempotency-Key": "k"}).json()["id"] for _ in range(2)}
    assert len(again) == 1 and first not in again


def test_a_name_is_stored_without_what_cannot_be_seen(client: httpx.Client) -> None:
    answer = client.post("/jobs", json={**BODY, "name": "  <img src=x onerror=alert(1)>\u202e\x07" + "x" * 10_000})
    name = answer.json()["name"]
    assert name.startswith("<img src=x onerror=alert(1)>xxx")
    assert len(name) == 100
