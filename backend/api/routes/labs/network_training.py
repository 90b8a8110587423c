"""Training a small dense network step by step (§3.2)."""

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from backend.api.dense_network import MAX_EXAMPLES, CostSettings, DenseNetworkBody, Layer, Rows, examples_of
from backend.api.json_route import Body, JsonRoute
from backend.api.numbers import MAX_ABS, Array, Seed, inside, listed, matrix
from backend.api.problems import problem_responses
from backend.api.routes.labs.neuron_outputs import NeuronOutputs, OutputsRequest
from backend.concepts.dense_network import MAX_UNITS, DenseNetwork, check_dense_network, forward
from backend.concepts.errors import InvalidValue
from backend.concepts.network_training import TrainingConfig, TrainingState, accuracy, train
from backend.concepts.objective import evaluate
from backend.concepts.optimizers import find_optimizer
from backend.concepts.parameters import with_defaults

router = APIRouter(prefix="/network", tags=["Neural networks"], route_class=JsonRoute)

MAX_STEPS = 1000
# Examples · weights · steps of one call: a few seconds of computing.
MAX_WORK = 2_000_000_000
Finite = Annotated[float, Field(allow_inf_nan=False)]
Slot = Annotated[list[Annotated[list[Finite], Field(max_length=MAX_UNITS)]], Field(max_length=MAX_UNITS)]
BiasSlot = Annotated[list[Finite], Field(max_length=MAX_UNITS)]


class LayerSlots(Body):
    """The optimizer's slots for a layer: values by name (`m`, `v`, `velocity`), in the shape of its weights and of its bias."""

    weights: dict[str, Slot] = Field(default_factory=dict, max_length=4)
    bias: dict[str, BiasSlot] = Field(default_factory=dict, max_length=4)


class TrainRequest(DenseNetworkBody, CostSettings):
    """The network with `step` and `slots` of the previous answer; `x` and `y` have a row for each example.

    `parameters` are those of the optimizer that differ from its defaults; `batch_size` is all examples when omitted.
    With `steps` 0 the network is evaluated as it is.
    """

    x: Rows
    y: Rows
    x_test: Rows | None = Field(None, description="test examples: evaluated, not trained on")
    y_test: Rows | None = None
    step: int = Field(0, ge=0, le=10**9)
    slots: list[LayerSlots] = Field(default_factory=list, max_length=6)
    steps: int = Field(1, ge=0, le=MAX_STEPS)
    optimizer: str = Field("sgd", max_length=40)
    parameters: dict[str, Finite] = Field(default_factory=dict, max_length=10, examples=[{"learning_rate": 0.1}])
    batch_size: int | None = Field(None, ge=1, le=MAX_EXAMPLES)
    seed: Seed = 0
    neuron_outputs: OutputsRequest | None = None


class TrainAnswer(BaseModel):
    """The next state, to be sent back as it is.

    `costs` is J of the batch before each step; `cost` and `accuracy` are of all examples after the last. When a step led to weights
    beyond ±10⁶ or to a value that is not finite, `diverged_at` is that step, and the state is the one before it.
    """

    layers: list[Layer]
    step: int
    slots: list[LayerSlots]
    costs: list[float]
    cost: float
    accuracy: float
    test_cost: float | None = None
    test_accuracy: float | None = None
    diverged_at: int | None
    neuron_outputs: NeuronOutputs | None


@router.post("/train", summary="Train for some steps", response_model=TrainAnswer, responses=problem_responses(400, 413, 422))
def train_network(body: TrainRequest) -> Response:
    """Training (§3.2): the same state, data and seed always give the same answer, however the steps are split into calls."""
    x = matrix("x", body.x)
    network = body.network(x.shape[1])
    y = examples_of(network, x, body.y)
    body.objective(network, y)
    _check_work(body, network)
    with np.errstate(all="ignore"):
        state, costs, diverged_at = _train(_state(body, network), x, y, body, _config(body, network, y))
        values = forward(state.network, x)
    test_cost, test_accuracy = _evaluate_test(body, state.network)
    answer = TrainAnswer.model_construct(
        layers=[Layer.of(layer) for layer in state.network],
        step=state.step,
        slots=[LayerSlots.model_construct(weights=_as_lists(weights), bias=_as_lists(bias)) for weights, bias in state.slots],
        costs=listed(np.array(costs), "layers"),
        cost=evaluate(body.objective(network, y), state.network, values, y).total,
        accuracy=accuracy(state.network, x, y),
        test_cost=test_cost,
        test_accuracy=test_accuracy,
        diverged_at=diverged_at,
        neuron_outputs=body.neuron_outputs.of(state.network) if body.neuron_outputs else None,
    )
    return Response(answer.model_dump_json(), media_type="application/json")


def _evaluate_test(body: TrainRequest, network: DenseNetwork) -> tuple[float | None, float | None]:
    """Test cost and test accuracy."""
    if body.x_test is None or body.y_test is None:
        return None, None
    with inside("test"):
        x = matrix("x_test", body.x_test)
        check_dense_network(network, x.shape[1])
        y = examples_of(network, x, body.y_test)
    with np.errstate(all="ignore"):
        cost = evaluate(body.objective(network, y), network, forward(network, x), y).total
    return float(cost), accuracy(network, x, y)


def _config(body: TrainRequest, network: DenseNetwork, y: Array) -> TrainingConfig:
    optimizer = find_optimizer(body.optimizer)
    with inside("parameters"):
        with_defaults(optimizer.id, optimizer.parameters, body.parameters)
    return TrainingConfig(body.objective(network, y), optimizer.id, body.parameters, body.batch_size, body.seed)


def _check_work(body: TrainRequest, network: DenseNetwork) -> None:
    examples = min(body.batch_size or len(body.x), len(body.x))
    work = examples * body.steps * sum(layer.weights.size for layer in network)
    if work > MAX_WORK:
        raise InvalidValue(
            "steps", f"{body.steps} steps are too many for a network and batch of this size; at most {body.steps * MAX_WORK // work}"
        )


def _state(body: TrainRequest, network: DenseNetwork) -> TrainingState:
    """
    Raises:
        InvalidValue: the slots are not those that this optimizer keeps for these layers.
    """
    if not body.slots:
        return TrainingState(network, body.step)
    if len(body.slots) != len(network):
        raise InvalidValue("slots", f"{len(body.slots)} layers of slots for {len(network)} layers; send none to start again")
    names = find_optimizer(body.optimizer).slots
    slots = []
    for index, (slot, layer) in enumerate(zip(body.slots, network, strict=True)):
        weights = {name: matrix(f"slots/{index}/weights/{name}", rows) for name, rows in slot.weights.items()}
        bias = {name: np.array(numbers) for name, numbers in slot.bias.items()}
        for field, found, shape in (("weights", weights, layer.weights.shape), ("bias", bias, layer.bias.shape)):
            _check_slots(f"slots/{index}/{field}", found, names, shape)
        slots.append((weights, bias))
    return TrainingState(network, body.step, tuple(slots))


def _check_slots(field: str, found: dict[str, Array], names: tuple[str, ...], shape: tuple[int, ...]) -> None:
    shapes = {name: array.shape for name, array in found.items()}
    if shapes != dict.fromkeys(names, shape):
        raise InvalidValue(field, f"received {shapes or 'nothing'}; the optimizer keeps {dict.fromkeys(names, shape) or 'nothing'}")


def _train(
    state: TrainingState, x: Array, y: Array, body: TrainRequest, config: TrainingConfig
) -> tuple[TrainingState, list[float], int | None]:
    """Step by step, so that a run that diverges ends in its last finite state."""
    costs: list[float] = []
    for _ in range(body.steps):
        following, (cost,) = train(state, x, y, config, 1)
        if not (np.isfinite(cost.total) and _in_bounds(following)):
            return state, costs, following.step
        state = following
        costs.append(cost.total)
    return state, costs, None


def _in_bounds(state: TrainingState) -> bool:
    slots = [slot for both in state.slots for of_one in both for slot in of_one.values()]
    weights = [array for layer in state.network for array in (layer.weights, layer.bias)]
    return all(np.isfinite(slot).all() for slot in slots) and all(bool((np.abs(one) <= MAX_ABS).all()) for one in weights)


def _as_lists(slots: dict[str, Array]) -> dict[str, Any]:
    return {name: listed(array, "slots") for name, array in slots.items()}
