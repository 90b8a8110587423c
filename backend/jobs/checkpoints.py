"""Checkpoints: written whole or not at all, checked when they are read, the two newest kept.

    jobs/<id>/checkpoints/<token>-<step>.safetensors   the tensors
    jobs/<id>/checkpoints/<token>-<step>.json          their hash and everything else; written last

The token comes first in the order: what a worker wrote after it had lost the job is never newer than what its successor wrote.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backend.jobs.artifacts import folder
from backend.reporter import Checkpoint
from backend.storage import Storage

KEPT = 2


@dataclass(frozen=True)
class Saved:
    """A checkpoint and the metrics of epochs or intervals that were reported until then."""

    checkpoint: Checkpoint
    history: list[dict[str, Any]]


def _folder(job_id: str) -> str:
    return f"{folder(job_id)}/checkpoints"


class Checkpoints:
    """The checkpoints of one job, as the attempt with `token` sees them."""

    def __init__(self, storage: Storage, job_id: str, token: int) -> None:
        self._storage, self._folder, self._token = storage, _folder(job_id), token

    def save(self, saved: Saved) -> None:
        """
        Raises:
            StorageFull: no space is left; the checkpoints before this one stay as they are.
        """
        checkpoint = saved.checkpoint
        stem = f"{self._folder}/{self._token:06d}-{checkpoint.step:012d}"
        manifest = {
            "sha256": hashlib.sha256(checkpoint.tensors).hexdigest(),
            "interval": checkpoint.interval,
            "step": checkpoint.step,
            "extra": dict(checkpoint.extra),
            "history": saved.history,
        }
        self._storage.write(f"{stem}.safetensors", checkpoint.tensors)
        self._storage.write(f"{stem}.json", json.dumps(manifest).encode())
        for old in self._stems()[KEPT:]:
            self._storage.delete(f"{old}.json")
            self._storage.delete(f"{old}.safetensors")

    def newest(self, warn: Callable[[str], None]) -> Saved | None:
        """The newest checkpoint with a valid hash; `warn` is called for damaged ones. None to start from the beginning."""
        stems = self._stems()
        for stem in stems:
            if saved := self._read(stem):
                return saved
            warn(f"The checkpoint {stem.rpartition('/')[2]} is damaged and was skipped.")
        if stems:
            warn("No checkpoint can be read: the training starts again from the beginning.")
        return None

    def delete(self) -> None:
        self._storage.delete(self._folder)

    def _stems(self) -> list[str]:
        """Newest first."""
        keys = self._storage.keys(self._folder)
        return sorted((key.removesuffix(".json") for key in keys if key.endswith(".json")), reverse=True)

    def _read(self, stem: str) -> Saved | None:
        try:
            manifest = json.loads(self._storage.read(f"{stem}.json"))
            tensors = self._storage.read(f"{stem}.safetensors")
            if hashlib.sha256(tensors).hexdigest() != manifest["sha256"]:
                return None
            checkpoint = Checkpoint(manifest.get("interval", manifest.get("epoch")), manifest["step"], tensors, manifest["extra"])
            return Saved(checkpoint, manifest["history"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None
