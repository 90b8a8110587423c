"""What the neurons of a small network say all over the plane (§II)."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from backend.api.json_route import Body, JsonRoute
from backend.api.networks import NetworkBody
from backend.api.numbers import Number, rounded
from backend.api.problems import problem_responses
from backend.concepts.decision_boundary import heat_maps
from backend.concepts.dense_network import Network
from backend.concepts.errors import InvalidValue

router = APIRouter(prefix="/network", tags=["Networks"], route_class=JsonRoute)

MAX_MAP_POINTS = 60


class MapsRequest(Body):
    """A square of `points` × `points` places from `low` to `high` in both directions."""

    low: Number = -1.2
    high: Number = 1.2
    points: int = Field(30, ge=2, le=MAX_MAP_POINTS)

    def of(self, network: Network) -> "Maps":
        """
        Raises:
            InvalidValue: `high` is not above `low`, or the network has not two inputs.
        """
        if self.low >= self.high:
            raise InvalidValue("high", f"high is {self.high:g}; it must be more than low, {self.low:g}")
        maps = heat_maps(network, self.low, self.high, self.points)
        layers = [rounded(layer, "layers") for layer in maps.layers]
        return Maps.model_construct(x=maps.x.tolist(), y=maps.y.tolist(), layers=layers)


class Maps(BaseModel):
    """For each layer and neuron its output at row y, column x, to four decimals."""

    x: list[float]
    y: list[float]
    layers: list[list[list[list[float]]]]


class MapsOfNetwork(NetworkBody, MapsRequest):
    pass


@router.post("/heat-maps", summary="What every neuron says over the plane", response_model=Maps, responses=problem_responses(400, 413, 422))
def get_heat_maps(body: MapsOfNetwork) -> Response:
    """The output of every neuron on a grid; that of the last layer has the decision boundary."""
    return Response(body.of(body.network()).model_dump_json(), media_type="application/json")
