"""The service: its health, data sets, photos."""

from fastapi import APIRouter

from backend.api.routes.service import datasets, health, photos
from backend.api.uploads import upload_limits
from backend.settings import Settings


def router(settings: Settings) -> APIRouter:
    router = APIRouter()
    router.include_router(health.router)
    router.include_router(photos.router)
    router.include_router(datasets.router, **upload_limits(settings.max_dataset_bytes))
    return router
