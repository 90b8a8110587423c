"""The browser's files."""

import json

import httpx
import pytest

from backend.api.routes.service.frontend import FRONTEND
from tests.api.conftest import get_raw


def test_the_page_and_its_files_have_their_types(client: httpx.Client, address: str) -> None:
    for path, media_type in {
        "/": "text/html",
        "/app.js": "text/javascript",
        "/styles/base.css": "text/css",
        "/favicon.svg": "image/svg+xml",
    }.items():
        answer = client.get(address + path)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media_type)
        assert answer.headers["cache-control"] == "no-cache"


def test_an_unchanged_file_is_304(client: httpx.Client, address: str) -> None:
    tag = client.get(f"{address}/app.js").headers["etag"]
    assert client.get(f"{address}/app.js", headers={"If-None-Match": tag}).status_code == 304


def test_text_is_compressed(client: httpx.Client, address: str) -> None:
    assert client.get(f"{address}/openapi.json", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get(f"{address}/openapi.json", headers={"Accept-Encoding": "identity"}).headers


@pytest.fixture
def libraries() -> list[str]:
    if not (FRONTEND / "node_modules").is_dir():
        pytest.skip("the libraries are not installed: run `npm ci` in frontend/")
    return list(json.loads((FRONTEND / "package.json").read_text())["dependencies"])


def test_the_libraries_are_served_and_kept(client: httpx.Client, address: str, libraries: list[str]) -> None:
    for name in libraries:
        answer = client.get(f"{address}/vendor/{name}/package.json")
        assert answer.status_code == 200, name
        assert answer.json()["name"] == name
        assert answer.headers["cache-control"] == "public, max-age=86400"


def test_the_documentation_needs_no_other_host(client: httpx.Client, address: str, libraries: list[str]) -> None:
    page = client.get(f"{address}/docs").text
    assert "//" not in page.replace("<!--", "").replace("// ", "")
    for path in ("swagger-ui-bundle.js", "swagger-ui.css"):
        assert f'"vendor/swagger-ui-dist/{path}"' in page.replace("'", '"')
        assert client.get(f"{address}/vendor/swagger-ui-dist/{path}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../README.md",
        "/..%2fREADME.md",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/vendor/../../README.md",
        "/vendor/preact/../../package.json",
        "/vendor/preact/..%2f..%2f..%2fpyproject.toml",
        "/vendor/typescript/package.json",
        "/vendor/.package-lock.json",
        "/vendor/.bin/tsc",
        "/vendor",
        "/vendor/",
        "/vendor/@preact",
        "/node_modules/preact/package.json",
        "/node_modules",
        "/.gitignore",
        "/app.js%00",
        "/" + "x" * 5000,
        "//etc/passwd",
        "/styles",
        "/pages/",
        "/api",
        "/api/v1",
        "/api/index.html",
    ],
)
def test_no_other_file_is_served(address: str, path: str) -> None:
    assert get_raw(address, path) == (404, "application/problem+json")
