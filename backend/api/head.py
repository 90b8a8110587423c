"""HEAD wherever GET is (RFC 9110 §9.3.2): the same status and headers, no body."""

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Head:
    """Middleware that answers HEAD with the head of the answer to GET. Once the headers are known nothing more is made: a stream ends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        async with anyio.create_task_group() as group:

            async def send_head(message: Message) -> None:
                if message["type"] != "http.response.start":
                    return
                await send(message)
                await send({"type": "http.response.body"})
                group.cancel_scope.cancel()

            await self.app({**scope, "method": "GET"}, receive, send_head)
