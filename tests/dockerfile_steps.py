"""The install steps of `Dockerfile.gpu`, run for real on this machine. They fetch gigabytes, so they run only when asked for:

python -m pytest tests/dockerfile_steps.py -s
"""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dockerfile import ROOT, stages

pytestmark = pytest.mark.timeout(3600)


@pytest.mark.parametrize(
    ("stage", "lock", "imports"),
    [
        ("base", "", "uvicorn, s3fs, backend.api.app"),
        ("worker", "requirements.lock", "tensorflow, keras, backend.jobs.worker"),
        ("worker", "requirements-gpu.lock", "tensorflow, keras, backend.jobs.worker, nvidia.cudnn"),
    ],
    ids=["api", "cpu", "gpu"],
)
def test_the_python_packages_install(stage: str, lock: str, imports: str, tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    interpreter = shutil.which("python3.12") or sys.executable
    subprocess.run([interpreter, "-m", "venv", tmp_path / "venv"], check=True)
    steps = stages()["base"] + (stages()[stage] if stage != "base" else [])
    for name, rest in steps:
        if name == "RUN" and rest.startswith("pip install"):
            command = shlex.split(rest.replace("worker.lock", lock))
            subprocess.run([python, "-m", *command, "--no-cache-dir"], cwd=ROOT, check=True)
    subprocess.run([python, "-c", f"import {imports}"], cwd=ROOT, check=True)


def test_the_libraries_of_the_pages_install(tmp_path: Path) -> None:
    for name, rest in stages()["libraries"]:
        if name == "COPY":
            for source in rest.split()[:-1]:
                shutil.copy(ROOT / source, tmp_path)
        if name == "RUN":
            subprocess.run(shlex.split(rest), cwd=tmp_path, check=True)
    assert (tmp_path / "node_modules" / "preact").is_dir()
