"""Addresses in answers. Behind a proxy that serves the playground under a path, such as `/play/`, they begin with that path."""

from contextvars import ContextVar
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from backend.jobs.model import Event

PREFIX = "/api/v1"

_public_path: ContextVar[str] = ContextVar("public_path", default="")


def link(path: str) -> str:
    """The address of a route below `/api/v1`, as a client asks the proxy for it: `/photos/cat.png` → `/play/api/v1/photos/cat.png`."""
    return f"{_public_path.get()}{PREFIX}{path}"


def with_link(event: Event) -> Event:
    """An event whose address is one that this client can ask for; the worker that wrote it knows of no proxy."""
    url = event.data.get("url")
    if not isinstance(url, str) or not url.startswith(f"{PREFIX}/"):
        return event
    data: dict[str, Any] = {**event.data, "url": link(url.removeprefix(PREFIX))}
    return event.model_copy(update={"data": data})


class PublicPath:
    """Middleware that takes the public path off the requests of a proxy that does not do it itself, and names it to `link`.

    Args:
        path: without a slash at its end; "" where the playground has a host of its own.
    """

    def __init__(self, app: ASGIApp, path: str) -> None:
        self.app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._path and scope["type"] == "http":
            if scope["path"].startswith(f"{self._path}/"):
                scope = {**scope, "path": scope["path"].removeprefix(self._path)}
            _public_path.set(self._path)
        await self.app(scope, receive, send)
