"""The output of every neuron of a small network over the input plane (§II)."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from backend.api.dense_network import DenseNetworkBody
from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import Number, rounded
from backend.api.problems import problem_responses
from backend.concepts.decision_boundary import neuron_outputs
from backend.concepts.dense_network import DenseNetwork
from backend.concepts.errors import InvalidValue

router = APIRouter(prefix="/network", tags=["Neural networks"], route_class=JsonRoute)

MAX_GRID_POINTS = 60


class OutputsRequest(Body):
    """A grid of `points` × `points` from `low` to `high` on both axes."""

    low: Number = -1.2
    high: Number = 1.2
    points: int = Field(30, ge=2, le=MAX_GRID_POINTS)

    def of(self, network: DenseNetwork) -> "NeuronOutputs":
        """
        Raises:
            InvalidValue: `high` is not above `low`, or the network does not have two inputs.
        """
        if self.low >= self.high:
            raise InvalidValue("high", f"high is {self.high:g}; it must be more than low, {self.low:g}")
        outputs = neuron_outputs(network, self.low, self.high, self.points)
        layers = [rounded(layer, "layers") for layer in outputs.layers]
        return NeuronOutputs.model_construct(x=outputs.x.tolist(), y=outputs.y.tolist(), layers=layers)


class NeuronOutputs(BaseModel):
    """For each layer and neuron its output at row y, column x, rounded to four decimals."""

    x: list[float]
    y: list[float]
    layers: list[list[list[list[float]]]]


class NeuronOutputsRequest(DenseNetworkBody, OutputsRequest):
    pass


@router.post(
    "/neuron-outputs",
    summary="Neuron outputs and decision boundary",
    response_model=NeuronOutputs,
    responses=problem_responses(400, 413, 422),
)
def get_neuron_outputs(body: NeuronOutputsRequest) -> Response:
    """The output of every neuron on a grid; the decision boundary is the contour of the output layer."""
    return Response(body.of(body.network()).model_dump_json(), media_type="application/json")
