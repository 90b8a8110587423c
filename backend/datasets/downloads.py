"""Downloads data sets that are not inside an installed package, and verifies their checksums."""

import hashlib
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from backend.errors import DatasetUnavailable

REACH_TIMEOUT_S = 3.0
READ_TIMEOUT_S = 30.0
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Download:
    """A file to download, with its checksum and size."""

    url: str
    sha256: str
    size: int


DOWNLOADS = {
    "cifar10": Download(
        url="https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
        sha256="c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
        size=170_052_171,
    ),
    "mnist": Download(
        url="https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
        sha256="731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
        size=11_490_434,
    ),
}


def why_unreachable(download: Download) -> str | None:
    """Sends a HEAD request; None when the file is available, else the reason. Returns within four seconds."""
    reasons = [f"{httpx.URL(download.url).host} did not answer within {REACH_TIMEOUT_S:.0f} s"]

    def ask() -> None:
        try:
            answer = httpx.head(download.url, timeout=REACH_TIMEOUT_S, follow_redirects=True)
            reasons[0] = "" if answer.is_success else f"{download.url} answered {answer.status_code}"
        except httpx.HTTPError as error:
            reasons[0] = f"{httpx.URL(download.url).host} cannot be reached ({error})"

    # A thread, because DNS lookup has no timeout.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(REACH_TIMEOUT_S + 0.5)
    return reasons[0] or None


@contextmanager
def fetched(download: Download, folder: Path) -> Iterator[Path]:
    """A temporary file in `folder` that holds the download, its size and SHA-256 checked; removed afterwards.

    Raises:
        DatasetUnavailable: the host cannot be reached, or the received file is not the expected one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".download.{uuid.uuid4().hex}.tmp"
    try:
        _stream_to(path, download)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _stream_to(path: Path, download: Download) -> None:
    digest = hashlib.sha256()
    received = 0
    try:
        with (
            httpx.stream("GET", download.url, timeout=READ_TIMEOUT_S, follow_redirects=True) as answer,
            path.open("xb") as file,
        ):
            answer.raise_for_status()
            for chunk in answer.iter_raw(CHUNK_BYTES):
                received += len(chunk)
                if received > download.size:
                    break
                digest.update(chunk)
                file.write(chunk)
    except httpx.HTTPError as error:
        raise DatasetUnavailable(f"The download of {download.url} failed: {error}.") from error
    if received != download.size or digest.hexdigest() != download.sha256:
        raise DatasetUnavailable(
            f"{download.url} is not the expected file: {download.size:,} bytes with SHA-256 {download.sha256} expected, "
            f"{'more' if received > download.size else f'{received:,}'} with {digest.hexdigest()} received. The file is discarded."
        )
