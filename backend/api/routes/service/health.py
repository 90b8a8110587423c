"""Liveness and readiness of the service."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from backend import __version__
from backend.api.deps import Engine
from backend.api.problems import problem_response, problem_responses
from backend.errors import DependencyDown
from backend.jobs.model import Worker

router = APIRouter(prefix="/health", tags=["Service"])


class Live(BaseModel):
    status: Literal["live"] = "live"


class Ready(BaseModel):
    status: Literal["ready"] = "ready"
    version: str = Field(examples=["0.1.0"])
    broker: Literal["up"] = "up"
    workers: list[Worker]


@router.get("/live", summary="Liveness")
def live() -> Live:
    """200 while the process answers. Needs no token."""
    return Live()


@router.get("/ready", summary="Readiness", response_model=Ready, responses=problem_responses(503))
def ready(request: Request, engine: Engine) -> Ready | Response:
    """200 when the broker answers and a worker has sent a heartbeat; 503 otherwise, with what is missing.

    The problem document of a 503 has `version`, `broker` and `workers` too.
    """
    try:
        workers = engine.workers()
    except DependencyDown as error:
        return problem_response(request.scope, error, version=__version__, broker="down", workers=[])
    if not workers:
        no_worker = DependencyDown("There is no worker: jobs are accepted, and wait until one starts.", retry_after_s=5)
        return problem_response(request.scope, no_worker, version=__version__, broker="up", workers=[])
    return Ready(version=__version__, workers=workers)
