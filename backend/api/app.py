"""The application, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware

from backend import __version__
from backend.api import problems
from backend.api.boundary import Boundary
from backend.api.head import Head
from backend.api.links import PREFIX, PublicPath
from backend.api.openapi import openapi
from backend.api.queries import reject_other_queries
from backend.api.ranges import Encodings, Ranges
from backend.api.routes import jobs, labs, models, service
from backend.api.routes.service import frontend
from backend.api.security import Guard, SecurityHeaders, script_hashes, security_headers
from backend.api.slashes import Slashes
from backend.api.streams import EventStreams, stopped_by_signals
from backend.datasets.catalogue import Catalogue
from backend.jobs.engine import JobEngine
from backend.models.store import ModelStore
from backend.settings import Settings, get_settings
from backend.storage import Storage


def create_app(settings: Settings) -> FastAPI:
    """The API and the pages. Nothing is connected before the application starts (lifespan)."""
    app = FastAPI(
        title="Deep Learning Playground",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
        middleware=_middleware(settings),
    )
    app.openapi = partial(openapi, app, settings.public_path)  # type: ignore[method-assign]
    app.state.settings = settings
    app.state.engine = JobEngine(settings)
    app.state.uploads = Storage(settings.artifacts)
    app.state.catalogue = Catalogue.of(settings)
    app.state.models = ModelStore(app.state.engine)
    app.state.streams = EventStreams(settings.max_sse_clients)
    problems.install(app)
    for package in (service, jobs, models, labs):
        app.include_router(package.router(settings), prefix=PREFIX, dependencies=[Depends(reject_other_queries)])
    frontend.install(app)
    return app


def create_app_from_env() -> FastAPI:
    """For `uvicorn --factory backend.api.app:create_app_from_env`."""
    return create_app(get_settings())


def _middleware(settings: Settings) -> list[Middleware]:
    """Outermost first."""
    hashes = [one for page in frontend.html_pages() for one in script_hashes(page)]
    return [
        Middleware(SecurityHeaders, headers=security_headers(hashes)),
        Middleware(PublicPath, path=settings.public_path),
        Middleware(Head),
        Middleware(Encodings),
        Middleware(GZipMiddleware, compresslevel=6),
        Middleware(Ranges),
        Middleware(Boundary),
        Middleware(Guard, settings=settings),
        Middleware(Slashes),
        Middleware(RequestBodyLimitMiddleware, max_body_size=settings.max_json_bytes),
    ]


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    await app.state.engine.start()
    try:
        with stopped_by_signals(app.state.streams):
            yield
    finally:
        app.state.streams.stop()
        await app.state.engine.stop()
