"""Effects of activation functions on training (§2.1.1 to §2.1.4): vanishing gradients, dying ReLU, outputs that are not zero-centred."""

from functools import lru_cache
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from backend.api.numbers import Seed, listed
from backend.api.problems import problem_responses
from backend.concepts import convergence, dying_relu, gradient_flow, zig_zag
from backend.concepts.activation_table import find_activation
from backend.concepts.errors import InvalidValue

router = APIRouter(prefix="/effects", tags=["Activation functions"])

Activation = Annotated[str, Query(max_length=40, description="an id of `GET /activations`")]
Steps = Annotated[int, Query(ge=1, le=1000)]
Rate = Annotated[float, Query(gt=0, le=10)]
# Epochs · layers · runs of one call: a second or two of computing.
MAX_EPOCHS, MAX_LAYERS, MAX_RUNS = 100, 4, 10
MAX_TRAINING = 1000


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
    revived: list[int] = Field(description="of each hidden layer: how often a neuron that was dead before a step was not after it")


class ZigZag(BaseModel):
    """The path of two weights. `detour` is 1 for a straight path, null when the distance never decreased."""

    path: list[tuple[float, float]]
    same_sign: float = Field(ge=0, le=1, description="the fraction of steps in which both weights changed in the same direction")
    opposite_sign: float = Field(ge=0, le=1, description="and in opposite directions; in the others at least one did not change")
    detour: float | None
    distance: list[float]


class ConvergenceAnswer(BaseModel):
    """The training loss J of all examples before training and after each epoch: of each run, and over the runs.

    `epochs_to_threshold` is for each run the first epoch after which J is below the threshold, null where there is none.
    """

    activation: str = Field(examples=["swish"])
    initialization: str = Field(description="`he` or `xavier`, whichever is usual for the activation function")
    losses: list[list[float]] = Field(description="a row for each run; run i has seed + i")
    median: list[float]
    low: list[float]
    high: list[float]
    threshold: float
    epochs_to_threshold: list[int | None]


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
    return DeadUnits(dead=listed(run.dead, "learning_rate"), costs=listed(run.costs, "learning_rate"), revived=run.revived.tolist())


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


@router.get("/convergence", summary="Convergence", responses=problem_responses(422))
def get_convergence(
    activation: Activation = "swish",
    learning_rate: Rate = 0.5,
    epochs: Annotated[int, Query(ge=1, le=MAX_EPOCHS)] = 40,
    layers: Annotated[int, Query(ge=1, le=MAX_LAYERS, description="hidden layers of 8 neurons")] = 2,
    threshold: Annotated[float, Query(gt=0, le=1)] = 0.2,
    runs: Annotated[int, Query(ge=1, le=MAX_RUNS)] = 5,
    seed: Annotated[Seed, Query()] = 0,
) -> ConvergenceAnswer:
    """Trains the same small network with an activation function, from several seeds (§2.1.4).

    Each training is that of `POST /network/train`: 200 points of `circles` with noise 0.1, batch size 40, stochastic gradient descent.
    """
    if epochs * layers * runs > MAX_TRAINING:
        raise InvalidValue("epochs", f"epochs · layers · runs is {epochs * layers * runs}; at most {MAX_TRAINING}")
    with np.errstate(all="ignore"):
        found = _convergence(find_activation(activation).id, learning_rate, epochs, layers, threshold, runs, seed)
    losses = found.losses
    return ConvergenceAnswer(
        activation=found.activation,
        initialization=found.initialization,
        losses=listed(losses, "learning_rate"),
        median=np.median(losses, axis=0).tolist(),
        low=losses.min(axis=0).tolist(),
        high=losses.max(axis=0).tolist(),
        threshold=threshold,
        epochs_to_threshold=list(found.epochs_to_threshold),
    )


_convergence = lru_cache(maxsize=64)(convergence.convergence)
