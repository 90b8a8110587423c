import errno
import json
from pathlib import Path

import pytest

from backend.errors import StorageFull
from backend.jobs.checkpoints import Checkpoints, Saved
from backend.reporter import Checkpoint
from backend.storage import Storage

JOB = "0" * 32


def saved(epoch: int) -> Saved:
    checkpoint = Checkpoint(epoch, 10 * epoch, f"tensors {epoch}".encode() * 100, {"best": epoch})
    return Saved(checkpoint, [{"epoch": n} for n in range(1, epoch + 1)])


@pytest.fixture
def warnings() -> list[str]:
    return []


def test_without_a_checkpoint_a_run_starts_fresh_and_says_nothing(storage: Storage, warnings: list[str]) -> None:
    assert Checkpoints(storage, JOB, 1).newest(warnings.append) is None
    assert warnings == []


def test_the_newest_comes_back_as_it_was_saved(storage: Storage, warnings: list[str]) -> None:
    checkpoints = Checkpoints(storage, JOB, 1)
    for epoch in range(1, 13):
        checkpoints.save(saved(epoch))
    assert Checkpoints(storage, JOB, 2).newest(warnings.append) == saved(12)
    assert warnings == []


def test_two_are_kept(storage: Storage) -> None:
    for token in (1, 2):
        checkpoints = Checkpoints(storage, JOB, token)
        for epoch in (1, 2, 3):
            checkpoints.save(saved(epoch))
    assert len(storage.keys(f"jobs/{JOB}/checkpoints")) == 4


def test_what_a_successor_saved_is_newer_than_what_a_fenced_worker_saves(storage: Storage, warnings: list[str]) -> None:
    Checkpoints(storage, JOB, 2).save(saved(3))
    Checkpoints(storage, JOB, 1).save(saved(9))
    assert Checkpoints(storage, JOB, 3).newest(warnings.append) == saved(3)


def damage(storage: Storage, epoch: int, how: str) -> None:
    stem = f"jobs/{JOB}/checkpoints/000001-{10 * epoch:012d}"
    tensors = storage.read(f"{stem}.safetensors")
    match how:
        case "flipped bit":
            storage.write(f"{stem}.safetensors", bytes([tensors[0] ^ 1]) + tensors[1:])
        case "truncated":
            storage.write(f"{stem}.safetensors", tensors[:-1])
        case "gone":
            storage.delete(f"{stem}.safetensors")
        case "manifest cut":
            storage.write(f"{stem}.json", storage.read(f"{stem}.json")[:-3])
        case "manifest empty":
            storage.write(f"{stem}.json", b"[]")


HOW = ["flipped bit", "truncated", "gone", "manifest cut", "manifest empty"]


@pytest.mark.parametrize("how", HOW)
def test_a_damaged_newest_one_is_passed_over_with_a_warning(storage: Storage, warnings: list[str], how: str) -> None:
    checkpoints = Checkpoints(storage, JOB, 1)
    checkpoints.save(saved(1))
    checkpoints.save(saved(2))
    damage(storage, 2, how)
    assert checkpoints.newest(warnings.append) == saved(1)
    assert len(warnings) == 1 and "damaged" in warnings[0]


@pytest.mark.parametrize("how", HOW)
def test_with_both_damaged_a_run_starts_again_and_says_so(storage: Storage, warnings: list[str], how: str) -> None:
    checkpoints = Checkpoints(storage, JOB, 1)
    for epoch in (1, 2):
        checkpoints.save(saved(epoch))
        damage(storage, epoch, how)
    assert checkpoints.newest(warnings.append) is None
    assert len(warnings) == 3 and "starts again" in warnings[-1]


def test_tensors_without_a_manifest_were_never_a_checkpoint(storage: Storage, warnings: list[str]) -> None:
    checkpoints = Checkpoints(storage, JOB, 1)
    checkpoints.save(saved(1))
    storage.write(f"jobs/{JOB}/checkpoints/000001-{20:012d}.safetensors", b"the process died here")
    assert checkpoints.newest(warnings.append) == saved(1)
    assert warnings == []


def test_a_full_disk_leaves_older_checkpoints_alone(storage: Storage, warnings: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoints = Checkpoints(storage, JOB, 1)
    checkpoints.save(saved(1))
    checkpoints.save(saved(2))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(StorageFull):
            checkpoints.save(saved(3))
    assert checkpoints.newest(warnings.append) == saved(2)
    assert len(storage.keys(f"jobs/{JOB}/checkpoints")) == 4


def test_delete_leaves_nothing(storage: Storage, warnings: list[str]) -> None:
    checkpoints = Checkpoints(storage, JOB, 1)
    checkpoints.save(saved(1))
    checkpoints.delete()
    assert storage.keys(f"jobs/{JOB}") == []
    assert checkpoints.newest(warnings.append) is None


def test_a_checkpoint_of_a_version_that_counted_epochs_is_read(storage: Storage, warnings: list[str]) -> None:
    Checkpoints(storage, JOB, 1).save(saved(3))
    (name,) = [key for key in storage.keys(f"jobs/{JOB}/checkpoints") if key.endswith(".json")]
    manifest = json.loads(storage.read(name))
    manifest["epoch"] = manifest.pop("interval")
    storage.write(name, json.dumps(manifest).encode())
    assert Checkpoints(storage, JOB, 2).newest(warnings.append) == saved(3)
    assert warnings == []
