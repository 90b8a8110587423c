"""The application, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware

from backend import __version__
from backend.api import problems
from backend.api.boundary import Boundary
from backend.api.models import ModelShelf
from backend.api.openapi import openapi
from backend.api.routes import (
    activation_functions,
    activations,
    artifacts,
    confusion,
    convolve,
    cost,
    datasets,
    effects,
    embeddings,
    events,
    frontend,
    grad_cam,
    health,
    heat_maps,
    jobs,
    judge,
    kernels,
    kinds,
    learned_kernels,
    models,
    network,
    network_training,
    neuron,
    optimizers,
    output_size,
    perceptron,
    photos,
    points,
    pool,
    recordings,
    samples,
    word_vectors,
)
from backend.api.security import Guard, SecurityHeaders, script_hashes, security_headers
from backend.api.streams import EventStreams, stopped_by_signals
from backend.jobs.engine import JobEngine
from backend.settings import Settings, get_settings
from backend.storage import Storage

PREFIX = "/api/v1"
SMALL_LABS = (activation_functions, effects, neuron, perceptron, points, kernels, output_size, optimizers)
MODEL_READERS = (confusion, learned_kernels, recordings, samples, word_vectors, embeddings)
# What a multipart body has besides the file: boundaries, headers, small fields.
MULTIPART_OVERHEAD = 64 * 1024
# Six layers of 64 × 64 weights with two numbers that Adam remembers for each, and 2000 examples, in all their digits.
NETWORK_BYTES = 4 * 1024**2
FORM_LIMITS: Any = {"max_files": 1, "max_fields": 20, "max_part_size": MULTIPART_OVERHEAD}


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
    app.openapi = partial(openapi, app)  # type: ignore[method-assign]
    app.state.settings = settings
    app.state.engine = JobEngine(settings)
    app.state.uploads = Storage(settings.artifacts)
    app.state.models = ModelShelf(app.state.engine)
    app.state.streams = EventStreams(settings.max_sse_clients)
    problems.install(app)
    for routes in (
        health,
        kinds,
        jobs,
        events,
        artifacts,
        photos,
        *MODEL_READERS,
        *SMALL_LABS,
    ):
        app.include_router(routes.router, prefix=PREFIX)
    for routes in (cost, network, network_training, heat_maps):
        app.include_router(routes.router, prefix=PREFIX, max_body_size=NETWORK_BYTES)
    uploads = dict.fromkeys((models, judge, activations, grad_cam, convolve, pool), settings.max_image_bytes) | {
        datasets: settings.max_dataset_bytes
    }
    for routes, largest_file in uploads.items():
        app.include_router(routes.router, prefix=PREFIX, max_body_size=largest_file + MULTIPART_OVERHEAD, form_limits=FORM_LIMITS)
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
        Middleware(GZipMiddleware, compresslevel=5),
        Middleware(Boundary),
        Middleware(Guard, settings=settings),
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
