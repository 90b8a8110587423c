"""Data sets of the data-set folder: found, downloaded, rejected."""

import socket
import threading
from pathlib import Path

import numpy as np
import pytest

from backend.datasets import downloads
from backend.datasets import folder as folder_sets
from backend.datasets.downloads import DOWNLOADS, Download
from backend.errors import DatasetUnavailable
from tests.datasets.conftest import CIFAR_LABELS, CIFAR_PIXELS


def write_cifar(path: Path, **changes: np.ndarray) -> None:
    arrays = {
        "x_train": np.arange(3 * 32 * 32 * 3, dtype=np.uint32).astype(np.uint8).reshape(3, 32, 32, 3),
        "y_train": np.array([[1], [2], [9]], np.uint8),
        "x_test": np.full((2, 32, 32, 3), 7, np.uint8),
        "y_test": np.array([0, 4]),
    }
    np.savez(path, **{name: array for name, array in (arrays | changes).items() if array is not None})


def test_a_file_in_the_folder_is_read_and_its_sizes_are_told(tmp_path: Path) -> None:
    write_cifar(tmp_path / "cifar10.npz")
    dataset = folder_sets.describe("cifar10", tmp_path)
    assert (dataset.availability, dataset.sizes) == ("cached", {"train": 3, "test": 2})
    folder_sets.ensure_available("cifar10", tmp_path)
    data = folder_sets.load("cifar10", tmp_path)
    assert data.y_train.tolist() == [1, 2, 9]
    assert data.x_train[0, 0, :2].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert isinstance(data.x_train, np.memmap)


def test_a_file_that_is_exchanged_is_read_again(tmp_path: Path) -> None:
    write_cifar(tmp_path / "cifar10.npz")
    assert folder_sets.load("cifar10", tmp_path).y_test.tolist() == [0, 4]
    write_cifar(tmp_path / "new.npz", y_test=np.array([5, 6]))
    (tmp_path / "new.npz").replace(tmp_path / "cifar10.npz")
    assert folder_sets.load("cifar10", tmp_path).y_test.tolist() == [5, 6]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"x_train": None}, "x_train"),
        ({"x_train": np.zeros((3, 28, 28), np.uint8)}, r"x_train must have the shape \(n, 32, 32, 3\), not \(3, 28, 28\)"),
        ({"x_test": np.zeros((2, 32, 32, 3), np.float32)}, "x_test must be uint8, not float32"),
        ({"y_train": np.array([1, 2])}, "y_train must be 3 whole numbers"),
        ({"y_test": np.array([0, 10])}, r"y_test must be in 0\.\.9"),
        ({"x_train": np.zeros((0, 32, 32, 3), np.uint8), "y_train": np.zeros(0, np.uint8)}, "x_train must have the shape"),
        ({"x_train": np.array([{"a": "pickle"}], dtype=object)}, "Python objects"),
    ],
)
def test_a_malformed_file_is_rejected_with_the_reason(tmp_path: Path, changes: dict[str, np.ndarray], problem: str) -> None:
    write_cifar(tmp_path / "cifar10.npz", **changes)
    for use in (
        lambda: folder_sets.ensure_available("cifar10", tmp_path),
        lambda: folder_sets.load("cifar10", tmp_path),
    ):
        with pytest.raises(DatasetUnavailable, match=problem):
            use()
    assert folder_sets.describe("cifar10", tmp_path).availability == "cached"


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_npz_is_rejected(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mnist.npz").write_bytes(content)
    with pytest.raises(DatasetUnavailable, match=r"mnist\.npz cannot be read"):
        folder_sets.ensure_available("mnist", tmp_path)


def test_a_cut_off_file_is_rejected(tmp_path: Path) -> None:
    write_cifar(tmp_path / "whole.npz")
    content = (tmp_path / "whole.npz").read_bytes()
    (tmp_path / "cifar10.npz").write_bytes(content[: len(content) // 2])
    with pytest.raises(DatasetUnavailable):
        folder_sets.load("cifar10", tmp_path)


def test_cifar_is_downloaded_checked_and_kept(tmp_path: Path, host: dict[str, bytes]) -> None:
    assert folder_sets.describe("cifar10", tmp_path).availability == "download"
    folder_sets.ensure_available("cifar10", tmp_path)
    data = folder_sets.load("cifar10", tmp_path)
    np.testing.assert_array_equal(data.x_train, CIFAR_PIXELS[:5].reshape(20, 32, 32, 3))
    np.testing.assert_array_equal(data.y_train, CIFAR_LABELS[:5].ravel())
    np.testing.assert_array_equal(data.x_test, CIFAR_PIXELS[5])
    assert [path.name for path in tmp_path.iterdir()] == ["cifar10.npz"]
    host.clear()
    assert len(folder_sets.load("cifar10", tmp_path).x_test) == 4


def test_mnist_is_downloaded_in_keras_own_form(tmp_path: Path, host: dict[str, bytes]) -> None:
    data = folder_sets.load("mnist", tmp_path / "new")
    assert data.x_train.shape == (2, 28, 28, 1)
    assert data.y_test.tolist() == [3]
    assert folder_sets.describe("mnist", tmp_path / "new").sizes == {"train": 2, "test": 1}


def test_a_download_of_other_bytes_is_not_kept(tmp_path: Path, host: dict[str, bytes]) -> None:
    host["/cifar10"] = host["/cifar10"][:-1] + b"\1"
    with pytest.raises(DatasetUnavailable, match="is not the expected file"):
        folder_sets.load("cifar10", tmp_path)
    host["/cifar10"] += b"more"
    with pytest.raises(DatasetUnavailable, match="is not the expected file"):
        folder_sets.load("cifar10", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_expected_file_with_unexpected_content_is_not_kept(
    tmp_path: Path, host: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DOWNLOADS, "cifar10", DOWNLOADS["mnist"])
    with pytest.raises(DatasetUnavailable, match="the download could not be stored"):
        folder_sets.load("cifar10", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_on_the_host_is_reported(tmp_path: Path, host: dict[str, bytes]) -> None:
    host.clear()
    with pytest.raises(DatasetUnavailable, match="answered 404"):
        folder_sets.ensure_available("cifar10", tmp_path)
    with pytest.raises(DatasetUnavailable, match="404"):
        folder_sets.load("cifar10", tmp_path)


@pytest.mark.usefixtures("unreachable")
def test_without_a_network_the_error_says_what_to_do(tmp_path: Path) -> None:
    for use in (
        lambda: folder_sets.ensure_available("cifar10", tmp_path),
        lambda: folder_sets.load("cifar10", tmp_path),
    ):
        with pytest.raises(DatasetUnavailable) as raised:
            use()
        for hint in ("cifar10.npz", str(tmp_path), "x_train, y_train, x_test, y_test", "upload a zip", "photo-patches"):
            assert hint in raised.value.detail


@pytest.mark.timeout(60)
def test_a_host_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "REACH_TIMEOUT_S", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/file"
        monkeypatch.setitem(DOWNLOADS, "cifar10", Download(url, "", 0))
        with pytest.raises(DatasetUnavailable, match=r"127\.0\.0\.1 (cannot be reached|did not answer)"):
            folder_sets.ensure_available("cifar10", tmp_path)


@pytest.mark.timeout(60)
def test_a_name_that_is_never_resolved_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resolved = threading.Event()

    def resolve(*_: object, **__: object) -> None:
        resolved.wait()
        raise OSError("no such host")

    monkeypatch.setattr(downloads, "REACH_TIMEOUT_S", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setitem(DOWNLOADS, "cifar10", Download("http://nowhere.invalid/file", "", 0))
    with pytest.raises(DatasetUnavailable, match=r"nowhere\.invalid did not answer"):
        folder_sets.ensure_available("cifar10", tmp_path)
    resolved.set()
