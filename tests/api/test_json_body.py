"""What is sent as JSON: acceptance row 45."""

import httpx
import pytest

UNREADABLE = {
    "no JSON": b"kind=cnn",
    "cut off": b'{"kind": "cnn"',
    "50,000 deep": b"[" * 25_000 + b"]" * 25_000,
    "50,000 deep in a field": b'{"kind": "cnn", "params": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}",
    "an integer of 5,000 digits": b'{"kind": "cnn", "params": {"dataset": "digits", "seed": ' + b"9" * 5000 + b"}}",
    "a key twice": b'{"kind": "cnn", "kind": "cnn", "params": {"dataset": "digits"}}',
    "a key twice, inside": b'{"kind": "cnn", "params": {"dataset": "digits", "dataset": "digits"}}',
    "bad UTF-8": b'{"kind": "\xff\xfe"}',
    "UTF-16": '{"kind": "cnn"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"kind": "cnn"}',
}
NO_JOB = {
    "nothing": b"",
    "a list": b"[]",
    "a string": b'"cnn"',
    "null": b"null",
    "NaN as a name": b'{"kind": "cnn", "name": NaN}',
    "NaN": b'{"kind": "cnn", "params": {"dataset": "digits", "seed": NaN}}',
    "1e400": b'{"kind": "cnn", "params": {"dataset": "digits", "learning_rate": 1e400}}',
    "a lone surrogate": b'{"kind": "\\ud800"}',
    "a lone surrogate in params": b'{"kind": "cnn", "params": {"dataset": "\\ud800"}}',
    "a lone surrogate as a key": b'{"kind": "cnn", "params": {"dataset": "digits", "\\udfff": 1}}',
}


@pytest.mark.parametrize(
    ("body", "status"),
    [(body, 400) for body in UNREADABLE.values()] + [(body, 422) for body in NO_JOB.values()],
    ids=[*UNREADABLE, *NO_JOB],
)
def test_a_body_that_is_no_job_is_rejected(client: httpx.Client, body: bytes, status: int) -> None:
    answer = client.post("/jobs", content=body)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert "sys." not in answer.text
    assert client.get("/jobs").json()["items"] == []
