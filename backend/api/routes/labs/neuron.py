"""One neuron (§II)."""

import numpy as np
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import Number, inside, listed
from backend.api.problems import problem_responses
from backend.concepts.activation_table import find_activation
from backend.concepts.neuron import neuron
from backend.concepts.parameters import with_defaults

router = APIRouter(tags=["Neural networks"], route_class=JsonRoute)

MAX_INPUTS = 1000


class NeuronRequest(Body):
    """Inputs xᵢ and weights wᵢ, one for each, a bias, and an activation with its parameters."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"inputs": [1, 0.5], "weights": [0.8, -0.4], "bias": 0.1}]})

    inputs: list[Number] = Field(min_length=1, max_length=MAX_INPUTS)
    weights: list[Number] = Field(min_length=1, max_length=MAX_INPUTS)
    bias: Number = 0
    activation: str = Field("sigmoid", max_length=40)
    parameters: dict[str, Number] = Field(default_factory=dict, max_length=10, examples=[{"alpha": 0.1}])


class NeuronAnswer(BaseModel):
    """`terms` are wᵢxᵢ, `z` is their sum plus the bias, `y_hat` = f(z) and `slope` = f′(z)."""

    terms: list[float] = Field(examples=[[0.8, -0.2]])
    z: float = Field(examples=[0.7])
    y_hat: float = Field(examples=[0.668])
    slope: float


@router.post("/neuron", summary="Output of a neuron", responses=problem_responses(400, 413, 422))
def compute_neuron(body: NeuronRequest) -> NeuronAnswer:
    """ŷ = f(Σ wᵢxᵢ + b), with every intermediate value (§II)."""
    row = find_activation(body.activation)
    with inside("parameters"):
        with_defaults(row.id, row.parameters, body.parameters)
    found = neuron(np.array(body.inputs), np.array(body.weights), body.bias, row.id, **body.parameters)
    z, y_hat, slope = listed(np.array([found.z, found.y_hat, found.slope]), "inputs")
    return NeuronAnswer(terms=listed(found.terms, "inputs"), z=z, y_hat=y_hat, slope=slope)
