"""The command line as a part of a pipe: one line a row, whole, quiet when nobody reads on, and an exit code that tells."""

import json
import os
import subprocess
import sys

import pytest

from tests.e2e.conftest import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def run(url: str, *arguments: str, pipe: str = "cat") -> subprocess.CompletedProcess[str]:
    line = f'"{sys.executable}" -m backend.cli "$@" --url {url} | {pipe}; exit ${{PIPESTATUS[0]}}'
    environment = os.environ | {"COLUMNS": "40"}
    return subprocess.run(
        ["bash", "-c", line, "playground", *arguments], cwd=ROOT, capture_output=True, text=True, env=environment, check=False
    )


def test_row_is_one_line_in_a_pipe_and_whole(playground: str) -> None:
    rows = json.loads(run(playground, "datasets", "--json").stdout)
    lines = run(playground, "datasets").stdout.splitlines()
    assert len(lines) == 1 + len(rows)
    for line, row in zip(lines[1:], rows, strict=True):
        assert line.split()[0] == row["id"]
        assert row["licence"] in line
    assert "\x1b" not in "".join(lines)


def test_list_of_parameters_is_one_line_each(playground: str) -> None:
    kinds = json.loads(run(playground, "kinds", "--json").stdout)
    lines = [line.strip() for line in run(playground, "kinds").stdout.splitlines()]
    for kind in kinds:
        for name, schema in kind["params_schema"]["properties"].items():
            assert any(line.startswith(name) and line.endswith(schema.get("description", "").strip()) for line in lines), name


@pytest.mark.parametrize("command", ["datasets", "kinds"])
def test_reader_that_leaves_is_no_error_to_speak_of(playground: str, command: str) -> None:
    for arguments in ([command], [command, "--json"]):
        done = run(playground, *arguments, pipe="head -1")
        assert done.stdout and not done.stderr


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999", "[1, NaN]", '{"a": 1e999}'])
def test_number_that_json_has_not_is_an_error_of_the_command_line(playground: str, value: str) -> None:
    done = run(playground, "train", "cnn", "--set", f"epochs={value}")
    assert done.returncode == 2
    assert "is not a finite number" in " ".join(done.stderr.replace("│", " ").split()) and "Traceback" not in done.stderr


def test_rejected_value_and_missing_service_are_sentences(playground: str) -> None:
    done = run(playground, "train", "cnn", "--set", "dataset=photo-patches", "--set", "epochs=garbage")
    assert done.returncode == 1 and "received 'garbage'" in done.stderr and "Traceback" not in done.stderr
    for url in ("http://127.0.0.1:1", "nonsense"):
        gone = run(url, "jobs")
        assert gone.returncode == 1 and gone.stderr.startswith("No service answers at") and not gone.stdout
