"""The models that ship with the project: one folder each, with the files that a training job leaves behind."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from backend.errors import NotFound

FOLDER = Path(__file__).parent
ARCHITECTURE, WEIGHTS = "architecture.json", "weights.safetensors"


@dataclass(frozen=True)
class ShippedModel:
    """A folder with `architecture.json`, `weights.safetensors`, `metrics.json`, `confusion.json` and `params.json`."""

    folder: Path
    source: Literal["pretrained"] = "pretrained"
    created_at: None = None

    @property
    def id(self) -> str:
        return self.folder.name

    @cached_property
    def title(self) -> str:
        """`title` in `params.json`, else the id."""
        return str(json.loads(self.read("params.json")).get("title", self.id))

    def fingerprint(self) -> str:
        """SHA-256 of the architecture and the weights."""
        return self._fingerprint

    @cached_property
    def _fingerprint(self) -> str:
        return hashlib.sha256(self.read(ARCHITECTURE) + self.read(WEIGHTS)).hexdigest()

    def read(self, name: str) -> bytes:
        """The file's bytes.

        Raises:
            NotFound: the model has no such file.
        """
        files = {path.name: path for path in self.folder.iterdir() if path.is_file()}
        if name not in files:
            raise NotFound(f"The model {self.id} has no file {name[:80]!r}; it has {', '.join(sorted(files))}.")
        return files[name].read_bytes()


@cache
def all(folder: Path = FOLDER) -> tuple[ShippedModel, ...]:
    """The shipped models, by id. They do not change while the program runs."""
    return tuple(ShippedModel(path.parent) for path in sorted(folder.glob(f"*/{ARCHITECTURE}")))


def find(model_id: str, folder: Path = FOLDER) -> ShippedModel | None:
    """The shipped model of that id, or None."""
    return next((model for model in all(folder) if model.id == model_id), None)
