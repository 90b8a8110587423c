"""The kinds of training job. To add one: a folder here, and its name in `PACKAGES`."""

import importlib
import logging

from backend.errors import NotFound
from backend.kinds.kind import Kind
from backend.settings import get_settings

__all__ = ["KINDS", "Kind", "get_kind", "warm_up"]

logger = logging.getLogger(__name__)

PACKAGES = ("backend.kinds.cnn", "backend.kinds.gan", "backend.kinds.words")


def _registered() -> dict[str, Kind]:
    """The `KINDS` of each package, and of the installed packages that `PLAYGROUND_KINDS` names."""
    kinds: dict[str, Kind] = {}
    for name in (*PACKAGES, *get_settings().kinds):
        for kind in importlib.import_module(name).KINDS:
            if kind.id in kinds:
                raise ValueError(f"{name} has a kind {kind.id!r}, which is there already.")
            kinds[kind.id] = kind
    return kinds


KINDS: dict[str, Kind] = _registered()


def get_kind(kind_id: str) -> Kind:
    try:
        return KINDS[kind_id]
    except KeyError:
        raise NotFound(f"There is no kind of job named {kind_id!r}; there is {', '.join(KINDS)}.") from None


def warm_up() -> str:
    """Imports every runner, so that the first job of a training process starts at once; returns the name of its device."""
    for kind in KINDS.values():
        try:
            kind.load_runner()
        except Exception:  # The boundary: a kind that cannot be imported fails its own jobs, and no others.
            logger.exception("the runner of the kind %s cannot be imported; its jobs will say why", kind.id)
    name: str = importlib.import_module("backend.training.device").prepare(deterministic=False)
    return name
