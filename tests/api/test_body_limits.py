"""How much may be sent: acceptance row 44."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from backend.settings import Settings
from tests.api.test_problems import problem_of

KIB, MIB = 1024, 1024**2


def chunks(size: int) -> Iterator[bytes]:
    """`size` bytes without a Content-Length."""
    for _ in range(size // KIB):
        yield b" " * KIB


def test_json_up_to_the_limit_is_read(client: httpx.Client, settings: Settings) -> None:
    fits = b'{"kind": "nothing"}'.ljust(settings.max_json_bytes)
    assert client.post("/jobs", content=fits).status_code == 422


@pytest.mark.parametrize("path", ["/jobs", "/kinds/cnn/layers", "/jobs/nothing/cancel"])
def test_larger_json_is_rejected_with_a_content_length(client: httpx.Client, settings: Settings, path: str) -> None:
    answer = client.post(path, content=b" " * (settings.max_json_bytes + 1))
    assert answer.status_code == 413
    problem = problem_of(answer)
    assert problem["type"] == "/problems/too-large"
    assert problem["detail"] == f"The body has {settings.max_json_bytes + 1:,} bytes; {settings.max_json_bytes:,} bytes are allowed here."
    assert answer.headers["connection"] == "close"


def test_larger_json_is_rejected_in_chunks(client: httpx.Client, settings: Settings) -> None:
    answer = client.post("/jobs", content=chunks(settings.max_json_bytes + 8 * KIB))
    assert answer.status_code == 413
    assert problem_of(answer)["detail"] == f"The body is too large; {settings.max_json_bytes:,} bytes are allowed here."


@pytest.mark.parametrize("path", ["/models/nothing/predict", "/models/nothing/activations"])
def test_an_image_that_is_too_large_is_rejected_although_it_is_sent_whole(client: httpx.Client, settings: Settings, path: str) -> None:
    answer = client.post(path, files={"image": b"\x89PNG" * (settings.max_image_bytes // 4 + 64 * KIB)})
    assert answer.status_code == 413
    problem_of(answer)


def test_a_content_length_that_promises_too_much_is_rejected_at_once(address: str) -> None:
    parts = urlsplit(address)
    head = "POST /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=60) as connection:
        connection.sendall(f"{head}Content-Length: {10**12}\r\nExpect: 100-continue\r\n\r\n".encode())
        answer = connection.makefile("rb").read()  # to its end, although not a byte of the body is sent
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"application/problem+json" in answer


def test_a_content_length_that_promises_too_little_ends_the_body_there(address: str) -> None:
    parts = urlsplit(address)
    body = b'{"kind": "nothing"}' + b" " * MIB
    head = b"POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n"
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=10) as connection:
        connection.sendall(head + body[:2000])
        answer = connection.recv(100)
    assert answer.startswith(b"HTTP/1.1 422")


def test_a_form_of_too_many_parts_is_rejected(client: httpx.Client) -> None:
    many_files = [("image", (f"{number}.png", b"x")) for number in range(1001)]
    many_fields = {f"field{number}": "x" for number in range(1001)}
    for answer in (
        client.post("/models/nothing/predict", files=many_files),
        client.post("/datasets", data=many_fields, files={"file": b"PK"}),
        client.post("/datasets", data={"title": "x" * 2 * MIB}, files={"file": b"PK"}),
        client.post(
            "/datasets", content=b"&".join(b"a=1" for _ in range(100_000)), headers={"content-type": "application/x-www-form-urlencoded"}
        ),
    ):
        assert answer.status_code == 400
        problem_of(answer)


@pytest.mark.parametrize(
    ("content_type", "status"),
    [("multipart/form-data", 400), ("multipart/form-data; boundary=", 400), ("multipart/form-data; boundary=a", 400), ("text/plain", 422)],
)
def test_what_is_no_form_is_rejected(client: httpx.Client, content_type: str, status: int) -> None:
    answer = client.post("/datasets", content=b"--b\r\nnonsense", headers={"content-type": content_type})
    assert answer.status_code == status
    problem_of(answer)
