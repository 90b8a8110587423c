import hashlib

import pytest

from backend.errors import ArtifactCorrupt, NotFound
from backend.jobs.artifacts import ArtifactWriter, read_file, read_manifest
from backend.storage import Storage

JOB = "0" * 32


@pytest.fixture
def writer(storage: Storage) -> ArtifactWriter:
    return ArtifactWriter(storage, JOB, 1)


def test_files_are_invisible_until_they_are_published(storage: Storage, writer: ArtifactWriter) -> None:
    writer.write("a.json", b"{}", "application/json")
    assert read_manifest(storage, JOB, 1) == {}
    writer.publish()
    artifact, data = read_file(storage, read_manifest(storage, JOB, 1), "a.json")
    assert data == b"{}"
    assert (artifact.size, artifact.media_type, artifact.sha256) == (2, "application/json", hashlib.sha256(b"{}").hexdigest())


def test_one_file_can_be_published_alone(storage: Storage, writer: ArtifactWriter) -> None:
    writer.write("image.png", b"png", "image/png")
    writer.write("model", b"...", "application/octet-stream")
    writer.publish("image.png")
    assert list(read_manifest(storage, JOB, 1)) == ["image.png"]


def test_a_later_attempt_shows_what_earlier_ones_published(storage: Storage, writer: ArtifactWriter) -> None:
    writer.write("1.png", b"one", "image/png")
    writer.write("model", b"of attempt 1", "application/octet-stream")
    writer.publish("1.png")
    later = ArtifactWriter(storage, JOB, 3)
    later.write("2.png", b"two", "image/png")
    later.publish("2.png")
    manifest = read_manifest(storage, JOB, 3)
    assert sorted(manifest) == ["1.png", "2.png"]
    assert read_file(storage, manifest, "1.png")[1] == b"one"


def test_a_worker_that_has_lost_its_job_changes_nothing_that_is_seen(storage: Storage, writer: ArtifactWriter) -> None:
    successor = ArtifactWriter(storage, JOB, 2)
    successor.write("model", b"newest", "application/octet-stream")
    successor.publish()
    writer.write("model", b"wrong", "application/octet-stream")
    writer.publish()
    assert read_file(storage, read_manifest(storage, JOB, 2), "model")[1] == b"newest"


@pytest.mark.parametrize(
    "name",
    ["missing", "../1/a.json", "..%2fmanifest.json", "/etc/passwd", "manifest.json", "a.json#x", "a.json\0", "x" * 4096],
)
def test_a_name_that_is_not_in_the_manifest_reads_nothing(storage: Storage, writer: ArtifactWriter, name: str) -> None:
    writer.write("a.json", b"{}", "application/json")
    writer.publish()
    with pytest.raises(NotFound):
        read_file(storage, read_manifest(storage, JOB, 1), name)


@pytest.mark.parametrize("damage", [b"", b"{]", None])
def test_a_damaged_or_missing_file_is_not_served(storage: Storage, writer: ArtifactWriter, damage: bytes | None) -> None:
    writer.write("a.json", b"{}", "application/json")
    writer.publish()
    if damage is None:
        storage.delete(f"jobs/{JOB}/1/a.json")
    else:
        storage.write(f"jobs/{JOB}/1/a.json", damage)
    with pytest.raises(ArtifactCorrupt):
        read_file(storage, read_manifest(storage, JOB, 1), "a.json")


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "a/b", "/a"])
def test_a_runner_cannot_write_elsewhere(writer: ArtifactWriter, name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        writer.write(name, b"", "text/plain")
