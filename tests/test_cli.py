"""The command line against a real service."""

import contextlib
import io
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from rich.console import Console

from backend.cli.tables import jobs_table
from tests.running import TINY_LAYERS, Running, clean_environment, free_port, playground, wait_until

Start = Callable[..., subprocess.Popen[bytes]]
TINY = ("cnn", "--set", "dataset=digits", "--set", f"layers={json.dumps(TINY_LAYERS)}")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("cli") / "data")
    yield running
    running.close()


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts `playground ARGUMENTS` with the given standard streams; ended after the test."""
    with contextlib.ExitStack() as stack:

        def begin(*arguments: str, variables: dict[str, str] | None = None, **streams: Any) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "backend.cli", *arguments]
            streams = {"stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT} | streams
            environment = clean_environment(COLUMNS="200") | (variables or {})
            process = stack.enter_context(subprocess.Popen(command, env=environment, **streams))
            stack.callback(process.kill)
            return process

        yield begin


@pytest.fixture(autouse=True)
def hear_ctrl_c() -> Iterator[None]:
    """What a shell starts in the background ignores Ctrl-C, and so would every process that these tests start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_help_is_there_at_once_and_names_every_command() -> None:
    shown = playground("--help")
    assert shown.returncode == 0
    for command in ("up", "api", "worker", "train", "jobs", "show", "cancel", "predict", "sample", "export", "datasets", "kinds", "health"):
        assert f" {command} " in shown.stdout


def test_the_command_line_imports_nothing_heavy() -> None:
    heavy = ["pydantic", "httpx", "numpy", "celery", "redis", "fastapi", "uvicorn", "tensorflow"]
    code = f"import sys, backend.cli; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_without_a_service_it_says_what_to_start() -> None:
    rejected = playground("jobs", "--url", f"http://127.0.0.1:{free_port()}")
    assert rejected.returncode == 1
    assert "playground up" in rejected.stderr
    assert "Traceback" not in rejected.stderr


@pytest.mark.parametrize(
    ("metrics", "shown"),
    [
        ({"loss": 0.1, "accuracy": 0.99, "validation_accuracy": 0.8, "test_accuracy": 0.75}, "0.7500"),
        ({"accuracy": 0.99, "validation_accuracy": 0.8}, "0.8000"),
        ({"accuracy": 0.99}, "0.9900"),
        ({"loss": 0.1}, ""),
    ],
)
def test_a_job_is_listed_with_its_accuracy_on_the_most_independent_images(metrics: dict[str, float], shown: str) -> None:
    job = {"id": "a1", "status": "succeeded", "progress": {"fraction": 1.0}, "metrics": metrics, "name": "digits"}
    console = Console(file=io.StringIO(), width=120)
    console.print(jobs_table([job]))
    assert console.file.getvalue().splitlines()[1].split() == ["a1", "succeeded", "100%", *([shown] if shown else []), "digits"]


def test_health(running: Running) -> None:
    shown = playground("health", PLAYGROUND_URL=running.url)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("Ready, with ")
    assert playground("health", "--live", "--url", running.url).returncode == 0


def test_kinds_and_datasets(running: Running) -> None:
    kinds = playground("kinds", "--url", running.url).stdout
    assert "Convolutional network" in kinds
    assert "learning_rate" in kinds
    datasets = playground("datasets", "--url", running.url).stdout
    assert "photo-patches" in datasets
    assert "CC BY 4.0" in datasets
    rows = json.loads(playground("datasets", "--json", "--url", running.url).stdout)
    assert {row["id"]: row["availability"] for row in rows}["digits"] == "bundled"


def test_a_gan_is_followed_and_its_generator_produces_images(running: Running, tmp_path: Path) -> None:
    short = ("--set", "dataset=digits", "--set", "iterations=40", "--set", "sample_interval=20")
    trained = playground("train", "gan", *short, "--follow", "--url", running.url, timeout_s=180)
    assert trained.returncode == 0, trained.stdout + trained.stderr
    assert "generator_loss" in trained.stdout
    job_id, _, file = trained.stdout.split("Use it: playground sample ")[1].partition(" ")
    assert file.strip() == "samples.png"
    generated = playground("sample", job_id, str(tmp_path / "generated.png"), "--count", "9", "--seed", "3", "--url", running.url)
    assert generated.returncode == 0, generated.stderr
    assert Image.open(io.BytesIO((tmp_path / "generated.png").read_bytes())).size == (24, 24)


def test_train_follows_the_job_to_its_end_and_its_model_predicts(running: Running, tmp_path: Path) -> None:
    # Given a job that is followed
    trained = playground("train", *TINY, "--set", "epochs=2", "--name", "my digits", "--url", running.url, timeout_s=180)
    assert trained.returncode == 0, trained.stdout + trained.stderr
    assert "epoch   1  train" in trained.stdout
    assert "epoch   2  validation" in trained.stdout
    assert "Succeeded." in trained.stdout

    # Then it is in the list and can be shown
    job_id = json.loads(playground("jobs", "--json", "--url", running.url).stdout)["items"][0]["id"]
    assert job_id in playground("jobs", "--status", "succeeded", "--url", running.url).stdout
    shown = playground("show", job_id, "--url", running.url).stdout
    assert "my digits" in shown
    assert "epoch 2 of 2, 100%" in shown

    # And it says what is in an image
    image = tmp_path / "zero.png"
    image.write_bytes(_png())
    bars = playground("predict", job_id, str(image), "--top", "3", "--url", running.url)
    assert bars.returncode == 0, bars.stderr
    assert bars.stdout.count("%") == 3
    answer = json.loads(playground("predict", job_id, str(image), "--top", "10", "--json", "--url", running.url).stdout)
    assert sum(row["probability"] for row in answer["predictions"]) == pytest.approx(1, abs=1e-4)

    # And its files can be had
    exported = playground("export", job_id, str(tmp_path / "result"), "--url", running.url)
    assert exported.returncode == 0, exported.stderr
    names = {path.name for path in (tmp_path / "result").iterdir()}
    assert {"architecture.json", "weights.safetensors", "model.keras", "history.json"} <= names

    # And a job that has ended cannot be cancelled
    rejected = playground("cancel", job_id, "--url", running.url)
    assert rejected.returncode == 1
    assert "succeeded" in rejected.stderr


def _png() -> bytes:
    data = io.BytesIO()
    Image.new("L", (8, 8), 128).save(data, "PNG")
    return data.getvalue()


def test_events_follow_each_other_without_gap_though_the_api_dies(running: Running, start: Start) -> None:
    followed = start("train", *TINY, "--set", "epochs=60", "--json", "--url", running.url, stdout=subprocess.PIPE)
    assert followed.stdout
    events: list[dict[str, Any]] = []
    api = running.child("api")
    for line in followed.stdout:
        events.append(json.loads(line))
        if _epochs(events) == [1, 2] and api.is_running():
            api.kill()
            api.wait(10)
    assert followed.wait(120) == 0
    assert _epochs(events) == list(range(1, 61))
    assert events[-1]["data"]["status"] == "succeeded"
    assert len({event["id"] for event in events}) == len(events)


def _epochs(events: list[dict[str, Any]]) -> list[int]:
    metrics = [event["data"] for event in events if event["type"] == "metric"]
    return [data["epoch"] for data in metrics if data["scope"] == "epoch" and data["split"] == "train"]


def test_ctrl_c_without_a_terminal_leaves_the_job_running(running: Running, start: Start, tmp_path: Path) -> None:
    output = tmp_path / "output.txt"
    with output.open("wb") as file:
        followed = start("train", *TINY, "--set", "epochs=500", "--url", running.url, stdout=file)
    wait_until(lambda: "epoch   1" in output.read_text(), 120, "the first epoch")

    followed.send_signal(signal.SIGINT)

    assert followed.wait(10) == 0
    assert "It keeps running" in output.read_text()
    job_id = running.get("/jobs?limit=1")["items"][0]["id"]
    assert running.get(f"/jobs/{job_id}")["status"] == "running"
    cancelled = playground("cancel", job_id, "--url", running.url)
    assert cancelled.returncode == 0
    assert "cancel" in cancelled.stdout
    running.wait_for_job(job_id, "cancelled")


def test_ctrl_c_in_a_terminal_asks_and_cancels(running: Running, start: Start) -> None:
    ours, theirs = pty.openpty()
    followed = start("train", *TINY, "--set", "epochs=500", "--url", running.url, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = _read_until(ours, "epoch   1")

    followed.send_signal(signal.SIGINT)
    seen += _read_until(ours, "[k]eep watching?")
    os.write(ours, b"c\n")
    seen += _read_until(ours, "Cancelled.")

    assert followed.wait(10) == 1
    assert "[c]ancel it, [d]etach" in seen
    os.close(ours)


def _read_until(terminal: int, text: str) -> str:
    seen = ""
    while text not in seen:
        assert select.select([terminal], [], [], 120)[0], f"{text!r} is not in {seen[-2000:]!r}"
        seen += os.read(terminal, 4096).decode(errors="replace")
    return seen


@pytest.fixture
def upload(running: Running) -> str:
    """Id of an uploaded data set of two classes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(6):
            image = io.BytesIO()
            Image.new("RGB", (8, 8), (30 * number, 0, 0)).save(image, "PNG")
            archive.writestr(f"{'cat' if number % 2 else 'dog'}/{number}.png", image.getvalue())
    answer = httpx.post(f"{running.url}/api/v1/datasets", files={"file": ("pets.zip", content.getvalue())}, data={"title": "My pets"})
    return str(answer.raise_for_status().json()["id"])


def test_an_upload_is_deleted_when_it_is_confirmed(running: Running, upload: str) -> None:
    def ids() -> list[str]:
        return [row["id"] for row in running.get("/datasets")]

    url = ("--url", running.url)
    unconfirmed = playground("delete-dataset", upload, *url)
    assert unconfirmed.returncode == 1
    assert f"Delete My pets ({upload}) from the service" in unconfirmed.stdout and upload in ids()
    deleted = playground("delete-dataset", upload, "--yes", *url)
    assert (deleted.returncode, deleted.stdout) == (0, "My pets is deleted.\n")
    assert upload not in ids()
    for other, sentence in ((upload, "Not found: "), ("digits", "is not an upload, so it cannot be deleted")):
        rejected = playground("delete-dataset", other, "--yes", *url)
        assert rejected.returncode == 1 and sentence in rejected.stderr and "Traceback" not in rejected.stderr
    assert "digits" in ids()


COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:[349]\d|10\d)[;m]")


def test_a_terminal_has_colours_unless_they_are_unwanted(running: Running, start: Start) -> None:
    running.wait_for_job(running.submit(), "succeeded")
    for command in (("jobs",), ("show", "no-such-job"), ("train", "cnn", "--set", "x=NaN"), ("datasets",)):
        for variables in ({}, {"NO_COLOR": "1"}):
            ours, theirs = pty.openpty()
            ended = start(
                *command, "--url", running.url, stdin=theirs, stdout=theirs, stderr=theirs, variables={"TERM": "xterm"} | variables
            )
            os.close(theirs)
            text = _read_all(ours)
            ended.wait(30)
            assert text.strip() and (not variables or not COLOUR.search(text)), text
            if command[0] != "datasets" and not variables:
                assert COLOUR.search(text), text


def _read_all(terminal: int) -> str:
    """Until the other end is closed, which a terminal reports as an error."""
    seen = b""
    with contextlib.suppress(OSError):
        while select.select([terminal], [], [], 60)[0] and (part := os.read(terminal, 4096)):
            seen += part
    os.close(terminal)
    return seen.decode()


def test_what_is_rejected_is_said_field_by_field(running: Running) -> None:
    rejected = playground("train", *TINY, "--set", "epochs=0", "--set", "learning_rate=fast", "--url", running.url)
    assert rejected.returncode == 1
    assert "epochs: " in rejected.stderr
    assert "learning_rate: " in rejected.stderr
    assert "Traceback" not in rejected.stderr


@pytest.mark.parametrize("assignment", ["epochs", "=3"])
def test_an_assignment_without_name_or_value_is_rejected(assignment: str) -> None:
    rejected = playground("train", "cnn", "--set", assignment)
    assert rejected.returncode == 2
    assert "NAME=VALUE" in rejected.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "../kinds"),
        ("show", ""),
        ("show", ".."),
        ("cancel", "a/b?c=d"),
        ("neighbours", "a?b=c", "film"),
        ("delete-dataset", "--yes", "../jobs"),
        ("export", "nothing", "/proc/nothing"),
        ("sample", "pretrained-mnist-gan", "/proc/nothing/x.png"),
    ],
)
def test_an_odd_id_or_file_is_an_error_in_words(arguments: tuple[str, ...], running: Running) -> None:
    answer = playground(*arguments, PLAYGROUND_URL=running.url)
    assert answer.returncode in {1, 2}
    assert re.search(r"is no id|There is no|There is nothing at|cannot be written", answer.stderr), answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_job_that_is_not_there(running: Running) -> None:
    rejected = playground("show", "no-such-job", "--url", running.url)
    assert rejected.returncode == 1
    assert rejected.stderr.startswith("Not found: ")
