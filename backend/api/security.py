"""Who may talk to the API: the Host, Origin and token of a request, and the headers that tell a browser what a page may do.

A service on localhost can be reached by every page that its user has open, so
- the Host must be one of ours, which defeats DNS rebinding;
- a request that changes something must not come from another site;
- with a token set, each request carries it: `Authorization: Bearer <token>`, or as the password of HTTP Basic. A browser asks
  for the latter by itself and then sends it with images and event streams too, which no header set by a script can reach;
  no cookie and no ticket in a URL (which logs would keep) is needed.
"""

import base64
import binascii
import hashlib
import hmac
import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.problems import problem_response
from backend.errors import BadRequest, Forbidden, PlaygroundError, Unauthorized
from backend.settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
ANY_ADDRESS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared with, never bound to
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?")
# A health check has no token, and there is nothing to learn from this answer.
OPEN_PATH = "/api/v1/health/live"


class Guard:
    """Middleware that rejects a request before any route sees it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._hosts = _allowed_hosts(settings)
        self._origin = settings.public_origin
        self._token = settings.token.get_secret_value() if settings.token else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                self._check(scope["method"], scope["path"], Headers(scope=scope))
            except PlaygroundError as error:
                await problem_response(scope, error)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _check(self, method: str, path: str, headers: Headers) -> None:
        check_host(headers.get("host", ""), self._hosts)
        if method not in SAFE_METHODS:
            check_origin(headers, self._origin)
        if self._token is not None and path != OPEN_PATH:
            check_token(headers.get("authorization", ""), self._token)


def _allowed_hosts(settings: Settings) -> frozenset[str]:
    bound = settings.host if settings.host not in ANY_ADDRESS else "localhost"
    names = {f"[{name}]" if ":" in name and not name.startswith("[") else name for name in (bound, *settings.allowed_hosts)}
    public = {urlsplit(settings.public_origin).hostname or ""} if settings.public_origin else set()
    return LOOPBACK | {name.lower() for name in names | public}


def check_host(host: str, allowed: frozenset[str]) -> None:
    """Rejects a Host header that is not one of the allowed hosts; the port is ignored.

    Raises:
        BadRequest
    """
    match = HOST.fullmatch(host.lower())
    if match is None or match["name"] not in allowed:
        names = ", ".join(sorted(allowed))
        raise BadRequest(f"The Host header is {host[:100]!r}; allowed: {names}. Add to them with PLAYGROUND_ALLOWED_HOSTS=name.")


def check_origin(headers: Headers, public: str | None = None) -> None:
    """Rejects a cross-site request. Programs other than browsers send neither header and pass.

    Args:
        public: the origin of the pages, where a proxy serves them (`PLAYGROUND_PUBLIC_URL`).

    Raises:
        Forbidden
    """
    if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        raise Forbidden("The browser says that a page of another site made this request (Sec-Fetch-Site).")
    origin = headers.get("origin")
    host = headers.get("host", "").lower()
    if origin is not None and _authority(origin) != host and origin.lower() != public:
        raise Forbidden(
            f"The request comes from a page at {origin[:100]!r} (Origin), not from this service at {host[:100]!r} (Host). "
            "Where a proxy stands between them, start the playground with the address of its pages, path included: "
            f"PLAYGROUND_PUBLIC_URL={_example(origin)}"
        )


def _example(origin: str) -> str:
    """What the setting would be, if this origin were the playground's own."""
    return f"{origin[:100]}/" if _authority(origin) else "https://example.org/play/"


def _authority(origin: str) -> str | None:
    """host:port of an origin; None for `null` and for what is no origin."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None
    return parts.netloc.lower() if parts.scheme in {"http", "https"} else None


def check_token(authorization: str, token: str) -> None:
    """Rejects a request without the token, in constant time.

    Raises:
        Unauthorized
    """
    if not hmac.compare_digest(_credentials(authorization).encode(), token.encode()):
        raise Unauthorized("Send the token: `Authorization: Bearer <token>`, or as the password of HTTP Basic with any user name.")


def _credentials(authorization: str) -> str:
    scheme, _, value = authorization.partition(" ")
    match scheme.lower():
        case "bearer":
            return value.strip()
        case "basic":
            try:
                return base64.b64decode(value, validate=True).decode().partition(":")[2]
            except (binascii.Error, UnicodeDecodeError):
                return ""
    return ""


def script_hashes(html: str) -> list[str]:
    """The inline scripts of a page as sources for a Content-Security-Policy: `'sha256-...'`."""
    scripts = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", html, re.DOTALL | re.IGNORECASE)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]


def security_headers(hashes: list[str]) -> dict[str, str]:
    """Headers of every response. KaTeX and uPlot set style attributes, hence `unsafe-inline` for styles (not for scripts)."""
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' blob: data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


class SecurityHeaders:
    """Middleware that adds them; and `Cache-Control: no-cache`, unless the route says better."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self.app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.update(self._headers)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
