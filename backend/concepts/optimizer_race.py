"""Several optimizers from one start over one surface, every quantity of every step kept (§4.3.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.concepts.optimizers import Ledger, advance, find_optimizer
from backend.concepts.surfaces import Surface

Array = NDArray[np.floating[Any]]

FAR = 1e6  # a runner that is farther out than this has left the picture for ever


@dataclass(frozen=True)
class Runner:
    """An optimizer, and what differs from its default parameters."""

    optimizer: str
    parameters: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Path:
    """The way of one runner.

    Attributes:
        points: (steps + 1, 2), the start first; shorter where the runner diverged.
        heights: (steps + 1,), f at these points.
        ledgers: for each step every quantity by name, each (2,).
        diverged_at: the step that led out of bounds; None where none did.
    """

    runner: Runner
    points: Array
    heights: Array
    ledgers: tuple[Ledger, ...]
    diverged_at: int | None


def race(surface: Surface, start: tuple[float, float], runners: Sequence[Runner], steps: int) -> list[Path]:
    """One path for each runner, in their order.

    Raises:
        InvalidValue: an unknown optimizer or parameter, or a parameter out of its bounds.
    """
    return [_run(surface, np.array(start, dtype=float), runner, steps) for runner in runners]


def _run(surface: Surface, theta: Array, runner: Runner, steps: int) -> Path:
    points, ledgers = [theta], []
    slots: dict[str, Array] | None = None
    diverged_at = None
    for step in range(1, steps + 1):
        gradient = np.array(surface.gradient(*theta))
        ledger = advance(runner.optimizer, theta, gradient, slots, step, runner.parameters)
        theta = ledger["theta"]
        if np.abs(theta).max() > FAR:
            diverged_at = step
            break
        slots = {name: ledger[name] for name in find_optimizer(runner.optimizer).slots}
        points.append(theta)
        ledgers.append(ledger)
    path = np.array(points)
    return Path(runner, path, np.asarray(surface.value(path[:, 0], path[:, 1])), tuple(ledgers), diverged_at)
