"""The models that ship with the project: one folder each, with the artifacts of the training job."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from backend.errors import NotFound

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class ShippedModel:
    """A folder with `params.json` and the other artifacts of a job of its kind."""

    folder: Path
    source: Literal["pretrained"] = "pretrained"
    created_at: None = None

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def title(self) -> str:
        """`title` in `params.json`, else the id."""
        return str(self._origin.get("title", self.id))

    @property
    def kind(self) -> str:
        """The kind of the job that trained it."""
        return str(self._origin["kind"])

    @cached_property
    def _origin(self) -> dict[str, Any]:
        origin: dict[str, Any] = json.loads(self.read("params.json"))
        return origin

    def fingerprint(self, names: tuple[str, ...]) -> str:
        """SHA-256 of each file, one after the other."""
        return "".join(self._hashes[name] for name in names)

    @cached_property
    def _hashes(self) -> dict[str, str]:
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in self.folder.iterdir() if path.is_file()}

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
    return tuple(ShippedModel(path.parent) for path in sorted(folder.glob("*/params.json")))


def find(model_id: str, folder: Path = FOLDER) -> ShippedModel | None:
    """The shipped model of that id, or None."""
    return next((model for model in all(folder) if model.id == model_id), None)
