"""A host on this machine with a CIFAR-10 and an MNIST of a few synthetic images."""

import hashlib
import io
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from backend.datasets.downloads import DOWNLOADS, Download
from backend.storage import Storage

RANDOM = np.random.default_rng(7)
CIFAR_LABELS = RANDOM.integers(0, 10, (6, 4), dtype=np.uint8)
CIFAR_PIXELS = RANDOM.integers(0, 256, (6, 4, 32, 32, 3), dtype=np.uint8)


def cifar_archive() -> bytes:
    """Six files of four records: label, then the red, green and blue planes."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        names = [*(f"data_batch_{number}.bin" for number in range(1, 6)), "test_batch.bin"]
        for name, labels, pixels in zip(names, CIFAR_LABELS, CIFAR_PIXELS, strict=True):
            content = b"".join(bytes([label]) + image.transpose(2, 0, 1).tobytes() for label, image in zip(labels, pixels, strict=True))
            info = tarfile.TarInfo(f"cifar-10-batches-bin/{name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def mnist_file() -> bytes:
    file = io.BytesIO()
    x = np.arange(2 * 28 * 28, dtype=np.uint32).astype(np.uint8).reshape(2, 28, 28)
    np.savez_compressed(file, x_train=x, y_train=np.array([1, 2], np.uint8), x_test=x[:1], y_test=np.array([3], np.uint8))
    return file.getvalue()


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """Serves the two files; the dictionary's values may be exchanged by a test."""
    files = {"/cifar10": cifar_archive(), "/mnist": mnist_file()}

    class Handler(BaseHTTPRequestHandler):
        def _answer(self, with_body: bool) -> None:
            content = files.get(self.path)
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            if with_body:
                self.wfile.write(content or b"")

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        for name in ("cifar10", "mnist"):
            content = files[f"/{name}"]
            url = f"http://127.0.0.1:{server.server_port}/{name}"
            monkeypatch.setitem(DOWNLOADS, name, Download(url, hashlib.sha256(content).hexdigest(), len(content)))
        yield files
        server.shutdown()
        thread.join()


@pytest.fixture
def unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens where the downloads are."""
    for name, download in DOWNLOADS.items():
        monkeypatch.setitem(DOWNLOADS, name, Download("http://127.0.0.1:9/file", download.sha256, download.size))


@pytest.fixture
def uploads(tmp_path: Path) -> Storage:
    return Storage(str(tmp_path / "artifacts"))
