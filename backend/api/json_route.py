"""Routes with a JSON body, parsed more strictly than by Python's `json`."""

import codecs
import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response


class Body(BaseModel):
    """Base of every JSON body: unknown fields and numbers that are not finite are rejected."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class JsonRoute(APIRoute):
    """A route whose body is JSON, whatever the Content-Type says: `curl -d` says `application/x-www-form-urlencoded`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_json(request: Request) -> Response:
            return await handle(_JsonRequest(request.scope, request.receive))

        return handle_json


class _JsonRequest(Request):
    @property
    def headers(self) -> Headers:
        return Headers({**super().headers, "content-type": "application/json"})

    async def json(self) -> Any:
        """The parsed body.

        Raises:
            json.JSONDecodeError: it is not JSON in UTF-8, nested too deeply, or an object has a key twice.
        """
        return parse(await self.body())


def parse(body: bytes) -> Any:
    if body.startswith(codecs.BOM_UTF8):
        raise json.JSONDecodeError("it starts with a byte order mark", "", 0)
    try:
        return json.loads(body.decode(), object_pairs_hook=_unique_keys)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise json.JSONDecodeError("it is nested too deeply", "", 0) from None
    except ValueError as error:  # not UTF-8, or an integer of thousands of digits
        raise json.JSONDecodeError(str(error), "", 0) from None


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise json.JSONDecodeError(f"the key {twice!r} occurs twice in one object", "", 0)
    return dict(pairs)
