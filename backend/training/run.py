"""What every kind of training does the same: it sets the device up, reads its data, and leaves a checkpoint when it is stopped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from backend.datasets import catalogue
from backend.datasets.images import ImageData
from backend.datasets.texts import Text
from backend.errors import Conflict, DatasetUnavailable, NotFound
from backend.reporter import Failed, Reporter, Stopped, StopReason
from backend.settings import get_settings
from backend.storage import Storage
from backend.training import device


class Training(Protocol):
    """One run of a kind."""

    def train(self) -> None: ...

    def finish(self) -> None:
        """Evaluates, and hands the result to the reporter."""

    def save(self) -> None:
        """Gives the reporter a checkpoint."""


class DeviceParameters(Protocol):
    @property
    def deterministic(self) -> bool: ...

    @property
    def batch_size(self) -> int: ...


def carry_out(make: Callable[[], Training], params: DeviceParameters, reporter: Reporter) -> None:
    """From the reporter's checkpoint, when it has one, to the result.

    Args:
        make: builds the training, once the device is set up.

    Raises:
        Failed: `diverged`, `out_of_memory`, and what else the training says.
        Stopped: the reporter wanted the run to end; what was reached is in its checkpoint.
    """
    reporter.device(device.prepare(deterministic=params.deterministic))
    with device.memory_is_finite(params.batch_size):
        training = make()
        try:
            training.train()
            training.finish()
        except Stopped as stop:
            if stop.reason is not StopReason.FENCED:
                training.save()
            raise


def images_of(dataset: str) -> ImageData:
    """
    Raises:
        Failed: `dataset_unavailable`.
    """
    settings = get_settings()
    with _unavailable_fails():
        return catalogue.load(dataset, settings.datasets, Storage(settings.artifacts))


def text_of(dataset: str) -> Text:
    """
    Raises:
        Failed: `dataset_unavailable`.
    """
    settings = get_settings()
    with _unavailable_fails():
        return catalogue.load_text(dataset, settings.datasets, Storage(settings.artifacts))


@contextmanager
def _unavailable_fails() -> Iterator[None]:
    try:
        yield
    except (DatasetUnavailable, NotFound, Conflict) as error:
        raise Failed("dataset_unavailable", error.detail) from error
