"""Parts of downloads (RFC 9110 §14): a client that lost the connection asks for the rest, not for all of it again."""

import hashlib
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.negotiation import is_known

RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.ASCII | re.IGNORECASE)


def parse_range(value: str, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last of `bytes=first-last`, `bytes=first-` or `bytes=-length`, of a file of `size` bytes.

    Returns:
        None for what is not one range of bytes, such as two ranges; such a header is ignored, and the whole file sent.

    Raises:
        ValueError: no byte of the file lies in the range.
    """
    match = RANGE.fullmatch(value)
    if match is None or match[1] == match[2] == "":
        return None
    if match[1] == "":
        first, end = max(0, size - int(match[2])), size
    else:
        first, end = int(match[1]), min(size, int(match[2]) + 1) if match[2] else size
        if match[2] and int(match[2]) < first:
            return None
    if first >= end:
        raise ValueError(value)
    return first, end


class Ranges:
    """Middleware that answers `Range` for every download, that is every answer to GET with a `Content-Disposition` or an `ETag`.

    It also gives a download without an ETag the hash of its content, so that `If-Range` can tell whether the rest belongs to the same file.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            send = _Part(Headers(scope=scope), send).send
        await self.app(scope, receive, send)


class _Part:
    """One answer, held back until its body is known."""

    def __init__(self, asked: Headers, send_on: Send) -> None:
        self._asked, self._send = asked, send_on
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_download(message):
            self._start = message
            return
        if self._start is not None:
            start, self._start = self._start, None
            if not message.get("more_body", False):
                message = self._cut(start, message)
            await self._send(start)
        await self._send(message)

    def _cut(self, start: Message, body: Message) -> Message:
        """The part of the body that was asked for; the start of the answer is changed to say so."""
        content: bytes = body.get("body", b"")
        headers = MutableHeaders(raw=start["headers"])
        headers.setdefault("ETag", f'"{hashlib.sha256(content).hexdigest()[:32]}"')
        headers["Accept-Ranges"] = "bytes"
        if is_known(self._asked.get("if-none-match", ""), headers["ETag"]):
            start["status"] = 304
            del headers["Content-Length"]
            return {**body, "body": b""}
        if "range" not in self._asked or self._asked.get("if-range", headers["ETag"]) != headers["ETag"]:
            return body
        try:
            part = parse_range(self._asked["range"], len(content))
        except ValueError:
            start["status"] = 416
            headers.update({"Content-Range": f"bytes */{len(content)}", "Content-Length": "0"})
            return {**body, "body": b""}
        if part is None:
            return body
        first, end = part
        start["status"] = 206
        headers.update({"Content-Range": f"bytes {first}-{end - 1}/{len(content)}", "Content-Length": str(end - first)})
        return {**body, "body": content[first:end]}


def _is_download(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == 200 and "content-range" not in headers and ("content-disposition" in headers or "etag" in headers)


class Encodings:
    """Middleware around the compression: a part is never compressed, and a compressed file has a weak ETag, which `If-Range` rejects.

    The answer “not changed” has the ETag of the answer that it stands for, weak or strong.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = Headers(scope=scope).get("if-none-match", "") if scope["type"] == "http" else ""

        async def send_weakened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                weak = f"W/{headers.get('etag', '')}"
                if headers.get("etag", "").startswith('"') and ("content-encoding" in headers or weak in known):
                    headers["ETag"] = weak
            await send(message)

        if scope["type"] == "http" and "range" in Headers(scope=scope):
            scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}
        await self.app(scope, receive, send_weakened if scope["type"] == "http" else send)
