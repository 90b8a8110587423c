"""Compares optimizers on one loss surface from one start, with every quantity of every step (§4.3.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.optimizers import StepTrace, advance, find_optimizer
from backend.concepts.surfaces import Surface

Array = NDArray[np.floating[Any]]

MAX_COORDINATE = 1e6  # a run beyond this has diverged


@dataclass(frozen=True)
class OptimizerRun:
    """An optimizer, and what differs from its default parameters."""

    optimizer: str
    parameters: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Path:
    """The path of one optimizer.

    Attributes:
        points: (steps + 1, 2), the start first; shorter where the run diverged.
        losses: (steps + 1,), f at these points.
        traces: for each step every quantity by name, each (2,).
        diverged_at: the step that led out of bounds; None where none did.
    """

    run: OptimizerRun
    points: Array
    losses: Array
    traces: tuple[StepTrace, ...]
    diverged_at: int | None


def compare(surface: Surface, start: tuple[float, float], runs: Sequence[OptimizerRun], steps: int) -> list[Path]:
    """One path for each run, in their order.

    Raises:
        InvalidValue: an unknown optimizer or parameter, or a parameter out of its bounds.
    """
    return [_descend(surface, np.array(start, dtype=float), run, steps) for run in runs]


def _descend(surface: Surface, theta: Array, run: OptimizerRun, steps: int) -> Path:
    points, traces = [theta], []
    slots: dict[str, Array] | None = None
    diverged_at = None
    for step in range(1, steps + 1):
        gradient = np.array(surface.gradient(*theta))
        trace = advance(run.optimizer, theta, gradient, slots, step, run.parameters)
        theta = trace["theta"]
        if np.abs(theta).max() > MAX_COORDINATE:
            diverged_at = step
            break
        slots = {name: trace[name] for name in find_optimizer(run.optimizer).slots}
        points.append(theta)
        traces.append(trace)
    path = np.array(points)
    return Path(run, path, np.asarray(surface.value(path[:, 0], path[:, 1])), tuple(traces), diverged_at)
