"""A small dense network: forward pass and back-propagation with all factors (§II, §3.2)."""

from typing import Annotated

import numpy as np
from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from backend.api.dense_network import CostPartsRow, CostSettings, DenseNetworkBody, FewRows, Layer, Rows, examples_of
from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import Array, Seed, as_field, listed, matrix
from backend.api.problems import problem_responses
from backend.concepts.activation_table import find_activation
from backend.concepts.backpropagation import LayerGradient, backward
from backend.concepts.chain_rule import chain_rule
from backend.concepts.dense_network import MAX_LAYERS, MAX_UNITS, DenseNetwork, forward
from backend.concepts.errors import InvalidValue
from backend.concepts.finite_differences import finite_differences
from backend.concepts.initialization import new_network
from backend.concepts.objective import evaluate

router = APIRouter(prefix="/network", tags=["Neural networks"], route_class=JsonRoute)

MAX_DIFFERENCES = 2000
ERRORS = problem_responses(400, 413, 422)


class NewNetwork(Body):
    """The sizes of the layers, first to last."""

    inputs: int = Field(2, ge=1, le=MAX_UNITS)
    units: list[Annotated[int, Field(ge=1, le=MAX_UNITS)]] = Field([4, 1], min_length=1, max_length=MAX_LAYERS)
    activations: list[str] | None = Field(None, max_length=MAX_LAYERS, description="per layer; tanh, and sigmoid at the output, by default")
    initialization: str = Field("xavier", max_length=40, examples=["zeros", "uniform", "xavier", "he"])
    seed: Seed = 0


class Layers(BaseModel):
    layers: list[Layer]


class ForwardRequest(DenseNetworkBody):
    """`x` has a row for each example."""

    x: Rows = Field(examples=[[[0, 1]]])


class LayerTrace(BaseModel):
    """z = W x + b and a = f(z), a row for each example."""

    z: list[list[float]]
    a: list[list[float]]


class Forward(BaseModel):
    """`y_hat` is the `a` of the last layer."""

    layers: list[LayerTrace]
    y_hat: list[list[float]]


class BackwardRequest(DenseNetworkBody, CostSettings):
    """`x` and `y` have a row for each example."""

    x: FewRows = Field(examples=[[[0, 1]]])
    y: FewRows = Field(examples=[[[1]]])
    finite_differences: bool = Field(True, description="also compute each derivative by finite differences")


class LayerDerivatives(BaseModel):
    """∂J/∂w = Σ over the examples of ∂J/∂a · ∂a/∂z · ∂z/∂w and the penalty; rows of factors are examples.

    `da_dz` of softmax is a matrix for each example; `dz_dw`, the inputs of the layer, is the same for every neuron; `dz_db` is 1.
    """

    dj_da: list[list[float]]
    da_dz: list[list[float]] | list[list[list[float]]]
    dz_dw: list[list[float]]
    delta: list[list[float]] = Field(description="the local gradient δ = ∂J/∂z = ∂J/∂a · ∂a/∂z")
    dj_dw: list[list[float]]
    dj_db: list[float]
    dj_dw_difference: list[list[float]] | None = Field(None, description="(J(w + h) − J(w − h))/2h")
    dj_db_difference: list[float] | None = None


class Backward(BaseModel):
    """`largest_deviation` is the largest |derivative − finite difference| of all weights and biases."""

    cost: CostPartsRow
    y_hat: list[list[float]]
    layers: list[LayerDerivatives]
    largest_deviation: float | None


class ChainRuleRequest(DenseNetworkBody, CostSettings):
    """Which weight: from input `input` (the bias when omitted) to neuron `unit` of layer `layer`, all counted from 0."""

    x: FewRows = Field(examples=[[[0, 1]]])
    y: FewRows = Field(examples=[[[1]]])
    layer: int = Field(0, ge=0)
    unit: int = Field(0, ge=0)
    input: int | None = Field(None, ge=0)


class FactorRow(BaseModel):
    symbol: str = Field(description="LaTeX")
    value: float


class ProductRow(BaseModel):
    factors: list[FactorRow]
    value: float


class ChainRuleAnswer(BaseModel):
    """One derivative by the chain rule: `value` = Σ `examples` + `penalty`.

    `upstream` are the terms of the δ of the first example.
    """

    symbol: str = Field(description="LaTeX")
    examples: list[ProductRow]
    upstream: list[ProductRow]
    penalty: float
    value: float
    finite_difference: float
    code: str = Field(description="the NumPy line that computes it for all weights of the layer")


@router.post("/new", summary="Initialize a network", responses=ERRORS)
def create_network(body: NewNetwork) -> Layers:
    """Weights by the chosen initialization, biases 0; the same seed gives the same network."""
    activations = body.activations or ["tanh"] * (len(body.units) - 1) + ["sigmoid"]
    for index, name in enumerate(activations):
        with as_field(f"activations/{index}"):
            find_activation(name)
    network = new_network(body.inputs, body.units, activations, body.initialization, body.seed)
    return Layers(layers=[Layer.of(layer) for layer in network])


@router.post("/forward", summary="Forward pass", response_model=Forward, responses=ERRORS)
def run_forward(body: ForwardRequest) -> Response:
    """z and a of every neuron for each example (§II)."""
    x = matrix("x", body.x)
    values = forward(body.network(x.shape[1]), x)
    layers = [LayerTrace.model_construct(z=listed(one.z, "layers"), a=listed(one.a, "layers")) for one in values]
    return _json(Forward.model_construct(layers=layers, y_hat=layers[-1].a))


@router.post("/backward", summary="Back-propagation", response_model=Backward, responses=ERRORS)
def run_backward(body: BackwardRequest) -> Response:
    """All factors of all partial derivatives, and the same derivatives by finite differences (§3.2)."""
    x = matrix("x", body.x)
    network = body.network(x.shape[1])
    y = examples_of(network, x, body.y)
    objective = body.objective(network, y)
    if body.finite_differences:
        _check_parameter_count(network)
    values = forward(network, x)
    gradients = backward(network, values, y, objective)
    checks = finite_differences(network, x, y, objective) if body.finite_differences else None
    answer = Backward.model_construct(
        cost=CostPartsRow.of(evaluate(objective, network, values, y)),
        y_hat=listed(values[-1].a, "layers"),
        layers=[_derivatives(gradient, checks[index] if checks else None) for index, gradient in enumerate(gradients)],
        largest_deviation=_largest_deviation(gradients, checks) if checks else None,
    )
    return _json(answer)


@router.post("/chain-rule", summary="Chain rule for one derivative", responses=ERRORS)
def explain_derivative(body: ChainRuleRequest) -> ChainRuleAnswer:
    """∂J/∂w of one weight: its factors for each example, their product, and the terms of δ (§3.2.1, §3.2.2)."""
    x = matrix("x", body.x)
    network = body.network(x.shape[1])
    y = examples_of(network, x, body.y)
    derivation = chain_rule(network, x, y, body.objective(network, y), body.layer, body.unit, body.input)
    listed(np.array([derivation.value, derivation.finite_difference]), "layers")
    return ChainRuleAnswer.model_validate(derivation, from_attributes=True)


def _check_parameter_count(network: DenseNetwork) -> None:
    parameters = sum(layer.weights.size + layer.bias.size for layer in network)
    if parameters > MAX_DIFFERENCES:
        raise InvalidValue(
            "finite_differences",
            f"the network has {parameters:,} parameters; finite differences are computed for at most {MAX_DIFFERENCES:,}: "
            "send false to omit them",
        )


def _derivatives(gradient: LayerGradient, check: tuple[Array, Array] | None) -> LayerDerivatives:
    names = ("dj_da", "da_dz", "dz_dw", "delta", "dj_dw", "dj_db")
    factors = {name: listed(getattr(gradient, name), "layers") for name in names}
    differences = {"dj_dw_difference": listed(check[0], "layers"), "dj_db_difference": listed(check[1], "layers")} if check else {}
    return LayerDerivatives.model_construct(**factors, **differences)


def _largest_deviation(gradients: list[LayerGradient], checks: list[tuple[Array, Array]]) -> float:
    pairs = zip(gradients, checks, strict=True)
    return float(max(max(np.abs(g.dj_dw - w).max(), np.abs(g.dj_db - b).max()) for g, (w, b) in pairs))


def _json(answer: BaseModel) -> Response:
    """Without a second validation: an answer may hold a million numbers."""
    return Response(answer.model_dump_json(), media_type="application/json")
