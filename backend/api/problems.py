"""The one place where an error becomes a response: a problem document (RFC 9457) on every route, never a traceback."""

import json
import re
import uuid
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, Field
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import MAX_BODY_SIZE_SCOPE_KEY
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import Scope

from backend.concepts.errors import InvalidValue
from backend.errors import BadRequest, FieldError, InvalidInput, NotFound, PlaygroundError, TooLarge, Unauthorized
from backend.validation import field_errors

MEDIA_TYPE = "application/problem+json"


class InvalidField(BaseModel):
    """One invalid value: a JSON pointer to it (`/params/epochs`), what is allowed, and what was received."""

    pointer: str = Field(examples=["/params/epochs"])
    message: str = Field(examples=["Input should be less than or equal to 500; received 1000"])


class Problem(BaseModel):
    """An error (RFC 9457). `request_id` is in the server's log when the status is 500."""

    type: str = Field(examples=["/problems/invalid-input"])
    title: str = Field(examples=["A value is not allowed"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["/params/epochs: Input should be less than or equal to 500; received 1000."])
    instance: str = Field(examples=["/api/v1/jobs"])
    request_id: str = Field(examples=["0b6d9f8e3c5a4f0e9a0a4f4d3c2b1a00"])
    errors: list[InvalidField] | None = None


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` argument of a route that may fail with these statuses."""
    return {status: {"model": Problem, "description": HTTPStatus(status).phrase} for status in statuses}


def problem_response(scope: Scope, error: PlaygroundError, **members: Any) -> Response:
    """The response for an error, with the headers that its status requires. `members` are added to the document."""
    headers: dict[str, str] = {}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = 'Basic realm="Deep Learning Playground", charset="UTF-8"'
    if isinstance(error, TooLarge):
        headers["Connection"] = "close"
    return _response(scope, error.status, error.type, error.title, error.detail, error.errors, headers, members)


def body_too_large(scope: Scope) -> TooLarge:
    """The error for a body beyond the limit of its route, with its size where the client has said it."""
    size = Headers(scope=scope).get("content-length", "")
    received = f"has {int(size):,} bytes" if size.isascii() and size.isdigit() else "is too large"
    return TooLarge(f"The body {received}; {scope[MAX_BODY_SIZE_SCOPE_KEY]:,} bytes are allowed here.")


def unexpected_response(scope: Scope, request_id: str) -> Response:
    """The response for an unexpected exception: where to look, without any internals."""
    detail = f"Something went wrong in the server. Its log has the details under {request_id}."
    return _response(scope, 500, PlaygroundError.type, PlaygroundError.title, detail, members={"request_id": request_id})


def _response(
    scope: Scope,
    status: int,
    type: str,
    title: str,
    detail: str,
    errors: tuple[FieldError, ...] = (),
    headers: dict[str, str] | None = None,
    members: dict[str, Any] | None = None,
) -> Response:
    problem: dict[str, Any] = {
        "type": f"/problems/{type}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": scope["path"],
        "request_id": uuid.uuid4().hex,
        **(members or {}),
    }
    if errors:
        problem["errors"] = [{"pointer": error.pointer, "message": error.message} for error in errors]
    # ASCII, because a rejected value may contain lone surrogates, which UTF-8 cannot.
    return Response(json.dumps(problem), status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    app.add_exception_handler(PlaygroundError, _playground_error)
    app.add_exception_handler(InvalidValue, _invalid_value)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _framework_error)


def _playground_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PlaygroundError)  # noqa: S101 - for the type checker
    return problem_response(request.scope, error)


def _invalid_value(request: Request, error: Exception) -> Response:
    assert isinstance(error, InvalidValue)  # noqa: S101 - for the type checker
    wrong = FieldError(f"/{error.field}", str(error))
    return problem_response(request.scope, InvalidInput(f"{wrong.pointer}: {wrong.message}.", errors=(wrong,)))


def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - for the type checker
    found = error.errors()
    if found[0]["type"] == "json_invalid":
        reason = str(found[0]["ctx"]["error"]).partition("; use sys.")[0]  # advice to the server's programmer
        return problem_response(request.scope, BadRequest(f"The body is not valid JSON: {reason}."))
    # FastAPI's locations begin with `body`, `query`, `path` or `header`.
    rows: list[Any] = [{**row, "loc": row["loc"][1:]} for row in found]
    errors = field_errors(rows, error.body)
    detail = "; ".join(f"{one.pointer or 'the body'}: {one.message}" for one in errors[:3])
    return problem_response(request.scope, InvalidInput(f"{detail}.", errors=errors))


def _framework_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - for the type checker
    match error.status_code:
        case 400:
            return problem_response(request.scope, BadRequest(error.detail.rstrip(".") + "."))
        case 404:
            return problem_response(request.scope, NotFound(f"There is nothing at {request.url.path}."))
        case 413:
            return problem_response(request.scope, body_too_large(request.scope))
    phrase = HTTPStatus(error.status_code).phrase
    detail, headers = error.detail, dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_allowed_methods(request))
        detail = f"{request.method} is not allowed at {request.url.path}; allowed: {headers['Allow']}."
    kind = re.sub(r"\W+", "-", phrase.lower())
    return _response(request.scope, error.status_code, kind, phrase, detail, headers=headers)


def _allowed_methods(request: Request) -> list[str]:
    """Those of all routes with this path; the framework knows only the first one's."""
    routes = [route for route in iter_route_contexts(request.app.routes) if route.path is not None]
    here = [route for route in routes if compile_path(str(route.path))[0].match(request.url.path)]
    return sorted({method for route in here for method in route.methods or ()})
