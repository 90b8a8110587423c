"""Whatever is sent, the server never fails: a fuzz over the JSON bodies, queries and paths that OpenAPI describes."""

import json
import re
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from backend.api.app import create_app
from backend.settings import Settings
from tests.api.test_problems import problem_of

FUZZ = hypothesis_settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

text = st.text(max_size=20)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | text
anything = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4), max_leaves=10)
layer_types = st.sampled_from(
    ["conv2d", "max_pooling2d", "flatten", "dense", "dropout", "batch_normalization", "activation", "global_average_pooling2d"]
)
numbers = st.sampled_from([-1, 0, 1, 2, 3, 15, 16, 512, 4096, 10**9, 10**30, 0.5, 1e-308, float("nan"), float("inf")])
layers = st.fixed_dictionaries(
    {"type": layer_types},
    optional=dict.fromkeys(("filters", "kernel_size", "stride", "units", "rate", "pool_size", "momentum"), numbers)
    | {"padding": st.sampled_from(["same", "valid", "none"]), "activation": st.sampled_from(["relu", "gelu", "cube"])},
)
params = st.fixed_dictionaries(
    {"dataset": st.sampled_from(["digits", "photo-patches", "nothing", ""])},
    optional=dict.fromkeys(("epochs", "batch_size", "learning_rate", "seed", "validation_fraction", "momentum"), numbers)
    | {"layers": st.lists(layers, max_size=6), "preset": st.sampled_from(["tutorial", "improved", "x"]), "optimizer": text},
)
jobs = st.fixed_dictionaries({"kind": st.just("cnn"), "params": params | anything}, optional={"name": text | anything})
bodies = jobs | anything


def check(answer: httpx.Response) -> None:
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        problem_of(answer)


@FUZZ
@given(body=bodies)
@pytest.mark.parametrize("path", ["/jobs", "/kinds/cnn/layers"])
def test_any_json_is_accepted_or_rejected(client: httpx.Client, path: str, body: Any) -> None:
    if path != "/jobs" and isinstance(body, dict):
        body.pop("kind", None)
    check(client.post(path, content=json.dumps(body)))


LABS = [
    "/neuron",
    "/cost",
    "/perceptron",
    "/network/forward",
    "/network/train",
    "/network/neuron-outputs",
    "/kernels/properties",
    "/convolution/matrices",
    "/optimizers/step",
    "/optimizers/compare",
    "/embeddings/softmax",
    "/embeddings/lookup",
]
rows = st.lists(st.lists(numbers, max_size=3), max_size=3)
values = numbers | st.lists(numbers, max_size=3) | rows | st.sampled_from(["sigmoid", "relu", "adam", "mse", "beale"]) | anything


@hypothesis_settings(FUZZ, max_examples=40)
@given(data=st.data())
@pytest.mark.parametrize("path", LABS)
def test_any_body_of_a_lab_is_accepted_or_rejected(
    client: httpx.Client, fields_of: dict[str, set[str]], path: str, data: st.DataObject
) -> None:
    body = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(sorted(fields_of[path]), values)))
    answer = client.post(path, content=json.dumps(body))
    check(answer)
    check_pointers(answer, fields_of[path])


def check_pointers(answer: httpx.Response, fields: set[str]) -> None:
    """Each names a field of the route, not of the formula behind it."""
    named = (
        {error["pointer"].split("/")[1] for error in answer.json().get("errors") or [] if error["pointer"]} if answer.is_error else set()
    )
    assert named <= fields, answer.text


@pytest.fixture(scope="package")
def fields_of(settings: Settings) -> dict[str, set[str]]:
    """The fields of each route's JSON body."""
    document = create_app(settings).openapi()
    schemas = document["components"]["schemas"]
    return {
        path.removeprefix("/api/v1"): set(schemas[body["$ref"].rsplit("/", 1)[1]]["properties"])
        for path, operations in document["paths"].items()
        for body in [operations.get("post", {}).get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})]
        if "$ref" in body
    }


@FUZZ
@given(body=st.binary(max_size=200))
def test_any_bytes_are_accepted_or_rejected(client: httpx.Client, body: bytes) -> None:
    check(client.post("/jobs", content=body))


@FUZZ
@given(data=st.data(), name=st.text(min_size=1, max_size=30), value=st.text(max_size=30))
def test_any_path_and_query_are_accepted_or_rejected(
    client: httpx.Client, readable: list[tuple[str, dict[str, Any]]], data: st.DataObject, name: str, value: str
) -> None:
    path, operation = data.draw(st.sampled_from(readable))
    url = path.removeprefix("/api/v1").replace("\0", quote(name, safe="", errors="replace"))
    query = {
        parameter["name"]: value.encode(errors="replace").decode()
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query"
    }
    check(client.get(url, params=query))


@pytest.fixture(scope="package")
def readable(settings: Settings) -> list[tuple[str, dict[str, Any]]]:
    """Every path that can be read, with NUL for its parameters, and its operation."""
    paths = create_app(settings).openapi()["paths"]
    return [
        (re.sub(r"{.*?}", "\0", path), operations["get"])
        for path, operations in paths.items()
        if "get" in operations and not path.endswith("/ready")
    ]
