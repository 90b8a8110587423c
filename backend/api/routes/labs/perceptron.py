"""The tutorial's perceptron in NumPy (§3.2.3)."""

from typing import Annotated

import numpy as np
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import Array, Number, Seed, listed, matrix
from backend.api.problems import problem_responses
from backend.concepts.errors import InvalidValue
from backend.concepts.perceptron import INPUTS, ITERATIONS, OUTPUTS, Derivative, initial_weights, iterate, predict, train

router = APIRouter(tags=["Neural networks"], route_class=JsonRoute)

MAX_EXAMPLES, MAX_INPUTS = 64, 16
Row = Annotated[list[Number], Field(min_length=1, max_length=MAX_INPUTS)]


class PerceptronRequest(Body):
    """A truth table and the hyperparameters of training; by default the tutorial's.

    `new_situation` is predicted after training: 1, 0, 0, … when omitted. `derivative` is the tutorial's σ(ŷ)(1 − σ(ŷ)), which applies σ
    twice, or the exact ŷ(1 − ŷ).
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{}, {"derivative": "exact"}]})

    inputs: list[Row] = Field([list(row) for row in INPUTS], min_length=1, max_length=MAX_EXAMPLES)
    outputs: list[Annotated[float, Field(ge=0, le=1)]] = Field(list(OUTPUTS), min_length=1, max_length=MAX_EXAMPLES)
    iterations: int = Field(ITERATIONS, ge=0, le=ITERATIONS)
    seed: Seed = 1
    derivative: Derivative = "tutorial"
    new_situation: list[Number] | None = Field(None, max_length=MAX_INPUTS)
    states: bool = Field(False, description="also return the weights after every iteration")
    iteration: int | None = Field(None, ge=0, le=ITERATIONS, description="also return the details of one iteration, counted from 0")


class IterationDetails(BaseModel):
    """One iteration: ŷ, y − ŷ, the derivative, and Xᵀ(error · derivative), which leads from `weights` to `next_weights`."""

    weights: list[float]
    output: list[float]
    error: list[float]
    derivative: list[float]
    adjustment: list[float]
    next_weights: list[float]


class PerceptronAnswer(BaseModel):
    """`prediction` is ŷ of the new situation, `outputs` that of the training examples; `states` has iterations + 1 rows."""

    initial_weights: list[float]
    weights: list[float]
    new_situation: list[float]
    prediction: float
    outputs: list[float]
    iteration: IterationDetails | None = None
    states: list[list[float]] | None = None


@router.post("/perceptron", summary="Train a perceptron on a truth table", responses=problem_responses(400, 413, 422))
def run_perceptron(body: PerceptronRequest) -> PerceptronAnswer:
    """w ← w + Xᵀ((y − ŷ) f′), repeated. The defaults give the numbers that the tutorial prints."""
    x, y = matrix("inputs", body.inputs), np.array(body.outputs)
    start = initial_weights(x.shape[1], body.seed)
    states = train(x, y, start, body.iterations, body.derivative)
    new = _new_situation(body.new_situation, x.shape[1])
    return PerceptronAnswer(
        initial_weights=start.tolist(),
        weights=listed(states[-1], "inputs"),
        new_situation=new.tolist(),
        prediction=float(predict(new, states[-1])),
        outputs=predict(x, states[-1]).tolist(),
        iteration=_details(body, x, y, states),
        states=states.tolist() if body.states else None,
    )


def _new_situation(given: list[float] | None, inputs: int) -> Array:
    if given is None:
        given = [1.0] + [0.0] * (inputs - 1)
    if len(given) != inputs:
        raise InvalidValue("new_situation", f"{len(given)} values; the network has {inputs} inputs")
    return np.array(given)


def _details(body: PerceptronRequest, x: Array, y: Array, states: Array) -> IterationDetails | None:
    if body.iteration is None:
        return None
    if body.iteration > body.iterations:
        raise InvalidValue("iteration", f"iteration is {body.iteration}; there are {body.iterations}")
    weights = states[body.iteration]
    details = iterate(x, y, weights, body.derivative)
    return IterationDetails(
        weights=weights.tolist(),
        output=details.output.tolist(),
        error=details.error.tolist(),
        derivative=details.derivative.tolist(),
        adjustment=details.adjustment.tolist(),
        next_weights=(weights + details.adjustment).tolist(),
    )
