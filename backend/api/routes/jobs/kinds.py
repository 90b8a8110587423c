"""The kinds of training job, with the JSON Schema of their parameters, from which the browser's forms are generated."""

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticUndefined

from backend.api.deps import Datasets
from backend.api.json_route import Body, JsonRoute
from backend.api.layer_table import LayerTable, NetworkTables
from backend.api.problems import problem_responses
from backend.errors import NotFound
from backend.jobs.admission import check_parameters, find_dataset
from backend.kinds import KINDS, Kind, get_kind

router = APIRouter(prefix="/kinds", tags=["Jobs"], route_class=JsonRoute)


class PresetRow(BaseModel):
    """A named set of parameters: `params` are the values that differ from the defaults."""

    model_config = ConfigDict(from_attributes=True)

    id: str = Field(examples=["tutorial"])
    title: str
    description: str
    params: dict[str, Any]


class CurveRow(BaseModel):
    """One value that is drawn against the progress of a run; a `share` is in 0..1 and shown in percent."""

    model_config = ConfigDict(from_attributes=True)

    metric: str = Field(examples=["loss"])
    title: str = Field(examples=["Loss"])
    format: Literal["number", "share"]


class KindRow(BaseModel):
    """What can be trained.

    Attributes:
        section: of the tutorial.
        params_schema: JSON Schema of `params`; `x-group` is the heading under which a form shows a field.
        datasets: ids of the data sets that it can train on.
        reference: where the method is described.
        unit: what a run is counted in.
        length: the parameter that says how many units a run has.
        curves: what is drawn while it runs.
        has_model: whether its result can be opened as a model.
        command: what the command line does with the model, `{id}` in place of its id.
    """

    id: str = Field(examples=["cnn"])
    title: str = Field(examples=["Convolutional network"])
    section: str = Field(examples=["4.3"])
    params_schema: dict[str, Any]
    defaults: dict[str, Any]
    presets: list[PresetRow]
    datasets: list[str] = Field(examples=[["photo-patches", "cifar10"]])
    reference: str
    unit: Literal["epoch", "iteration"]
    length: str = Field(examples=["epochs"])
    curves: list[CurveRow]
    has_model: bool
    command: str = Field(examples=["predict {id} IMAGE"])


class Design(Body):
    """Parameters as for `POST /jobs`."""

    params: dict[str, Any] = Field(examples=[{"dataset": "photo-patches", "preset": "tutorial"}])


@router.get("", summary="What can be trained")
def list_kinds(catalogue: Datasets) -> list[KindRow]:
    """Every kind of job with its parameters, their defaults and bounds, its presets, and the data sets it accepts."""
    datasets = catalogue.all()
    return [_row(kind, [one.id for one in datasets if one.type in kind.dataset_types]) for kind in KINDS.values()]


@router.post("/{kind_id}/layers", summary="Model summary of a design", responses=problem_responses(400, 404, 422))
def preview_layers(kind_id: str, body: Design, catalogue: Datasets) -> LayerTable | NetworkTables:
    """The model summary of a network that is not trained yet: shapes, parameters and operations of each layer. Of a GAN, both networks."""
    kind = get_kind(kind_id)
    params = check_parameters(kind, body.params)
    dataset = find_dataset(params.dataset, kind, catalogue)
    network = params.network(dataset.shape, tuple(dataset.classes))
    if network is not None:
        return LayerTable.of(network)
    if networks := params.networks(dataset.shape, tuple(dataset.classes)):
        return NetworkTables.of(networks)
    raise NotFound(f"A job of kind {kind_id} has no layers.")


def _row(kind: Kind, datasets: list[str]) -> KindRow:
    return KindRow(
        id=kind.id,
        title=kind.title,
        section=kind.section,
        params_schema=kind.params.model_json_schema(),
        defaults=_defaults(kind.params),
        presets=[PresetRow.model_validate(preset) for preset in kind.presets],
        datasets=datasets,
        reference=kind.reference,
        unit=kind.unit,
        length=kind.length,
        curves=[CurveRow.model_validate(curve) for curve in kind.curves],
        has_model=kind.model is not None,
        command=kind.command,
    )


def _defaults(params: type[BaseModel]) -> dict[str, Any]:
    fields = params.model_fields.items()
    return {name: field.get_default(call_default_factory=True) for name, field in fields if field.default is not PydanticUndefined}
