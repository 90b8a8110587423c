"""The Lua scripts that change a job. Redis runs each as one step, so no two processes can disagree about a job's state."""

from functools import cache
from pathlib import Path
from typing import Any

from backend.jobs.connection import Client

_FOLDER = Path(__file__).with_name("lua")

# Far above what a run reports: the reporter thins out batch metrics as it goes on.
STREAM_LENGTH = 50_000


@cache
def _source(name: str) -> str:
    return "\n".join((_FOLDER / f"{part}.lua").read_text() for part in ("common", name))


def run_script(client: Client, name: str, keys: list[str], job_id: str, *arguments: str | float) -> Any:
    """Runs `lua/<name>.lua` on one job and returns its answer."""
    script = client.register_script(_source(name))
    return script(keys=keys, args=[job_id, STREAM_LENGTH, *arguments])
