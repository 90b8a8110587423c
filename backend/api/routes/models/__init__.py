"""Trained models: predictions, generated images, word embeddings, training history."""

from fastapi import APIRouter

from backend.api.routes.models import (
    activations,
    confusion,
    discriminate,
    grad_cam,
    learned_kernels,
    models,
    recordings,
    samples,
    word_scores,
    word_vectors,
)
from backend.api.uploads import upload_limits
from backend.settings import Settings


def router(settings: Settings) -> APIRouter:
    router = APIRouter()
    for routes in (confusion, learned_kernels, recordings, samples, word_scores, word_vectors):
        router.include_router(routes.router)
    for routes in (models, discriminate, activations, grad_cam):
        router.include_router(routes.router, **upload_limits(settings.max_image_bytes))
    return router
