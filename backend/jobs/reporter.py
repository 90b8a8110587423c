"""The worker's `Reporter`: what a run reports goes to the job's stream, record, artifacts and checkpoints."""

import json
import math
import time
from collections.abc import Mapping, Sequence
from typing import Any

from backend.datasets.catalogue import Catalogue, Data
from backend.errors import Conflict, DatasetUnavailable, NotFound
from backend.jobs.artifacts import ArtifactWriter
from backend.jobs.checkpoints import Checkpoints, Saved
from backend.jobs.model import Progress
from backend.jobs.outbox import Outbox
from backend.jobs.pace import Estimate, Pace
from backend.jobs.record import METRIC
from backend.jobs.watch import Watch
from backend.reporter import Cell, Checkpoint, Failed, Scope, Split, Stopped
from backend.settings import Settings


class JobReporter:
    """Implements `backend.reporter.Reporter` for one attempt of one job.

    Args:
        elapsed_s: how long earlier attempts ran.
    """

    def __init__(
        self,
        job_id: str,
        *,
        outbox: Outbox,
        watch: Watch,
        artifacts: ArtifactWriter,
        checkpoints: Checkpoints,
        catalogue: Catalogue,
        settings: Settings,
        elapsed_s: float = 0.0,
    ) -> None:
        self._job_id = job_id
        self._outbox, self._watch = outbox, watch
        self._artifacts, self._checkpoints = artifacts, checkpoints
        self._catalogue, self._settings = catalogue, settings
        self._pace_of_progress = Pace(elapsed_s)
        self._pace_of_batches: dict[Split, Pace] = {split: Pace(elapsed_s) for split in ("train", "validation", "test")}
        self._estimate = Estimate()
        self._pending_progress: Progress | None = None
        self._history: list[dict[str, Any]] = []
        self._saved_at = time.monotonic()

    def data(self, dataset: str, type: type[Data]) -> Data:
        try:
            return self._catalogue.load(dataset, type)
        except (DatasetUnavailable, NotFound, Conflict) as error:
            raise Failed("dataset_unavailable", error.detail) from error

    def check(self) -> None:
        self._watch.moved()
        if self._watch.stop_reason:
            raise Stopped(self._watch.stop_reason)

    def device(self, name: str) -> None:
        self._outbox.put("log", {"message": f"Computing on {name}."}, fields={"device": name})

    def progress(self, *, step: int, total_steps: int, epoch: int | None = None, total_epochs: int | None = None) -> None:
        self._watch.moved()
        self._pending_progress = self._estimate.progress(step=step, total_steps=total_steps, epoch=epoch, total_epochs=total_epochs)
        if self._pace_of_progress.is_due() and not self._outbox.is_full:
            self._report_progress()

    def _report_progress(self) -> None:
        if self._pending_progress:
            self._outbox.put("progress", self._pending_progress.model_dump(), fields={"progress": self._pending_progress.model_dump_json()})
            self._pending_progress = None

    def metric(self, values: Mapping[str, float], *, split: Split, scope: Scope, step: int, epoch: int | None = None) -> None:
        self._watch.moved()
        if scope == "batch" and (self._outbox.is_full or not self._pace_of_batches[split].is_due()):
            return
        data = {"epoch": epoch, "step": step, "split": split, "scope": scope, "values": {k: _finite(v) for k, v in values.items()}}
        if scope != "batch":
            self._history.append(data)
        self._put_metric(data)

    def _put_metric(self, data: dict[str, Any]) -> None:
        prefix = "" if data["split"] == "train" else f"{data['split']}_"
        newest = {f"{METRIC}{prefix}{name}": json.dumps(value) for name, value in data["values"].items()}
        self._outbox.put("metric", data, dedupe_key=f"{data['scope']}:{data['split']}", step=data["step"], fields=newest)

    def image(self, name: str, png: bytes, *, step: int, epoch: int | None = None) -> None:
        self._watch.moved()
        self._artifacts.write(name, png, "image/png")
        self._artifacts.publish(name)
        url = f"/api/v1/jobs/{self._job_id}/artifacts/{name}"
        self._outbox.put("image", {"name": name, "epoch": epoch, "step": step, "url": url}, dedupe_key=f"image:{name}", step=step)

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, step: int, epoch: int | None = None) -> None:
        self._watch.moved()
        data = {
            "name": name,
            "columns": list(columns),
            "rows": [[_cell(cell) for cell in row] for row in rows],
            "epoch": epoch,
            "step": step,
        }
        self._outbox.put("table", data, dedupe_key=f"table:{name}", step=step)

    def log(self, message: str) -> None:
        self._outbox.put("log", {"message": message})

    def warning(self, message: str) -> None:
        self._outbox.put("warning", {"message": message})

    def artifact(self, name: str, data: bytes, media_type: str) -> None:
        self._watch.moved()
        self._artifacts.write(name, data, media_type)

    def checkpoint(self) -> Checkpoint | None:
        """The newest good checkpoint. Its history is said again: Redis drops what it has, so a gap that a power cut left is filled."""
        saved = self._checkpoints.newest(self.warning)
        if saved is None:
            return None
        self._history = list(saved.history)
        for data in self._history:
            self._put_metric(data)
        self.log(f"Resumed from the checkpoint after {saved.checkpoint.step:,} updates.")
        return saved.checkpoint

    def checkpoint_due(self) -> bool:
        return time.monotonic() - self._saved_at >= self._settings.checkpoint_interval_s

    def save(self, checkpoint: Checkpoint) -> None:
        self._checkpoints.save(Saved(checkpoint, self._history))
        self._saved_at = time.monotonic()
        self._watch.moved()

    def close(self) -> None:
        """Reports the last progress, and makes the files of the result visible."""
        self._report_progress()
        self._artifacts.publish()


def _cell(cell: Cell) -> Cell:
    """A number as JSON has it, whatever its type; a name as it is."""
    return cell if cell is None or isinstance(cell, str | int) else _finite(cell)


def _finite(value: float) -> float | None:
    """NaN and infinities are no JSON: null."""
    return float(value) if math.isfinite(value) else None
