"""Trained models opened for use: those that ship with the project, and every succeeded job that left a model behind."""

import json
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from safetensors.numpy import load as load_tensors

from backend.errors import Conflict, NotFound
from backend.jobs.engine import JobEngine
from backend.jobs.model import Event, Job, Status
from backend.kinds import KINDS
from backend.kinds.kind import ModelFormat
from backend.models import pretrained

M = TypeVar("M")

EVENTS = TypeAdapter(list[Event])

OPEN_MODELS = 4
LISTED_JOBS = 100


class ModelFiles(Protocol):
    """Where the files of one model come from."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def source(self) -> Literal["job", "pretrained"]: ...

    @property
    def kind(self) -> str: ...

    @property
    def created_at(self) -> datetime | None: ...

    def fingerprint(self, names: tuple[str, ...]) -> str:
        """Changes whenever one of these files does.

        Raises:
            NotFound: one of them is not there.
        """

    def read(self, name: str) -> bytes:
        """
        Raises:
            NotFound: the model has no such file.
        """


@dataclass(frozen=True)
class JobFiles:
    """The artifacts of a succeeded job; each is checked against its hash when it is read."""

    engine: JobEngine
    job: Job
    source: Literal["job"] = "job"

    @property
    def id(self) -> str:
        return self.job.id

    @property
    def title(self) -> str:
        return self.job.name

    @property
    def kind(self) -> str:
        return self.job.kind

    @property
    def created_at(self) -> datetime | None:
        return self.job.finished_at

    def fingerprint(self, names: tuple[str, ...]) -> str:
        hashes = {one.name: one.sha256 for one in self.engine.artifacts(self.id)}
        if not hashes.keys() >= set(names):
            raise NotFound(f"Job {self.id} ({self.job.kind}) left no model behind.")
        return "".join(hashes[name] for name in names)

    def read(self, name: str) -> bytes:
        return self.engine.read_artifact(self.id, name)[1]


@dataclass(frozen=True)
class Predictions:
    """What a model said of every image of its test split, in the split's order.

    Attributes:
        probabilities: (n, classes).
        labels: (n,), the true ones.
    """

    probabilities: NDArray[np.float16]
    labels: NDArray[np.int64]


class ModelStore:
    """Finds models by id and keeps the last few open."""

    def __init__(self, engine: JobEngine) -> None:
        self._engine = engine
        self._open: OrderedDict[str, Any] = OrderedDict()
        self._lock = Lock()

    def all(self) -> list[ModelFiles]:
        """The shipped models, then the newest jobs that can be opened."""
        jobs = self._engine.list(Status.SUCCEEDED, None, LISTED_JOBS, None).items
        return [*pretrained.all(), *(JobFiles(self._engine, job) for job in jobs)]

    def files(self, model_id: str) -> ModelFiles:
        """
        Raises:
            NotFound: there is neither a shipped model nor a job of that id.
            Conflict: the job has not succeeded.
        """
        if shipped := pretrained.find(model_id):
            return shipped
        try:
            job = self._engine.get(model_id)
        except NotFound:
            raise NotFound(f"There is no model {model_id[:80]!r}; /api/v1/models lists them.") from None
        if job.status is not Status.SUCCEEDED:
            raise Conflict(f"Job {model_id} is {job.status}; only a succeeded job can be opened as a model.")
        return JobFiles(self._engine, job)

    def open(self, model_id: str, type: type[M]) -> M:
        """The model with its weights. A file that does not match its hash is rejected and not loaded.

        Args:
            type: what the caller can use, such as `ImageClassifier`.

        Raises:
            NotFound, Conflict: as `files`; Conflict too when the model is of another type.
        """
        files = self.files(model_id)
        model = self._opened(files)
        if not isinstance(model, type):
            raise Conflict(f"{files.title} is a model of kind {files.kind}, which cannot do this.")
        return model

    def _opened(self, files: ModelFiles) -> Any:
        format = format_of(files)
        fingerprint = files.fingerprint(format.files)
        with self._lock:
            if fingerprint in self._open:
                self._open.move_to_end(fingerprint)
                return self._open[fingerprint]
        model = format.open(files.read)
        with self._lock:
            self._open[fingerprint] = model
            while len(self._open) > OPEN_MODELS:
                self._open.popitem(last=False)
        return model


def format_of(files: ModelFiles) -> ModelFormat:
    """How models of this kind are opened.

    Raises:
        NotFound: the kind leaves no model behind.
    """
    kind = KINDS.get(files.kind)
    if kind is None or kind.model is None:
        raise NotFound(f"A job of kind {files.kind} leaves no model behind.")
    return kind.model


def read_json(files: ModelFiles, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(files.read(name))
    return content


def read_predictions(files: ModelFiles) -> Predictions:
    return Predictions(**load_tensors(files.read("predictions.safetensors")))


def read_events(files: ModelFiles) -> list[Event]:
    """Everything that happened in the training. Nothing while a job that has just ended is still writing its history."""
    try:
        return EVENTS.validate_json(files.read("history.json"))
    except NotFound:
        return []


def read_history(files: ModelFiles) -> list[dict[str, Any]]:
    """One row per epoch or interval of the training: `step`, `epoch`, and the metrics at its end, those of validation with their prefix."""
    rows: dict[int, dict[str, Any]] = {}
    for event in read_events(files):
        data = event.data
        if event.type == "metric" and data["scope"] != "batch" and data["split"] != "test":
            prefix = "" if data["split"] == "train" else f"{data['split']}_"
            row = rows.setdefault(data["step"], {"step": data["step"], "epoch": data["epoch"]})
            row.update({f"{prefix}{name}": value for name, value in data["values"].items()})
    return [rows[step] for step in sorted(rows)]
