"""What is sent as JSON: acceptance row 45."""

import httpx
import pytest

REJECTED = {
    "nothing": b"",
    "no JSON": b"kind=cnn",
    "cut off": b'{"kind": "cnn"',
    "a list": b"[]",
    "a string": b'"cnn"',
    "null": b"null",
    "50,000 deep": b"[" * 25_000 + b"]" * 25_000,
    "50,000 deep in a field": b'{"kind": "cnn", "params": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}",
    "NaN as a name": b'{"kind": "cnn", "name": NaN}',
    "NaN": b'{"kind": "cnn", "params": {"dataset": "digits", "seed": NaN}}',
    "1e400": b'{"kind": "cnn", "params": {"dataset": "digits", "learning_rate": 1e400}}',
    "an integer of 5,000 digits": b'{"kind": "cnn", "params": {"dataset": "digits", "seed": ' + b"9" * 5000 + b"}}",
    "a key twice": b'{"kind": "cnn", "kind": "cnn", "params": {"dataset": "digits"}}',
    "a key twice, inside": b'{"kind": "cnn", "params": {"dataset": "digits", "dataset": "digits"}}',
    "a lone surrogate": b'{"kind": "\\ud800"}',
    "a lone surrogate in params": b'{"kind": "cnn", "params": {"dataset": "\\ud800"}}',
    "a lone surrogate as a key": b'{"kind": "cnn", "params": {"dataset": "digits", "\\udfff": 1}}',
    "bad UTF-8": b'{"kind": "\xff\xfe"}',
    "UTF-16": '{"kind": "cnn"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"kind": "cnn"}',
}


@pytest.mark.parametrize("body", REJECTED.values(), ids=REJECTED.keys())
def test_a_body_that_is_no_job_is_rejected(client: httpx.Client, body: bytes) -> None:
    answer = client.post("/jobs", content=body)

    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert client.get("/jobs").json()["items"] == []
