"""The browser's pure modules, tested where they need no browser."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"


def test_the_pure_modules_pass_their_own_tests() -> None:
    node = shutil.which("node", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if node is None:
        pytest.skip("No node on the PATH: `make install` brings one.")
    files = sorted(str(path) for path in (FRONTEND / "tests").glob("*.test.js"))
    done = subprocess.run([node, "--test", *files], cwd=FRONTEND, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
