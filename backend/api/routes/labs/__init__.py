"""The labs: the formulas of sections II to V, evaluated."""

from fastapi import APIRouter

from backend.api.routes.labs import (
    activation_functions,
    convolve,
    cost,
    dense_network,
    effects,
    embeddings,
    images,
    kernels,
    network_training,
    neuron,
    neuron_outputs,
    optimizers,
    output_size,
    perceptron,
    points,
    pool,
    recurrent,
    translation,
    word_costs,
)
from backend.api.uploads import upload_limits
from backend.settings import Settings

# Six layers of 64 × 64 weights with two moments of Adam for each, and 2000 examples, in full precision.
NETWORK_BYTES = 4 * 1024**2


def router(settings: Settings) -> APIRouter:
    router = APIRouter()
    for routes in (
        activation_functions,
        effects,
        neuron,
        perceptron,
        points,
        kernels,
        output_size,
        optimizers,
        recurrent,
        embeddings,
        word_costs,
    ):
        router.include_router(routes.router)
    for routes in (cost, dense_network, network_training, neuron_outputs):
        router.include_router(routes.router, max_body_size=NETWORK_BYTES)
    for routes in (convolve, images, pool, translation):
        router.include_router(routes.router, **upload_limits(settings.max_image_bytes))
    return router
