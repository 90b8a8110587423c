"""Storage in a folder, in memory, and in a real S3 server."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from backend.storage import Storage


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    if request.param == "folder":
        yield Storage(str(tmp_path / "store"))
        return
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    import s3fs

    bucket = uuid.uuid4().hex
    s3fs.S3FileSystem(skip_instance_cache=True).mkdir(bucket)
    yield Storage(f"s3://{bucket}/playground")
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def test_what_is_written_is_read(storage: Storage) -> None:
    storage.write("job/weights.bin", b"\x00\x01")
    storage.write("job/weights.bin", b"\x02")
    assert storage.read("job/weights.bin") == b"\x02"
    assert storage.exists("job/weights.bin")
    assert not storage.exists("job/other")


def test_keys_are_listed_below_a_folder(storage: Storage) -> None:
    for key in ("a/2.txt", "a/1.txt", "b/3.txt"):
        storage.write(key, b"x")
    assert storage.keys("a") == ["a/1.txt", "a/2.txt"]
    assert storage.keys("nothing") == []


def test_delete_removes_a_folder_and_ignores_what_is_not_there(storage: Storage) -> None:
    storage.write("a/b/c.txt", b"x")
    storage.delete("a")
    storage.delete("a")
    assert storage.keys("a") == []


def test_a_missing_file_says_so(storage: Storage) -> None:
    with pytest.raises(FileNotFoundError):
        storage.read("nothing")


def test_a_write_that_fails_leaves_the_old_file_and_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = Storage(str(tmp_path))
    storage.write("file", b"old")

    def power_cut(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", power_cut)
    with pytest.raises(KeyboardInterrupt):
        storage.write("file", b"new")
    assert storage.read("file") == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
