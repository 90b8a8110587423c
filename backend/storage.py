"""Files by key, in a folder or any fsspec store (`s3://bucket/prefix`): artifacts and uploaded data sets.

A write is atomic: a reader sees the whole old file or the whole new one.
"""

import contextlib
import errno
import os
import uuid
from pathlib import Path
from typing import Any

import fsspec

from backend.errors import StorageFull


class Storage:
    """Keys are relative paths with `/`; they come from this program, never from a request.

    Args:
        url: a folder, or any fsspec URL.
    """

    def __init__(self, url: str) -> None:
        self._fs: Any
        self._fs, root = fsspec.core.url_to_fs(url)
        self._root = str(root).rstrip("/")
        self._is_local = "file" in (self._fs.protocol if isinstance(self._fs.protocol, tuple) else (self._fs.protocol,))

    def _path(self, key: str) -> str:
        return f"{self._root}/{key}"

    def write(self, key: str, data: bytes) -> None:
        """Stores `data` under `key`, durably before it returns.

        Raises:
            StorageFull: no space is left on the device.
        """
        if not self._is_local:
            self._fs.pipe_file(self._path(key), data)
            return
        try:
            _write_durably(Path(self._path(key)), data)
        except OSError as error:
            if error.errno in _FULL:
                raise StorageFull(f"No space is left for {key} ({len(data):,} bytes).") from error
            raise

    def read(self, key: str) -> bytes:
        """The file's bytes.

        Raises:
            FileNotFoundError: there is none.
        """
        data: bytes = self._fs.cat_file(self._path(key))
        return data

    def exists(self, key: str) -> bool:
        return bool(self._fs.exists(self._path(key)))

    def keys(self, prefix: str) -> list[str]:
        """All keys under a folder, sorted; none when it does not exist."""
        found: list[str] = self._fs.find(self._path(prefix))
        return sorted(path.removeprefix(self._root + "/") for path in found)

    def delete(self, prefix: str) -> None:
        """Removes a file, or a folder with all in it; nothing happens when it does not exist."""
        with contextlib.suppress(FileNotFoundError):  # another process was faster
            if self._fs.exists(self._path(prefix)):
                self._fs.rm(self._path(prefix), recursive=True)


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def _write_durably(path: Path, data: bytes) -> None:
    """Temporary file, fsync, rename, fsync of the folder: after a power failure the old file or the new one is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
