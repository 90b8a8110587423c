"""What is checked before a job is accepted, so that a job which cannot run is rejected with the reason instead of failing later."""

from typing import Any

from pydantic import ValidationError

from backend.datasets.catalogue import Catalogue
from backend.datasets.dataset import Dataset
from backend.errors import FieldError, InvalidInput, NotFound
from backend.kinds import Kind, get_kind
from backend.kinds.parameters import Parameters
from backend.validation import field_errors


def admit(kind_id: str, params: dict[str, Any], catalogue: Catalogue) -> tuple[Kind, Parameters, Dataset]:
    """The kind, its parameters and the data set of a job that can run.

    Raises:
        InvalidInput: an unknown kind or data set, a wrong parameter, a network that does not fit on the data.
        DatasetUnavailable: the data is not here and cannot be fetched.
    """
    kind = _kind(kind_id)
    checked = check_parameters(kind, params)
    dataset = find_dataset(checked.dataset, kind, catalogue)
    checked.check_data(dataset.shape, tuple(dataset.classes))
    catalogue.ensure_available(dataset.id)
    return kind, checked, dataset


def _kind(kind_id: str) -> Kind:
    try:
        return get_kind(kind_id)
    except NotFound as error:
        raise InvalidInput(error.detail, errors=(FieldError("/kind", error.detail),)) from None


def check_parameters(kind: Kind, params: dict[str, Any]) -> Parameters:
    """
    Raises:
        InvalidInput: what is wrong; the pointers begin with `/params`.
    """
    try:
        return kind.params.model_validate(params)
    except ValidationError as error:
        errors = field_errors(error.errors(), params, "/params")
        raise InvalidInput(f"{errors[0].pointer}: {errors[0].message}.", errors=errors) from None


def find_dataset(dataset_id: str, kind: Kind, catalogue: Catalogue) -> Dataset:
    """
    Raises:
        InvalidInput: there is no such data set, or the kind cannot train on its type.
    """
    try:
        dataset = catalogue.describe(dataset_id)
    except NotFound as error:
        raise InvalidInput(error.detail, errors=(FieldError("/params/dataset", error.detail),)) from None
    if dataset.type not in kind.dataset_types:
        message = f"{kind.id} trains on data of type {', '.join(kind.dataset_types)}; {dataset_id} is of type {dataset.type}"
        raise InvalidInput.at("/params/dataset", message)
    return dataset
