"""The files of a job's result, listed in a manifest: a name that is not in the manifest cannot be read, and no request forms a path.

    jobs/<id>/<token>/<name>          the files that one attempt wrote
    jobs/<id>/<token>/manifest.json   all files that are visible as of that attempt, those of earlier ones included; written last

A worker that has lost its job writes into its own folder only, which is no longer read.
"""

import hashlib
import json
from dataclasses import dataclass

from backend.errors import ArtifactCorrupt, NotFound
from backend.jobs.model import Artifact
from backend.storage import Storage


@dataclass(frozen=True)
class Entry:
    """A line of the manifest: what clients see, and where the bytes are."""

    artifact: Artifact
    key: str


Manifest = dict[str, Entry]


def folder(job_id: str) -> str:
    return f"jobs/{job_id}"


def _manifest_key(job_id: str, token: int) -> str:
    return f"{folder(job_id)}/{token}/manifest.json"


def read_manifest(storage: Storage, job_id: str, token: int) -> Manifest:
    """The manifest of the attempt with this token, or of the last one before it that wrote any."""
    for earlier in range(token, -1, -1):
        try:
            rows = json.loads(storage.read(_manifest_key(job_id, earlier)))
        except FileNotFoundError:
            continue
        return {row["name"]: Entry(Artifact.model_validate(row), row["key"]) for row in rows}
    return {}


def read_file(storage: Storage, manifest: Manifest, name: str) -> tuple[Artifact, bytes]:
    """A file of the manifest, its hash checked.

    Raises:
        NotFound: the manifest has no such name.
        ArtifactCorrupt: the file is missing, or does not match its hash.
    """
    if name not in manifest:
        raise NotFound(f"There is no artifact {name!r}; there is {', '.join(sorted(manifest)) or 'none yet'}.")
    entry = manifest[name]
    try:
        data = storage.read(entry.key)
    except FileNotFoundError:
        raise ArtifactCorrupt(f"The file of artifact {name!r} is missing.") from None
    if hashlib.sha256(data).hexdigest() != entry.artifact.sha256:
        raise ArtifactCorrupt(f"Artifact {name!r} does not match its stored hash.")
    return entry.artifact, data


class ArtifactWriter:
    """Stores the files of one attempt. They are visible from `publish` on."""

    def __init__(self, storage: Storage, job_id: str, token: int) -> None:
        self._storage, self._job_id, self._token = storage, job_id, token
        self._visible = read_manifest(storage, job_id, token)
        self._written: Manifest = {}

    def write(self, name: str, data: bytes, media_type: str) -> None:
        """
        Args:
            name: a plain file name.

        Raises:
            StorageFull: no space is left.
        """
        if not name or "/" in name or name.startswith("."):
            raise ValueError(f"an artifact needs a plain file name, not {name!r}")
        key = f"{folder(self._job_id)}/{self._token}/{name}"
        self._storage.write(key, data)
        artifact = Artifact(name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest(), media_type=media_type)
        self._written[name] = Entry(artifact, key)

    def publish(self, *names: str) -> None:
        """Makes files visible; without a name, all that were written."""
        self._visible |= {name: self._written[name] for name in names or self._written}
        rows = [{**entry.artifact.model_dump(), "key": entry.key} for entry in self._visible.values()]
        self._storage.write(_manifest_key(self._job_id, self._token), json.dumps(rows).encode())
