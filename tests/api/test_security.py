"""Who may talk to the service: acceptance rows 50, 51 and 54."""

import base64
import hashlib
import re
from collections.abc import Iterator

import httpx
import pytest
from fastapi.routing import iter_route_contexts
from pydantic import SecretStr

from backend.api.app import create_app
from backend.settings import Settings
from tests.api.conftest import serve, submit
from tests.api.test_problems import problem_of

TOKEN = "a long random text"


@pytest.mark.parametrize(
    "host", ["evil.com", "127.0.0.1.evil.com", "localhost.evil.com", "evil.com:80", "x@localhost", "localhost/", "", "[::1"]
)
def test_another_host_is_rejected(client: httpx.Client, host: str) -> None:
    for path in ("/health/live", "/jobs"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400
        problem_of(answer)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:8000"])
def test_our_own_hosts_are_served_whatever_the_port(client: httpx.Client, host: str) -> None:
    assert client.get("/health/live", headers={"Host": host}).status_code == 200


def test_a_host_can_be_allowed(settings: Settings) -> None:
    with serve(create_app(settings.model_copy(update={"allowed_hosts": ["Lab.example"]}))) as address:
        assert httpx.get(f"{address}/api/v1/health/live", headers={"Host": "lab.example:8000"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Origin": "file://"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_site_can_change_nothing(client: httpx.Client, headers: dict[str, str]) -> None:
    job_id = submit(client)
    answers = [
        client.post("/jobs", json={"kind": "cnn", "params": {"dataset": "digits"}}, headers=headers),
        client.post("/datasets", files={"file": b"PK"}, headers=headers),
        client.post(f"/jobs/{job_id}/cancel", headers=headers),
        client.delete(f"/jobs/{job_id}", headers=headers),
    ]
    for answer in answers:
        assert answer.status_code == 403
        problem_of(answer)
    assert [job["status"] for job in client.get("/jobs").json()["items"]] == ["queued"]


def test_our_own_page_can(client: httpx.Client, address: str) -> None:
    job_id = submit(client)
    headers = {"Origin": address, "Sec-Fetch-Site": "same-origin"}
    assert client.post(f"/jobs/{job_id}/cancel", headers=headers).status_code == 200


def test_every_answer_tells_the_browser_what_it_may_do(client: httpx.Client, address: str) -> None:
    for path in ("/", "/app.js", "/docs", "/openapi.json", "/api/v1/kinds", "/api/v1/nothing", "/api/v1/datasets/digits/images/test/0.png"):
        headers = client.get(address + path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'self'"
        assert "unsafe" not in policy["script-src"]
        assert (policy["object-src"], policy["base-uri"], policy["frame-ancestors"], policy["form-action"]) == ("'none'",) * 4


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_the_inline_scripts_of_our_pages_are_allowed_by_their_hash(client: httpx.Client, address: str, path: str) -> None:
    answer = client.get(address + path)
    scripts = re.findall(r'<script(?: type="importmap")?>(.*?)</script>', answer.text, re.DOTALL)
    assert scripts
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]


@pytest.fixture
def locked(settings: Settings) -> Iterator[httpx.Client]:
    app = create_app(settings.model_copy(update={"token": SecretStr(TOKEN)}))
    with serve(app) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def test_without_the_token_every_route_is_closed(locked: httpx.Client, settings: Settings) -> None:
    routes = iter_route_contexts(create_app(settings).routes)
    paths = {re.sub(r"{.*?}", "x", str(route.path)) for route in routes} - {"/api/v1/health/live"} | {
        "/",
        "/app.js",
        "/vendor/preact/package.json",
    }
    for path in paths:
        for method in ("GET", "POST", "DELETE"):
            answer = locked.request(method, path, headers={"Accept": "text/event-stream"})
            assert answer.status_code == 401, (method, path)
            assert answer.headers["www-authenticate"].startswith("Basic ")
            problem_of(answer)
    assert locked.get("/api/v1/health/live").status_code == 200


@pytest.mark.parametrize(
    "authorization",
    [
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        "Bearer",
        TOKEN,
        f"Digest {TOKEN}",
        "Basic !!!",
        "Basic " + base64.b64encode(b"\xff\xfe").decode(),
        "Basic " + base64.b64encode(TOKEN.encode()).decode(),
        "Basic " + base64.b64encode(f"{TOKEN}:".encode()).decode(),
    ],
)
def test_a_wrong_token_is_rejected(locked: httpx.Client, authorization: str) -> None:
    assert locked.get("/api/v1/jobs", headers={"Authorization": authorization}).status_code == 401


def test_the_token_opens_as_bearer_and_as_password(locked: httpx.Client) -> None:
    assert locked.get("/api/v1/jobs", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert locked.get("/api/v1/jobs", auth=("anybody", TOKEN)).status_code == 200
    assert locked.get("/", auth=("", TOKEN)).status_code == 200
