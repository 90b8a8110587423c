"""What any HTTP client may count on: HEAD beside GET, parts of downloads, names of files, and a slash too many."""

import json
import re
import socket
from urllib.parse import urlsplit

import httpx
import pytest

from backend.api.negotiation import disposition
from backend.api.ranges import parse_range


@pytest.mark.parametrize(
    "path", ["/", "/app.js", "/docs", "/openapi.json", "/api/v1/photos", "/api/v1/photos/cat.png", "/api/v1/kinds", "/api/v1/jobs/none"]
)
def test_head_is_get_without_a_body(client: httpx.Client, address: str, path: str) -> None:
    for encoding in ("identity", "gzip"):
        got, head = (client.request(method, address + path, headers={"Accept-Encoding": encoding}) for method in ("GET", "HEAD"))
        assert head.status_code == got.status_code
        assert head.content == b""
        differs = {"date"} | ({"content-length"} if got.status_code == 404 else set())  # each problem has an id of its own
        assert {k: v for k, v in head.headers.items() if k not in differs} == {k: v for k, v in got.headers.items() if k not in differs}


def test_head_of_what_only_takes_post_is_405(client: httpx.Client, address: str) -> None:
    assert client.head(f"{address}/api/v1/neuron").status_code == 405


def test_part_of_a_download(client: httpx.Client, address: str, finished: str) -> None:
    url = f"{address}/api/v1/jobs/{finished}/artifacts/{_largest(client, address, finished)}"
    whole = client.get(url, headers={"Accept-Encoding": "identity"})
    assert whole.headers["accept-ranges"] == "bytes"
    size, tag = len(whole.content), whole.headers["etag"]
    for header, first, end in (
        ("bytes=0-9", 0, 10),
        ("bytes=10-", 10, size),
        ("bytes=-7", size - 7, size),
        (f"bytes=5-{10 * size}", 5, size),
        ("BYTES=5-9", 5, 10),
    ):
        part = client.get(url, headers={"Range": header, "Accept-Encoding": "gzip"})
        assert part.status_code == 206
        assert part.headers["content-range"] == f"bytes {first}-{end - 1}/{size}"
        assert part.content == whole.content[first:end]
    resumed = client.get(url, headers={"Range": "bytes=3-", "If-Range": tag})
    assert (resumed.status_code, resumed.content) == (206, whole.content[3:])
    changed = client.get(url, headers={"Range": "bytes=3-", "If-Range": '"another"'})
    assert (changed.status_code, changed.content) == (200, whole.content)
    beyond = client.get(url, headers={"Range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{size}")
    for ignored in ("bytes=1-2,4-5", "lines=1-2", "bytes=9-1", "bytes=-"):
        assert client.get(url, headers={"Range": ignored}).status_code == 200
    vectors = f"{address}/api/v1/models/pretrained-film-cbow/vectors?format=tsv"
    known = client.get(vectors, headers={"If-None-Match": client.get(vectors).headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    compressed = client.get(url, headers={"Accept-Encoding": "gzip"})
    if "content-encoding" in compressed.headers:
        assert compressed.headers["etag"] == f"W/{tag}"


def _largest(client: httpx.Client, address: str, job: str) -> str:
    rows = client.get(f"{address}/api/v1/jobs/{job}/artifacts").json()
    return str(max(rows, key=lambda row: row["size"])["name"])


def test_ranges_of_any_size() -> None:
    assert parse_range("bytes=0-0", 1) == (0, 1)
    assert parse_range("bytes=-5", 3) == (0, 3)
    for size, value in ((0, "bytes=0-"), (3, "bytes=3-"), (3, "bytes=-0"), (0, "bytes=-1")):
        with pytest.raises(ValueError, match="bytes"):
            parse_range(value, size)


def test_name_of_a_download_is_utf8_and_has_an_ascii_twin() -> None:
    assert disposition("größe 1.npz") == "attachment; filename=\"gr__e 1.npz\"; filename*=UTF-8''gr%C3%B6%C3%9Fe%201.npz"
    assert disposition('a"b\\c%.txt') == "attachment; filename=\"a_b_c_.txt\"; filename*=UTF-8''a%22b%5Cc%25.txt"


def raw(address: str, request: bytes) -> tuple[int, bytes, bytes]:
    """Status, headers and body of the answer to bytes that no HTTP library would send."""
    parts = urlsplit(address)
    with socket.create_connection((str(parts.hostname), parts.port or 80), timeout=10) as connection:
        for piece in (request[:20], request[20:]):
            connection.sendall(piece)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head, body


def test_an_address_may_be_typed_in_any_script(address: str) -> None:
    """curl sends it as it was typed, in UTF-8."""
    tail = f" HTTP/1.1\r\nHost: {address.removeprefix('http://')}\r\nConnection: close\r\n\r\n"
    status, _, body = raw(address, f"GET /api/v1/datasets/हिन्दी{tail}".encode())
    assert (status, json.loads(body)["instance"]) == (404, "/api/v1/datasets/हिन्दी")
    status, _, body = raw(address, f"GET /api/v1/points?shape=größe{tail}".encode())
    assert status == 422
    assert "received 'größe'" in json.loads(body)["detail"]


def test_a_body_that_comes_after_its_answer_is_no_request(address: str) -> None:
    """Its bytes are not those of an address: none grows, and what follows is the next request."""
    parts = urlsplit(address)
    body = bytes(range(128, 256)) * 8 + b"GET /smuggled HTTP/1.1\r\n\r\n"
    host = f"Host: {parts.netloc}\r\n"
    with socket.create_connection((str(parts.hostname), parts.port or 80), timeout=10) as connection:
        connection.sendall(f"DELETE /api/v1/health/live HTTP/1.1\r\n{host}Content-Length: {len(body)}\r\n\r\n".encode())
        first = connection.recv(65536)
        for start in range(0, len(body), 100):
            connection.sendall(body[start : start + 100])
        connection.sendall(f"GET /api/v1/health/live HTTP/1.1\r\n{host}Connection: close\r\n\r\n".encode())
        answers = first + b"".join(iter(lambda: connection.recv(65536), b""))
    assert re.findall(rb"HTTP/1.1 (\d+)", answers) == [b"405", b"200"]


LONG = b"GET /?" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n"


@pytest.mark.parametrize(
    "request_", [b"GET / HTTP/1.1\r\nno header\r\n\r\n", b"hello world and more\r\n\r\n", LONG], ids=["header", "words", "long"]
)
def test_what_is_no_http_is_a_problem_too(address: str, request_: bytes) -> None:
    status, head, body = raw(address, request_)
    assert status == 400
    assert b"application/problem+json" in head
    assert json.loads(body)["status"] == 400


def test_a_query_takes_the_parameters_of_its_route_once(client: httpx.Client, address: str) -> None:
    for path, pointer, allowed in (
        ("points?shap=moons", "/shap", "allowed are classes, noise, points, seed, shape"),
        ("photos?x=1", "/x", "none is allowed here"),
        ("points?seed=1&seed=2", "/seed", "sent 2 times; once is allowed"),
        ("jobs?kind=foo", "/kind", "there is cnn, gan, word2vec, glove"),
    ):
        answer = client.get(f"{address}/api/v1/{path}")
        assert answer.status_code == 422, path
        assert answer.json()["errors"][0]["pointer"] == pointer
        assert allowed in answer.json()["detail"]


def test_slash_too_many_leads_on(client: httpx.Client, address: str) -> None:
    for path, target in (("/api/v1/photos/", "/api/v1/photos"), ("/api/v1/jobs/?limit=3", "/api/v1/jobs?limit=3"), ("/docs/", "/docs")):
        answer = client.get(address + path, follow_redirects=False)
        assert answer.status_code == 308
        assert str(answer.next_request and answer.next_request.url) == address + target
    posted = client.post(f"{address}/api/v1/neuron/", json={"inputs": [1], "weights": [2]}, follow_redirects=True)
    assert posted.status_code == 200


def test_odd_requests_are_answered_as_http_says(client: httpx.Client, address: str, finished: str) -> None:
    events = f"{address}/api/v1/jobs/{finished}/events"
    assert client.get(f"{address}/", headers={"If-None-Match": "*"}).status_code == 304
    head = client.head(events, headers={"Accept": "text/event-stream"}, timeout=5)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"].startswith("text/event-stream")
    backwards = client.get(f"{address}/api/v1/photos/cat.png", headers={"Range": "bytes=5-2"})
    assert (backwards.status_code, int(backwards.headers["content-length"])) == (200, len(backwards.content))
    for path in ("//evil.example", "//evil.example/", "/api//evil.example/", "/api/v1/jobs%2F", "/api/%2e%2e//evil.example/"):
        answer = client.get(address + path, follow_redirects=False)
        assert answer.status_code in {308, 404}, path
        # Wherever it leads, it leads to this service.
        if target := answer.next_request:
            assert str(target.url).startswith(f"{address}/"), path
