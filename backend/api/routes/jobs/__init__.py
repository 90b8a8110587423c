"""Training jobs: what can be trained, the jobs, their events and files."""

from fastapi import APIRouter

from backend.api.routes.jobs import artifacts, events, jobs, kinds
from backend.settings import Settings


def router(settings: Settings) -> APIRouter:
    router = APIRouter()
    for routes in (kinds, jobs, events, artifacts):
        router.include_router(routes.router)
    return router
