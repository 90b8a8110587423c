"""The outermost layer: no exception leaves it, and a client whose body is too large still receives the answer."""

import logging
import uuid

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.problems import MEDIA_TYPE, body_too_large, problem_response, unexpected_response

log = logging.getLogger(__name__)

# A client whose connection is closed while it sends never sees the answer: the rest of a rejected body is read and discarded for so long.
DRAIN_S = 2.0


class Boundary:
    """Middleware for what the exception handlers do not see: unexpected exceptions, and the plain-text 413 of Starlette's body limit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send)
        try:
            await self.app(scope, exchange.receive, exchange.send)
        except Exception:
            # The boundary of the program: the log gets the traceback, the client a problem document.
            await exchange.fail()


class _Exchange:
    """One request, and the state of its body and its answer."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._body_complete = False
        self._started = False
        self._replaced = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._body_complete = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if self._replaced:
            return
        if message["type"] == "http.response.start":
            self._started = True
            if message["status"] == 413:
                await self._drain()
                self._replaced = not _is_problem(message)
        if self._replaced:
            await problem_response(self._scope, body_too_large(self._scope))(self._scope, self._receive, self._send)
        else:
            await self._send(message)

    async def fail(self) -> None:
        request_id = uuid.uuid4().hex
        log.exception("%s %s failed; request_id %s", self._scope["method"], self._scope["path"], request_id)
        if self._started:
            raise ConnectionAbortedError(f"The answer to {request_id} was cut off.")
        await unexpected_response(self._scope, request_id)(self._scope, self._receive, self._send)

    async def _drain(self) -> None:
        if any(name == b"expect" for name, _ in self._scope["headers"]):
            return  # the client waits for a go-ahead before it sends anything
        with anyio.move_on_after(DRAIN_S):
            while not self._body_complete:
                await self.receive()


def _is_problem(message: Message) -> bool:
    return (b"content-type", MEDIA_TYPE.encode()) in message["headers"]
