"""The browser's files: the pages as they lie in `frontend/`, its libraries under `/vendor/`, and the API's documentation."""

import json
import mimetypes
import re
from pathlib import Path, PurePosixPath

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

import backend
from backend.api.modules import Modules
from backend.api.negotiation import tagged

_PACKAGE = Path(backend.__file__).parent
_INSTALLED = _PACKAGE / "frontend"
# A wheel brings the pages inside the package (see setup.py); a clone has them beside it.
FRONTEND = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "frontend"
LIBRARIES_MAX_AGE_S = 24 * 3600
VERSIONED_MAX_AGE_S = 365 * 24 * 3600
VERSIONED = re.compile(r"at-(?P<version>[0-9a-f]{12})/(?P<path>.+\.(?:js|css))")

# A browser runs a module only with the correct type; the machine's own table may say otherwise.
for suffix, media_type in {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}.items():
    mimetypes.add_type(media_type, suffix)


class Pages(StaticFiles):
    """`frontend/` without its libraries. `no-cache` is the default of the service: a browser asks whether its copy is still good.

    What lies under the version of the files (`/at-<version>/app.js`, see `modules`) is kept without asking.
    """

    def __init__(self, frontend: Path) -> None:
        super().__init__(directory=frontend, html=True)
        self._modules = Modules(frontend)

    async def get_response(self, path: str, scope: Scope) -> Response:
        parts = PurePosixPath(scope["path"]).parts
        if scope["method"] not in {"GET", "HEAD"} or any(part.startswith(".") or part in {"api", "node_modules"} for part in parts):
            raise HTTPException(404)
        if path in {".", "index.html"}:
            return tagged(Request(scope), HTMLResponse(self._modules.index()))
        if match := VERSIONED.fullmatch(path):
            return await self._kept(match["path"], scope, is_current=match["version"] == self._modules.version)
        return await super().get_response(path, scope)

    async def _kept(self, path: str, scope: Scope, *, is_current: bool) -> Response:
        """A file at an address that names its version. A page of an older version gets the file too, but keeps it no longer than usual."""
        response = await super().get_response(path, scope)
        if is_current and response.status_code in {200, 304}:
            response.headers["Cache-Control"] = f"private, max-age={VERSIONED_MAX_AGE_S}, immutable"
        return response


class Libraries(StaticFiles):
    """The packages that `package.json` lists as `dependencies`, and no other file of `node_modules`."""

    def __init__(self, frontend: Path) -> None:
        super().__init__(directory=frontend / "node_modules", check_dir=False)
        self._packages = {PurePosixPath(name).parts for name in _dependencies(frontend)}

    async def get_response(self, path: str, scope: Scope) -> Response:
        parts = PurePosixPath(path).parts
        if parts[:1] not in self._packages and parts[:2] not in self._packages:
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = f"public, max-age={LIBRARIES_MAX_AGE_S}"
        return response


def _dependencies(frontend: Path) -> list[str]:
    manifest = frontend / "package.json"
    if not manifest.is_file():
        return []
    return list(json.loads(manifest.read_text()).get("dependencies", {}))


def docs_page() -> HTMLResponse:
    """Swagger UI from our own `/vendor/`: FastAPI's page would fetch it from a CDN. Relative addresses hold behind a proxy with a path."""
    return get_swagger_ui_html(
        openapi_url="openapi.json",
        title="The API · Deep Learning Playground",
        swagger_js_url="vendor/swagger-ui-dist/swagger-ui-bundle.js",
        swagger_css_url="vendor/swagger-ui-dist/swagger-ui.css",
        swagger_favicon_url="favicon.svg",
        swagger_ui_parameters={"validatorUrl": "none", "tryItOutEnabled": True},
    )


def html_pages() -> list[str]:
    """The pages whose inline scripts (import map, start of Swagger UI) a Content-Security-Policy must allow."""
    return [bytes(docs_page().body).decode(), *(page.read_text() for page in FRONTEND.glob("*.html"))]


def install(app: FastAPI) -> None:
    """Serves all that no other route answers from `frontend/`."""

    async def docs(request: Request) -> Response:
        return docs_page()

    app.add_route("/docs", docs, include_in_schema=False)
    app.mount("/vendor", Libraries(FRONTEND))
    app.router.default = Pages(FRONTEND)
