"""The browser's files."""

import json
import re
from pathlib import Path

import httpx
import pytest

from backend.api.modules import Modules
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


def test_first_page_names_every_module_at_an_address_that_is_kept(client: httpx.Client, address: str) -> None:
    page = client.get(address)
    assert page.headers["cache-control"] == "no-cache"
    assert client.get(address, headers={"If-None-Match": page.headers["etag"]}).status_code == 304
    pages = json.loads(re.findall(r'id="modules">(.*?)</script>', page.text)[0])
    assert {path.parent.name for path in FRONTEND.glob("labs/*/page.js")} | {path.stem for path in FRONTEND.glob("pages/*.js")} == set(
        pages
    )
    named = set(re.findall(r'<link rel="modulepreload" href="([^"]+)"', page.text)) | {path for paths in pages.values() for path in paths}
    for path in named:
        answer = client.get(f"{address}/{path.removeprefix('./')}")
        assert answer.status_code == 200, path
        assert answer.headers["cache-control"].startswith("public, max" if path.startswith("./vendor/") else "private, max-age=31536000"), (
            path
        )


def test_only_this_version_of_a_file_is_kept(client: httpx.Client, address: str) -> None:
    older = client.get(f"{address}/at-0123456789ab/app.js")
    assert (older.status_code, older.headers["cache-control"]) == (200, "no-cache")
    for path in (
        "at-0123456789ab/index.html",
        "at-0123456789ab",
        "at-0123456789ab/none.js",
        "at-0123456789ab/../package.json",
        "at-x/app.js",
    ):
        assert get_raw(address, f"/{path}") == (404, "application/problem+json"), path
    for path in ("at-0123456789ab/node_modules/preact/package.json", "at-0123456789ab/..%2f..%2fsetup.py", "at-0123456789ab/.x.js"):
        assert get_raw(address, f"/{path}") == (404, "application/problem+json"), path


def test_changed_file_has_a_new_address(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "index.html").write_text('<!-- modules --><script type="module" src="./app.js"></script>')
    (tmp_path / "app.js").write_text('import {\n  a,\n} from "./lib/a.js";\nexport const OFFLINE = "no module";\n')
    (tmp_path / "lib" / "a.js").write_text('import "../b.js";\nimport "./a.js";\n')
    (tmp_path / "b.js").write_text("")
    modules = Modules(tmp_path)
    assert modules.graph("app.js") == ["app.js", "lib/a.js", "b.js"]
    first = modules.index()
    assert modules.index() == first
    assert f'src="./at-{modules.version}/app.js"' in first
    (tmp_path / "b.js").write_text('import "./c.js";\n')
    assert modules.index() != first
    assert "/c.js" in modules.index()
