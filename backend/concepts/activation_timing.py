"""What an activation function costs to compute, measured on this machine (§2.1.1, §2.1.4: "computationally expensive").

Timed is the implementation of this project: NumPy on float32, the type of the weights in Keras.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from statistics import median
from threading import Lock
from time import perf_counter_ns

import numpy as np

from backend.concepts.activation_table import TABLE

ELEMENTS = 50_000
MIN_ROUNDS, MAX_ROUNDS = 5, 41
BUDGET_S = 1.0
# NumPy has no erf: `normal_cdf` calls Python's for one number after the other.
ONE_BY_ONE = frozenset({"gelu"})

_one_at_a_time = Lock()
_measured: list["ActivationTimes"] = []


@dataclass(frozen=True)
class ActivationTime:
    """Median times of f(z) and of f′(z), in ns per element."""

    id: str
    forward_ns: float
    derivative_ns: float


@dataclass(frozen=True)
class ActivationTimes:
    """Attributes:
    rows: in the order of the table.
    elements, rounds: of each timed array; how often each function was timed.
    measured_at: when.
    """

    rows: tuple[ActivationTime, ...]
    elements: int
    rounds: int
    measured_at: datetime


def activation_times() -> ActivationTimes:
    """The times of all functions of the table: measured at the first call, remembered by the process, never two measurements at once."""
    with _one_at_a_time:
        if not _measured:
            _measured.append(measure_times())
        return _measured[0]


def measure_times(budget_s: float = BUDGET_S) -> ActivationTimes:
    """Times every function and its derivative in turn, round after round, so that whatever else the machine does meets all of them.

    z is standard normal, and the parameters have their defaults. A round that is not counted goes before.

    Args:
        budget_s: after this time no round begins; there are at least 5, and at most 41.
    """
    z = np.random.default_rng(0).normal(size=ELEMENTS).astype(np.float32)
    calls: list[Callable[[], object]] = []
    for row in TABLE.values():
        defaults = {parameter.name: parameter.default for parameter in row.parameters}
        calls += [partial(row.function, z, **defaults), partial(row.derivative, z, **defaults)]
    end = perf_counter_ns() + int(budget_s * 1e9)
    with np.errstate(all="ignore"):
        _round(calls)
        rounds: list[list[int]] = []
        while len(rounds) < MIN_ROUNDS or (len(rounds) < MAX_ROUNDS and perf_counter_ns() < end):
            rounds.append(_round(calls))
    times = [median(ns) / ELEMENTS for ns in zip(*rounds, strict=True)]
    rows = tuple(ActivationTime(id, *times[2 * i : 2 * i + 2]) for i, id in enumerate(TABLE))
    return ActivationTimes(rows, ELEMENTS, len(rounds), datetime.now(UTC))


def _round(calls: list[Callable[[], object]]) -> list[int]:
    """The time of each call, in ns."""
    times: list[int] = []
    for call in calls:
        start = perf_counter_ns()
        call()
        times.append(perf_counter_ns() - start)
    return times
