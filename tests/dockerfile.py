"""`Dockerfile.gpu` as data."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
Step = tuple[str, str]


def instructions() -> list[Step]:
    """`("FROM", "python:3.12-slim AS base")`, ...: comments left out, continued lines joined."""
    text = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile.gpu").read_text())
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines)]


def stages() -> dict[str, list[Step]]:
    """The instructions of each stage by its name, the first of them its FROM."""
    found: dict[str, list[Step]] = {}
    steps: list[Step] = []
    for name, rest in instructions():
        if name == "FROM":
            steps = found.setdefault(rest.split(" AS ")[1], [])
        steps.append((name, rest))
    return found
