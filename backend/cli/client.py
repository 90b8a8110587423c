"""The REST API as the terminal uses it."""

import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx

TIMEOUT_S = 30.0
SILENCE_S = 45.0  # the service sends a ping every 15 s
FIRST_DELAY_S = 0.5
MAX_DELAY_S = 5.0

ENDED = frozenset({"succeeded", "failed", "cancelled"})


class ServiceError(Exception):
    """The service answered with an error, or cannot be reached.

    Attributes:
        errors: the invalid values: `(JSON pointer, what is allowed)`.
    """

    def __init__(self, message: str, errors: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.errors = errors


class Client:
    """Calls below `<url>/api/v1`; every answer that is an error is raised.

    Raises:
        ServiceError: from every method.
    """

    def __init__(self, url: str, token: str | None) -> None:
        self._url = url.rstrip("/")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        # trust_env=False: a proxy from the environment must not see the token.
        self._http = httpx.Client(base_url=f"{self._url}/api/v1", headers=headers, timeout=TIMEOUT_S, trust_env=False)

    def get(self, path: str, **query: Any) -> Any:
        return self._call("GET", path, params={name: value for name, value in query.items() if value is not None}).json()

    def post(self, path: str, **options: Any) -> Any:
        """Options are those of `httpx.Client.request`: `json`, `files`, `params`, `headers`."""
        return self._call("POST", path, **options).json()

    def delete(self, path: str) -> None:
        self._call("DELETE", path)

    def image(self, path: str, body: dict[str, Any]) -> bytes:
        """The PNG that a POST answers with."""
        return self._call("POST", path, json=body, headers={"Accept": "image/png"}).content

    def download(self, path: str) -> bytes:
        """The body as it is."""
        return self._call("GET", path).content

    def submit(self, body: dict[str, Any]) -> Any:
        """POST /jobs, with a key that makes a repeated request harmless."""
        return self.post("/jobs", json=body, headers={"Idempotency-Key": str(uuid.uuid4())})

    def events(self, job_id: str) -> Iterator[dict[str, Any]]:
        """Every event of a job from its first to its last; after a lost connection it resumes where it stopped."""
        last_id, delay = None, FIRST_DELAY_S
        while True:
            try:
                for event in self._stream(f"/jobs/{job_id}/events", last_id):
                    yield event
                    last_id, delay = event["id"], FIRST_DELAY_S
                    if event["type"] == "state" and event["data"]["status"] in ENDED:
                        return
            except httpx.TransportError:
                pass
            time.sleep(delay)
            delay = min(2 * delay, MAX_DELAY_S)

    def _stream(self, path: str, last_id: str | None) -> Iterator[dict[str, Any]]:
        """Server-sent events until the service ends them, which it also does when it stops."""
        headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": last_id} if last_id else {})
        timeout = httpx.Timeout(TIMEOUT_S, read=SILENCE_S)
        with self._http.stream("GET", path, headers=headers, timeout=timeout) as response:
            if response.is_server_error:
                raise httpx.RemoteProtocolError(f"{response.status_code}")
            if response.is_client_error:
                response.read()
                raise _error(response)
            for line in response.iter_lines():
                if line.startswith("data:"):  # the service writes an event's data on one line
                    yield json.loads(line[5:])

    def _call(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            response = self._http.request(method, path, **options)
        except httpx.TransportError as error:
            raise ServiceError(f"No service answers at {self._url} ({error}). Start the service with: playground up") from None
        if response.is_error:
            raise _error(response)
        return response


def _error(response: httpx.Response) -> ServiceError:
    """A problem document (RFC 9457) as an exception."""
    if response.headers.get("content-type", "").partition(";")[0] != "application/problem+json":
        return ServiceError(f"{response.url} answered with {response.status_code} {response.reason_phrase}.")
    problem = response.json()
    message = f"{problem.get('title', 'Error')}: {problem.get('detail', '')}"
    if response.status_code == httpx.codes.UNAUTHORIZED:
        message += " Set it with --token or PLAYGROUND_TOKEN."
    return ServiceError(message, tuple((error["pointer"], error["message"]) for error in problem.get("errors") or ()))
