"""What activation functions do to training (§2.1.1 to §2.1.4), measured: vanishing gradients, dead units, zig-zag."""

from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from backend.api.numbers import Seed, listed
from backend.api.problems import problem_responses
from backend.concepts import dying_relu, gradient_flow, zig_zag

router = APIRouter(prefix="/effects", tags=["Neurons"])

Activation = Annotated[str, Query(max_length=40, description="an id of `GET /activations`")]
Steps = Annotated[int, Query(ge=1, le=1000)]
Rate = Annotated[float, Query(gt=0, le=10)]


class GradientFlow(BaseModel):
    """What is left of a gradient on its way back, layer by layer from the output: item i is after i + 1 layers."""

    activation: str = Field(examples=["sigmoid"])
    slopes: list[float] = Field(description="the mean |f′(z)| of each layer")
    products: list[float] = Field(description="the products of these means so far: what the activation alone leaves")
    gradients: list[float] = Field(description="the length of the gradient, as a share of that at the output")


class DeadUnits(BaseModel):
    """The share of hidden neurons without a gradient before training and after each step, and the cost J before each step."""

    dead: list[float]
    costs: list[float]


class ZigZag(BaseModel):
    """The path of two weights. `detour` 1 is straight; null when they came no nearer."""

    path: list[tuple[float, float]]
    same_sign: float = Field(ge=0, le=1, description="the share of steps in which both weights rose or both fell")
    detour: float | None
    distance: list[float]


@router.get("/gradient-flow", summary="The vanishing gradient", responses=problem_responses(422))
def get_gradient_flow(
    activation: Activation = "sigmoid",
    depth: Annotated[int, Query(ge=1, le=gradient_flow.MAX_DEPTH)] = 50,
    width: Annotated[int, Query(ge=1, le=64)] = 64,
    gain: Annotated[float, Query(gt=0, le=10, description="weights are normal with deviation gain/√width")] = 1.0,
    seed: Annotated[Seed, Query()] = 0,
) -> GradientFlow:
    """A random network of `depth` layers: how much of the gradient at its output reaches each layer (§2.1.1)."""
    flow = gradient_flow.gradient_flow(activation, depth, width, gain, seed)
    return GradientFlow(
        activation=flow.activation,
        slopes=listed(flow.slopes, "gain"),
        products=listed(flow.products, "gain"),
        gradients=listed(flow.gradients, "gain"),
    )


@router.get("/dead-units", summary="Dying ReLU", responses=problem_responses(422))
def get_dead_units(
    activation: Activation = "relu",
    learning_rate: Rate = 1.0,
    steps: Steps = 200,
    width: Annotated[int, Query(ge=1, le=64)] = 32,
    layers: Annotated[int, Query(ge=1, le=5)] = 2,
    seed: Annotated[Seed, Query()] = 0,
) -> DeadUnits:
    """Trains a small network on two moons and counts the neurons whose slope is 0 for every example (§2.1.2)."""
    with np.errstate(all="ignore"):
        run = dying_relu.dead_units(activation, learning_rate, steps, width, layers, seed)
    return DeadUnits(dead=listed(run.dead, "learning_rate"), costs=listed(run.costs, "learning_rate"))


@router.get("/zig-zag", summary="Gradients that are not zero-centred", responses=problem_responses(422))
def get_zig_zag(
    activation: Activation = "sigmoid",
    learning_rate: Annotated[float, Query(gt=0, le=2)] = 0.2,
    steps: Steps = 400,
    seed: Annotated[Seed, Query()] = 0,
) -> ZigZag:
    """Two weights of a neuron behind an activation, one of which must rise and the other fall (§2.1.1)."""
    with np.errstate(all="ignore"):
        run = zig_zag.zig_zag(activation, learning_rate, steps, seed)
    return ZigZag(
        path=listed(run.path, "learning_rate"),
        same_sign=run.same_sign,
        detour=run.detour if np.isfinite(run.detour) else None,
        distance=listed(run.distance, "learning_rate"),
    )
