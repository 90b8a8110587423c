"""Every error of every route has the same shape."""

import logging
import re
from collections.abc import Iterator

import httpx
import jsonschema
import pytest
from fastapi.routing import iter_route_contexts

from backend.api.app import create_app
from backend.api.problems import Problem
from backend.settings import Settings
from tests.api.conftest import serve

SECRET = "what only the log may say"


def problem_of(answer: httpx.Response) -> dict[str, object]:
    """The problem document of an answer, checked."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    problem: dict[str, object] = answer.json()
    jsonschema.validate(problem, Problem.model_json_schema())
    assert problem["status"] == answer.status_code
    assert problem["instance"] == answer.request.url.path
    assert str(problem["detail"])
    assert "Traceback" not in answer.text
    return problem


@pytest.fixture
def root(settings: Settings) -> Iterator[httpx.Client]:
    app = create_app(settings)

    def boom() -> None:
        raise RuntimeError(SECRET)

    app.add_api_route("/boom", boom)
    with serve(app) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def all_routes(settings: Settings) -> list[tuple[str, str]]:
    """Method and path of every route, with a name that does not exist for each parameter."""
    routes = iter_route_contexts(create_app(settings).routes)
    return [(method, re.sub(r"{.*?}", "nothing", str(route.path))) for route in routes for method in (route.methods or set()) - {"HEAD"}]


def test_every_route_rejects_with_a_problem_document(root: httpx.Client, settings: Settings) -> None:
    rejected = 0
    routes = all_routes(settings)
    assert len(routes) > 25
    for method, path in routes:
        answers = [
            root.request(method, path, content=b"{"),
            root.request(method, path, headers={"Host": "evil.example"}),
            root.request("PATCH", path),
            root.request("OPTIONS", path, headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}),
        ]
        for answer in answers:
            assert answer.status_code < 500 or answer.status_code == 503, (method, path, answer.text)
            assert "access-control-allow-origin" not in answer.headers
            if answer.status_code >= 400:
                problem_of(answer)
                rejected += 1
    assert rejected > 3 * len(routes)


def test_a_path_that_does_not_exist_is_404(root: httpx.Client) -> None:
    for method in ("GET", "POST", "DELETE"):
        problem = problem_of(root.request(method, "/api/v1/nothing"))
        assert (problem["type"], problem["detail"]) == ("/problems/not-found", "There is nothing at /api/v1/nothing.")


def test_a_wrong_method_is_told_the_right_ones(root: httpx.Client) -> None:
    answer = root.put("/api/v1/jobs")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"
    assert "allowed: GET, POST" in str(problem_of(answer)["detail"])


def test_a_bug_is_logged_and_not_shown(root: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="backend.api"):
        answer = root.get("/boom")

    assert answer.status_code == 500
    assert SECRET not in answer.text
    assert str(problem_of(answer)["request_id"]) in caplog.text
    assert SECRET in caplog.text
    assert "content-security-policy" in answer.headers


def test_a_wrong_query_parameter_is_pointed_at(root: httpx.Client) -> None:
    answer = root.get("/api/v1/jobs", params={"limit": 0})
    assert answer.status_code == 422
    assert problem_of(answer)["errors"] == [{"pointer": "/limit", "message": "Input should be greater than or equal to 1; received '0'"}]


def test_a_long_value_is_echoed_in_part(root: httpx.Client) -> None:
    answer = root.get("/api/v1/jobs", params={"status": "x" * 5000})
    assert answer.status_code == 422
    assert len(answer.content) < 1500
