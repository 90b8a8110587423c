"""A small dense network in a request: the client keeps it and sends it with each request, so that the service is stateless."""

from collections.abc import Sequence
from typing import Annotated, Self

import numpy as np
from pydantic import BaseModel, Field

from backend.api.json_route import Body
from backend.api.numbers import Array, Number, inside, listed, matrix
from backend.concepts.activation_table import find_activation
from backend.concepts.cost import find_cost
from backend.concepts.dense_network import MAX_LAYERS, MAX_UNITS, DenseLayer, DenseNetwork, check_dense_network
from backend.concepts.errors import InvalidValue
from backend.concepts.objective import CostParts, Objective, check_objective

MAX_EXAMPLES = 2000
# Where every factor of every example is reported, or J is computed again for each weight.
MAX_DETAILED_EXAMPLES = 100

Row = Annotated[list[Number], Field(min_length=1, max_length=MAX_UNITS)]
Rows = Annotated[list[Row], Field(min_length=1, max_length=MAX_EXAMPLES)]
FewRows = Annotated[list[Row], Field(min_length=1, max_length=MAX_DETAILED_EXAMPLES)]
Strength = Annotated[float, Field(ge=0, le=1e6)]


class Layer(Body):
    """A dense layer: row j of `weights` is neuron j, column k its weight for input k."""

    weights: list[Row] = Field(min_length=1, max_length=MAX_UNITS, examples=[[[0.5, -0.5], [1, 0.25]]])
    bias: Row = Field(examples=[[0, 0.1]])
    activation: str = Field("sigmoid", max_length=40)

    @classmethod
    def of(cls, layer: DenseLayer) -> Self:
        weights, bias = listed(layer.weights, "layers"), listed(layer.bias, "layers")
        return cls(weights=weights, bias=bias, activation=layer.activation)


class DenseNetworkBody(Body):
    layers: list[Layer] = Field(min_length=1, max_length=MAX_LAYERS)

    def network(self, inputs: int | None = None) -> DenseNetwork:
        """The layers, checked; `inputs` is the number of columns of x, that of the first layer's weights when omitted.

        Raises:
            InvalidValue: their shapes do not match, or an activation is unknown.
        """
        layers: list[DenseLayer] = []
        for index, layer in enumerate(self.layers):
            with inside(f"layers/{index}"):
                activation = find_activation(layer.activation).id
                layers.append(DenseLayer(matrix("weights", layer.weights), np.array(layer.bias), activation))
        check_dense_network(layers, layers[0].weights.shape[1] if inputs is None else inputs)
        return tuple(layers)


class CostSettings(Body):
    """The objective of training: a cost, and the strengths of L1 and L2 regularization."""

    cost: str = Field("cross_entropy", max_length=40, description="an id of `GET /costs`")
    l1: Strength = 0
    l2: Strength = 0

    def objective(self, network: DenseNetwork, y: Array) -> Objective:
        """
        Raises:
            InvalidValue: the cost is unknown, or does not suit the network's outputs or the targets.
        """
        objective = Objective(self.cost, self.l1, self.l2)
        check_objective(objective, network[-1].activation)
        if find_cost(self.cost).probabilities and np.any((y < 0) | (y > 1)):
            raise InvalidValue("y", f"{self.cost} takes logarithms of probabilities: every y must lie between 0 and 1")
        return objective


class CostPartsRow(BaseModel):
    """J = `data` + `l1` + `l2`."""

    data: float
    l1: float
    l2: float
    total: float

    @classmethod
    def of(cls, parts: CostParts) -> Self:
        data, l1, l2, total = listed(np.array([parts.data, parts.l1, parts.l2, parts.total]), "layers")
        return cls(data=data, l1=l1, l2=l2, total=total)


def examples_of(network: DenseNetwork, x: Array, rows: Sequence[Sequence[float]]) -> Array:
    """The targets y, (n, K): one row for each row of x, one number for each output.

    Raises:
        InvalidValue: they do not fit.
    """
    y, needed = matrix("y", rows), (len(x), len(network[-1].bias))
    if y.shape != needed:
        raise InvalidValue("y", f"y is {y.shape}; {needed} is required, a row for each example and a column for each output")
    return y
