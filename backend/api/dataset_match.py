"""Whether the data set at hand is the one that a model was trained and evaluated on."""

from typing import Any, Literal

from backend.datasets.catalogue import Catalogue
from backend.datasets.dataset import Dataset
from backend.errors import NotFound

# `unknown`: a model of an earlier version, which does not say which data it was trained on.
DatasetMatch = Literal["same", "different", "absent", "unknown"]


def match_of(origin: dict[str, Any], catalogue: Catalogue) -> DatasetMatch:
    """
    Args:
        origin: the model's `params.json`.
    """
    dataset = _at_hand(origin["dataset"], catalogue)
    if dataset is None or dataset.fingerprint is None:
        return "absent"
    trained_on = origin.get("dataset_fingerprint")
    if trained_on is None:
        return "unknown"
    return "same" if dataset.fingerprint == trained_on else "different"


def why_not_same(origin: dict[str, Any], catalogue: Catalogue) -> str | None:
    """In a sentence, why images of the model's evaluation cannot be looked up; None where they can."""
    match match_of(origin, catalogue):
        case "absent":
            return _how_to_get(origin["dataset"], catalogue)
        case "different":
            dataset = catalogue.identify(origin["dataset"])
            return (
                f"The {dataset.title} on this machine is another copy than the one that the model was evaluated on: its fingerprint is "
                f"{dataset.fingerprint}, that of the evaluation {origin['dataset_fingerprint']}."
            )
        case _:
            return None


def _how_to_get(dataset_id: str, catalogue: Catalogue) -> str:
    dataset = _at_hand(dataset_id, catalogue)
    if dataset is None:
        return f"The data set {dataset_id} was deleted: its images are shown again once it is added again."
    return (
        f"{dataset.title} is not on this machine: train a network on it once, which downloads it, "
        f"or put {dataset_id}.npz into the data-set folder."
    )


def _at_hand(dataset_id: str, catalogue: Catalogue) -> Dataset | None:
    try:
        return catalogue.identify(dataset_id)
    except NotFound:
        return None
