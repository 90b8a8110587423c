"""A slash too many at the end of an address."""

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class Slashes:
    """Middleware that leads `/api/v1/jobs/` to `/api/v1/jobs`, with the same method and body (308)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith("/") and scope["path"].startswith(("/api/", "/docs/", "/openapi.json/")):
            # Relative, so that it holds behind any proxy. Only ASCII letters, digits and -_.~ reach the header unescaped.
            path = scope["path"].rstrip("/")
            query = scope["query_string"].decode("latin-1")
            up = "../" * (len(scope["path"]) - len(path))
            await RedirectResponse(f"{up}{path.rpartition('/')[2]}{f'?{query}' if query else ''}", 308)(scope, receive, send)
            return
        await self.app(scope, receive, send)
