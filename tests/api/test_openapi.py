"""The OpenAPI document."""

from typing import Any

import httpx
import jsonschema
import pytest

from backend.api.app import create_app
from backend.settings import Settings

Operation = tuple[str, str, dict[str, Any]]


@pytest.fixture
def operations(settings: Settings) -> list[Operation]:
    paths = create_app(settings).openapi()["paths"]
    return [(method, path, operation) for path, methods in paths.items() for method, operation in methods.items()]


def test_every_operation_is_explained(operations: list[Operation]) -> None:
    assert len(operations) > 20
    for method, path, operation in operations:
        assert operation["summary"], (method, path)
        assert operation["tags"], (method, path)


def test_every_error_is_a_problem(operations: list[Operation]) -> None:
    for method, path, operation in operations:
        errors = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
        assert errors, (method, path)
        for answer in errors.values():
            assert answer["content"] == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def test_the_document_refers_to_nothing_that_is_not_there(settings: Settings) -> None:
    document = create_app(settings).openapi()
    schemas = document["components"]["schemas"]

    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            return own + [found for value in node.values() for found in references(value)]
        return [found for value in node for found in references(value)] if isinstance(node, list) else []

    for reference in references(document):
        assert reference.removeprefix("#/components/schemas/") in schemas
    assert "HTTPValidationError" not in schemas


def test_the_examples_of_a_job_are_jobs(client: httpx.Client) -> None:
    request = client.get(client.base_url.join("/openapi.json")).json()["components"]["schemas"]["JobRequest"]
    for example in request["examples"]:
        jsonschema.validate(example, request)
    assert client.post("/jobs", json=request["examples"][0]).status_code == 202
