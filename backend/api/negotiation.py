"""Content negotiation (`Accept`) and conditional requests (`If-None-Match`)."""

import hashlib
from collections.abc import Sequence
from urllib.parse import quote

from fastapi import Request
from starlette.responses import Response

JSON, PNG, EVENT_STREAM = "application/json", "image/png", "text/event-stream"


def preferred(accept: str | None, offered: Sequence[str]) -> str:
    """The offered media type with the highest quality (RFC 9110 §12.5.1); the first one when several, or none, are wanted.

    >>> preferred("image/png;q=0.5, application/json", ["image/png", "application/json"])
    'application/json'
    """
    ranges = [_media_range(part) for part in (accept or "*/*").split(",")]
    return max(offered, key=lambda media_type: _quality(media_type, ranges))


def _media_range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return name, float(parameter[2:])
            except ValueError:
                return name, 0.0
    return name, 1.0


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    qualities = dict(ranges)
    for pattern in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        if pattern in qualities:
            return qualities[pattern]
    return 0.0


def disposition(name: str) -> str:
    """A `Content-Disposition` that saves under `name`: in UTF-8, and in ASCII for a client that knows no `filename*` (RFC 6266 §4.3)."""
    plain = "".join(letter if letter.isascii() and letter.isprintable() and letter not in '"\\%' else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def is_known(if_none_match: str, etag: str) -> bool:
    """Whether a client has the version with this strong ETag, or any where it says `*` (RFC 9110 §13.1.2)."""
    wanted = {one.strip().removeprefix("W/") for one in if_none_match.split(",")}
    return etag in wanted or "*" in wanted


def tagged(request: Request, response: Response, tag: str | None = None) -> Response:
    """Gives `response` a strong ETag; turns it into 304 when the client has it already.

    Args:
        tag: a hash of the content that is known already; the body is hashed without it.
    """
    etag = f'"{tag or hashlib.sha256(response.body).hexdigest()[:32]}"'
    if is_known(request.headers.get("if-none-match", ""), etag):
        response = Response(status_code=304, headers={k: v for k, v in response.headers.items() if k == "cache-control"})
    response.headers["ETag"] = etag
    return response
