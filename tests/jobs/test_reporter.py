import json
import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from backend.datasets.catalogue import Catalogue
from backend.datasets.images import ImageData
from backend.datasets.texts import Text
from backend.jobs import pace
from backend.jobs.artifacts import ArtifactWriter, read_manifest
from backend.jobs.checkpoints import Checkpoints
from backend.jobs.events import read_all
from backend.jobs.model import Event
from backend.jobs.outbox import Outbox
from backend.jobs.record import Record
from backend.jobs.reporter import JobReporter
from backend.jobs.store import JobStore
from backend.jobs.watch import Watch
from backend.reporter import Checkpoint, Failed, Reporter, Stopped, StopReason
from backend.settings import Settings
from backend.storage import Storage


class Desk:
    """A reporter, and what it writes."""

    def __init__(self, store: JobStore, storage: Storage, settings: Settings, record: Record) -> None:
        self.store, self.storage, self.record = store, storage, record
        self.outbox = Outbox(store, record.id, record.token)
        self.watch = Watch(store, record, self.outbox, settings, is_draining=bool, give_up=print)
        self.reporter = JobReporter(
            record.id,
            outbox=self.outbox,
            watch=self.watch,
            artifacts=ArtifactWriter(storage, record.id, record.token),
            checkpoints=Checkpoints(storage, record.id, record.token),
            catalogue=Catalogue(settings.datasets, storage),
            settings=settings,
        )

    def events(self, type: str) -> list[Event]:
        self.outbox.deliver()
        return [event for event in read_all(self.store.client, self.record.id) if event.type == type]


@pytest.fixture
def open_desk(store: JobStore, storage: Storage, settings: Settings) -> Callable[[Record], Desk]:
    return lambda record: Desk(store, storage, settings, record)


@pytest.fixture
def desk(open_desk: Callable[[Record], Desk], claimed: Record) -> Desk:
    return open_desk(claimed)


@pytest.fixture
def reporter(desk: Desk) -> JobReporter:
    return desk.reporter


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What says how often something may be told; it stands still."""
    clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now)
    monkeypatch.setattr(pace, "time", clock)
    return clock


def test_a_run_is_given_its_data(reporter: JobReporter) -> None:
    assert reporter.data("digits", ImageData).input_shape == (8, 8, 1)
    assert reporter.data("lee-background", Text).words[0] == "hundreds"


@pytest.mark.parametrize(("dataset", "reason"), [("nowhere", "There is no data set 'nowhere'"), ("head500", "of type text")])
def test_data_that_cannot_be_had_fails_the_run_with_the_reason(reporter: JobReporter, dataset: str, reason: str) -> None:
    with pytest.raises(Failed, match=reason) as failed:
        reporter.data(dataset, ImageData)
    assert failed.value.reason == "dataset_unavailable"


def test_a_table_is_reported_once_per_step_with_numbers_as_json_has_them(desk: Desk) -> None:
    columns = ["word", "neighbour", "cosine_similarity"]
    for similarity in (np.float32(0.5), 0.9):
        rows = [["cat", "dog", similarity], ["cat", "unicorn", math.nan], ["cat", 7, None]]
        desk.reporter.table("neighbours", columns, rows, step=3, epoch=1)
    (event,) = desk.events("table")
    expected = [["cat", "dog", 0.5], ["cat", "unicorn", None], ["cat", 7, None]]
    assert event.data == {"name": "neighbours", "columns": columns, "rows": expected, "epoch": 1, "step": 3}


def epoch(reporter: Reporter, number: int, **values: float) -> None:
    reporter.metric(values or {"loss": 1 / number}, split="train", scope="epoch", epoch=number, step=10 * number)


def test_every_epoch_is_told_and_of_the_batches_one_a_quarter_of_a_second(
    desk: Desk, reporter: JobReporter, clock: SimpleNamespace
) -> None:
    for number in range(1, 6):
        for step in range(10 * number - 9, 10 * number + 1):
            clock.now = step / 64
            reporter.metric({"loss": 1.0}, split="train", scope="batch", epoch=number, step=step)
        epoch(reporter, number)
    told = [event.data for event in desk.events("metric")]
    assert [data["epoch"] for data in told if data["scope"] == "epoch"] == [1, 2, 3, 4, 5]
    assert [data["step"] for data in told if data["scope"] == "batch"] == [1, 17, 33, 49]


def test_the_record_has_the_newest_value_of_each_metric(desk: Desk, reporter: JobReporter) -> None:
    reporter.metric({"loss": 2.0, "accuracy": 0.1}, split="train", scope="batch", epoch=1, step=1)
    epoch(reporter, 1, loss=1.0, accuracy=0.5)
    reporter.metric({"loss": 1.5}, split="validation", scope="epoch", epoch=1, step=10)
    reporter.metric({"accuracy": 0.4}, split="test", scope="epoch", epoch=1, step=10)
    desk.outbox.deliver()
    job = desk.store.record(desk.record.id).job(now_ms=desk.store.now_ms(), queue_position=None)
    assert job.metrics == {"loss": 1.0, "accuracy": 0.5, "validation_loss": 1.5, "test_accuracy": 0.4}


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_json_cannot_say_is_null(desk: Desk, reporter: JobReporter, value: float) -> None:
    epoch(reporter, 1, loss=value)
    assert desk.events("metric")[0].data["values"] == {"loss": None}
    assert json.loads(desk.store.record(desk.record.id).fields["metric:loss"]) is None


def test_progress_is_told_and_stands_in_the_record(desk: Desk, reporter: JobReporter) -> None:
    reporter.progress(step=5, total_steps=20, epoch=1, total_epochs=2)
    (event,) = desk.events("progress")
    assert event.data == {"step": 5, "total_steps": 20, "epoch": 1, "total_epochs": 2, "fraction": 0.25, "eta_s": None}
    assert json.loads(desk.store.record(desk.record.id).fields["progress"]) == event.data


def test_the_last_progress_is_told_in_any_case(desk: Desk, reporter: JobReporter, clock: SimpleNamespace) -> None:
    for step in range(1, 21):
        reporter.progress(step=step, total_steps=20, epoch=1, total_epochs=1)
    reporter.close()
    told = desk.events("progress")
    assert [event.data["step"] for event in told] == [1, 20]


def test_the_device_is_told_and_stands_in_the_record(desk: Desk, reporter: JobReporter) -> None:
    reporter.device("NVIDIA H100")
    assert "NVIDIA H100" in desk.events("log")[0].data["message"]
    assert desk.store.record(desk.record.id).fields["device"] == "NVIDIA H100"


def test_messages_are_told(desk: Desk, reporter: JobReporter) -> None:
    reporter.log("hello")
    reporter.warning("careful")
    assert [event.data for event in (*desk.events("log"), *desk.events("warning"))] == [{"message": "hello"}, {"message": "careful"}]


def test_an_image_is_there_when_it_is_told_of(desk: Desk, reporter: JobReporter) -> None:
    reporter.image("samples-1.png", b"png", epoch=1, step=10)
    (event,) = desk.events("image")
    url = f"/api/v1/jobs/{desk.record.id}/artifacts/samples-1.png"
    assert event.data == {"name": "samples-1.png", "epoch": 1, "step": 10, "url": url}
    assert list(read_manifest(desk.storage, desk.record.id, desk.record.token)) == ["samples-1.png"]


def test_files_are_there_at_the_end(desk: Desk, reporter: JobReporter) -> None:
    reporter.artifact("metrics.json", b"{}", "application/json")
    assert read_manifest(desk.storage, desk.record.id, desk.record.token) == {}
    reporter.close()
    assert list(read_manifest(desk.storage, desk.record.id, desk.record.token)) == ["metrics.json"]


@pytest.mark.parametrize("reason", list(StopReason))
def test_check_raises_what_the_watch_has_found(desk: Desk, reporter: JobReporter, reason: StopReason) -> None:
    reporter.check()
    desk.watch.stop_reason = reason
    with pytest.raises(Stopped) as stop:
        reporter.check()
    assert stop.value.reason == reason


def test_a_checkpoint_is_due_after_its_interval(store: JobStore, storage: Storage, settings: Settings, claimed: Record) -> None:
    patient = Desk(store, storage, settings.model_copy(update={"checkpoint_interval_s": 3600}), claimed).reporter
    assert not patient.checkpoint_due()
    hurried = Desk(store, storage, settings.model_copy(update={"checkpoint_interval_s": 0}), claimed).reporter
    assert hurried.checkpoint_due()


def resume(desk: Desk, open_desk: Callable[[Record], Desk]) -> Desk:
    desk.outbox.deliver()
    desk.store.release(desk.record.id, desk.record.token, count_attempt=True, reason="", detail="", max_attempts=9)
    record = desk.store.claim(desk.record.id, worker="w2", lease_s=30)
    assert record
    return open_desk(record)


def told_epochs(desk: Desk) -> list[Any]:
    return [event.data["epoch"] for event in desk.events("metric")]


def test_a_resumed_run_repeats_nothing(desk: Desk, open_desk: Callable[[Record], Desk]) -> None:
    for number in (1, 2, 3):
        epoch(desk.reporter, number)
        if number < 3:
            desk.reporter.save(Checkpoint(number, 10 * number, b"tensors"))
    successor = resume(desk, open_desk)
    checkpoint = successor.reporter.checkpoint()
    assert checkpoint and checkpoint.interval == 2
    for number in (3, 4):
        epoch(successor.reporter, number)
    assert told_epochs(successor) == [1, 2, 3, 4]


def test_a_gap_that_a_crash_of_redis_left_is_filled_from_the_checkpoint(desk: Desk, open_desk: Callable[[Record], Desk]) -> None:
    epoch(desk.reporter, 1)
    desk.outbox.deliver()
    for number in (2, 3):  # reported, saved in the checkpoint, and lost by Redis
        epoch(desk.reporter, number)
    desk.reporter.save(Checkpoint(3, 30, b"tensors"))
    desk.outbox._waiting.clear()
    successor = resume(desk, open_desk)
    successor.reporter.checkpoint()
    epoch(successor.reporter, 4)
    assert told_epochs(successor) == [1, 2, 3, 4]


def test_what_was_measured_on_validation_images_comes_back_after_every_crash(desk: Desk, open_desk: Callable[[Record], Desk]) -> None:
    for split, loss in (("train", 0.5), ("validation", 0.75)):
        desk.reporter.metric({"loss": loss}, split=split, scope="epoch", epoch=1, step=10)
    desk.reporter.save(Checkpoint(1, 10, b"tensors"))
    for step in (11, 12):
        desk.outbox._waiting.clear()  # told, and lost by Redis
        desk = resume(desk, open_desk)
        desk.reporter.checkpoint()
        desk.reporter.save(Checkpoint(1, step, b"tensors"))
    told = [(event.data["split"], event.data["step"], event.data["values"]) for event in desk.events("metric")]
    assert told == [("train", 10, {"loss": 0.5}), ("validation", 10, {"loss": 0.75})]


def test_the_checkpoint_of_a_resumed_run_has_the_whole_history(desk: Desk, open_desk: Callable[[Record], Desk]) -> None:
    epoch(desk.reporter, 1)
    desk.reporter.save(Checkpoint(1, 10, b"tensors"))
    second = resume(desk, open_desk)
    second.reporter.checkpoint()
    epoch(second.reporter, 2)
    second.reporter.save(Checkpoint(2, 20, b"tensors"))
    saved = Checkpoints(desk.storage, desk.record.id, 9).newest(print)
    assert saved and [row["epoch"] for row in saved.history] == [1, 2]


def test_a_damaged_checkpoint_is_told_of(desk: Desk, open_desk: Callable[[Record], Desk]) -> None:
    desk.reporter.save(Checkpoint(1, 10, b"tensors"))
    (key,) = [key for key in desk.storage.keys(f"jobs/{desk.record.id}") if key.endswith(".safetensors")]
    desk.storage.write(key, b"damaged")
    successor = resume(desk, open_desk)
    assert successor.reporter.checkpoint() is None
    assert [event.type for event in successor.events("warning")] == ["warning"] * 2
