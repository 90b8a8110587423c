"""What is checked before a job is accepted, so that a job which cannot run is refused in words instead of failing later."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from backend.datasets import catalogue
from backend.errors import FieldError, InvalidInput, NotFound
from backend.settings import Settings
from backend.storage import Storage
from backend.training.kinds import Kind, get_kind
from backend.training.kinds.parameters import Parameters


def admit(kind_id: str, params: dict[str, Any], settings: Settings) -> tuple[Kind, Parameters, catalogue.Dataset]:
    """The kind, its parameters and the data set of a job that can run.

    Raises:
        InvalidInput: an unknown kind or data set, a wrong parameter, a network that does not fit on the data.
        DatasetUnavailable: the data is not here and cannot be fetched.
    """
    kind = _kind(kind_id)
    checked = _parameters(kind, params)
    uploads = Storage(settings.artifacts)
    dataset = _dataset(checked.dataset, kind, settings, uploads)
    checked.check_data(dataset.shape, tuple(dataset.classes))
    catalogue.ensure_available(dataset.id, settings.datasets, uploads)
    return kind, checked, dataset


def _kind(kind_id: str) -> Kind:
    try:
        return get_kind(kind_id)
    except NotFound as error:
        raise InvalidInput(error.detail, errors=(FieldError("/kind", error.detail),)) from None


def _parameters(kind: Kind, params: dict[str, Any]) -> Parameters:
    try:
        return kind.params.model_validate(params)
    except ValidationError as error:
        rows = _innermost(error.errors())
        errors = tuple(FieldError(_pointer(row["loc"], params), row["msg"]) for row in rows)
        raise InvalidInput(f"{len(errors)} of the parameters cannot be accepted: {errors[0].message}.", errors=errors) from None


def _innermost(rows: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leaves out what is only the echo of a wrong value inside it: a list whose one item is wrong is also "too short"."""
    places = [row["loc"] for row in rows]
    return [row for row in rows if not any(len(place) > len(row["loc"]) and place[: len(row["loc"])] == row["loc"] for place in places)]


def _pointer(location: tuple[int | str, ...], value: Any) -> str:
    """JSON pointer (RFC 6901) of a wrong value in the request's body."""
    pointer = "/params"
    for part in location:
        if isinstance(value, dict) and part not in value and part == value.get("type"):
            continue  # pydantic names the member of a union, which is no place in the body
        pointer += "/" + str(part).replace("~", "~0").replace("/", "~1")
        value = _member(value, part)
    return pointer


def _member(value: Any, part: int | str) -> Any:
    try:
        return value[part]
    except (KeyError, IndexError, TypeError):
        return None


def _dataset(dataset_id: str, kind: Kind, settings: Settings, uploads: Storage) -> catalogue.Dataset:
    try:
        dataset = catalogue.describe(dataset_id, settings.datasets, uploads)
    except NotFound as error:
        raise InvalidInput(error.detail, errors=(FieldError("/params/dataset", error.detail),)) from None
    if dataset.type not in kind.dataset_types:
        message = f"{kind.id} trains on data of type {', '.join(kind.dataset_types)}; {dataset_id} is of type {dataset.type}"
        raise InvalidInput(f"{message}.", errors=(FieldError("/params/dataset", message),))
    return dataset
