"""The OpenAPI document: FastAPI's, with problem documents instead of FastAPI's own errors."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from backend.api.problems import MEDIA_TYPE

PROBLEM = "#/components/schemas/Problem"
FASTAPI_ERRORS = ("HTTPValidationError", "ValidationError")
DESCRIPTION = """Train the networks of a deep learning tutorial, and inspect them.

* Errors are problem documents (RFC 9457). Unknown fields, and numbers that are not finite, are rejected.
* Times are UTC (ISO 8601); units are part of field names (`duration_s`).
* When the service asks for a token, send `Authorization: Bearer <token>`, or the token as the password of HTTP Basic.
"""


def openapi(app: FastAPI, public_path: str = "") -> dict[str, Any]:
    """The document, generated once. `public_path`: where a proxy serves the API, such as `/play`."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes, tags=app.openapi_tags)
        if public_path:
            schema["servers"] = [{"url": public_path}]
        for operations in schema["paths"].values():
            for operation in operations.values():
                _use_problems(operation["responses"])
        for name in FASTAPI_ERRORS:
            schema["components"]["schemas"].pop(name, None)
        app.openapi_schema = schema
    return app.openapi_schema


def _use_problems(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if int(status) >= 400:
            response["content"] = {MEDIA_TYPE: {"schema": {"$ref": PROBLEM}}}
            response.pop("headers", None)
    responses["500"] = {"description": "Internal Server Error", "content": {MEDIA_TYPE: {"schema": {"$ref": PROBLEM}}}}


def schemas(document: dict[str, Any]) -> dict[str, Any]:
    """The schemas of the document alone, as the browser reads them: an answer always has all its fields."""
    found: dict[str, Any] = document["components"]["schemas"]
    for schema in found.values():
        if "properties" in schema:
            schema["required"] = list(schema["properties"])
    return {"openapi": document["openapi"], "info": document["info"], "paths": {}, "components": {"schemas": _plain(found)}}


def _plain(value: Any) -> Any:
    """Without what says nothing of the type."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: _plain(item) for name, item in value.items() if name not in {"title", "default", "examples"} or isinstance(item, dict)}
