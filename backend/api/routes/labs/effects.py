"""Effects of activation functions on training (§2.1.1 to §2.1.4): vanishing gradients, dying ReLU, outputs that are not zero-centred."""

from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from backend.api.numbers import Seed, listed
from backend.api.problems import problem_responses
from backend.concepts import dying_relu, gradient_flow, zig_zag

router = APIRouter(prefix="/effects", tags=["Activation functions"])

Activation = Annotated[str, Query(max_length=40, description="an id of `GET /activations`")]
Steps = Annotated[int, Query(ge=1, le=1000)]
Rate = Annotated[float, Query(gt=0, le=10)]


class GradientFlow(BaseModel):
    """The norm of a gradient during back-propagation, layer by layer from the output: item i is after i + 1 layers."""

    activation: str = Field(examples=["sigmoid"])
    initialization: str = Field(description="whose rule gave the gain: He, Xavier or LeCun; `chosen` where it was given")
    gain: float
    slopes: list[float] = Field(description="the root mean square of f′(z) of each layer, weighted by the squared gradient: ‖δ ⊙ f′‖/‖δ‖")
    weight_factors: list[float] = Field(description="by how much the weights change the norm of the gradient after that")
    products: list[float] = Field(description="the cumulative products of the slopes: the effect of the activation function alone")
    gradients: list[float] = Field(
        description="the norm of the gradient, relative to that at the output: the cumulative products of slopes · weight_factors"
    )


class DeadUnits(BaseModel):
    """The fraction of dead hidden neurons before training and after each step, and the cost J before each step."""

    dead: list[float]
    costs: list[float]


class ZigZag(BaseModel):
    """The path of two weights. `detour` is 1 for a straight path, null when the distance never decreased."""

    path: list[tuple[float, float]]
    same_sign: float = Field(ge=0, le=1, description="the fraction of steps in which both weights changed in the same direction")
    opposite_sign: float = Field(ge=0, le=1, description="and in opposite directions; in the others at least one did not change")
    detour: float | None
    distance: list[float]


@router.get("/gradient-flow", summary="Vanishing gradients", responses=problem_responses(422))
def get_gradient_flow(
    activation: Activation = "sigmoid",
    depth: Annotated[int, Query(ge=1, le=gradient_flow.MAX_DEPTH)] = 50,
    width: Annotated[int, Query(ge=1, le=64)] = 64,
    gain: Annotated[
        float | None, Query(gt=0, le=10, description="weights are normal with deviation gain/√width; that of He or Xavier when omitted")
    ] = None,
    seed: Annotated[Seed, Query()] = 0,
) -> GradientFlow:
    """A random network of `depth` layers: the norm of the gradient that reaches each layer (§2.1.1)."""
    flow = gradient_flow.gradient_flow(activation, depth, width, gain, seed)
    return GradientFlow(
        activation=flow.activation,
        initialization=flow.initialization,
        gain=flow.gain,
        slopes=listed(flow.slopes, "gain"),
        weight_factors=listed(flow.weight_factors, "gain"),
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
    """Trains a small network on two moons and counts the neurons whose derivative is 0 for every example (§2.1.2)."""
    with np.errstate(all="ignore"):
        run = dying_relu.dead_units(activation, learning_rate, steps, width, layers, seed)
    return DeadUnits(dead=listed(run.dead, "learning_rate"), costs=listed(run.costs, "learning_rate"))


@router.get("/zig-zag", summary="Outputs that are not zero-centred", responses=problem_responses(422))
def get_zig_zag(
    activation: Activation = "sigmoid",
    learning_rate: Annotated[float, Query(gt=0, le=2)] = 0.2,
    steps: Steps = 400,
    seed: Annotated[Seed, Query()] = 0,
) -> ZigZag:
    """Gradient descent on two weights of a neuron whose inputs are outputs of an activation function (§2.1.1)."""
    with np.errstate(all="ignore"):
        run = zig_zag.zig_zag(activation, learning_rate, steps, seed)
    return ZigZag(
        path=listed(run.path, "learning_rate"),
        same_sign=run.same_sign,
        opposite_sign=run.opposite_sign,
        detour=run.detour if np.isfinite(run.detour) else None,
        distance=listed(run.distance, "learning_rate"),
    )
