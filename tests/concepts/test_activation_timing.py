"""What an activation function costs to compute: structure and order, since the numbers are of the machine."""

from statistics import median
from time import perf_counter

import numpy as np

from backend.concepts.activation_table import TABLE, curve
from backend.concepts.activation_timing import ELEMENTS, MIN_ROUNDS, activation_times, measure_times


def test_every_function_is_timed_and_the_process_remembers() -> None:
    times = activation_times()
    assert [row.id for row in times.rows] == list(TABLE)
    assert all(row.forward_ns > 0 and row.derivative_ns > 0 for row in times.rows)
    assert activation_times() is times


def test_without_time_there_are_still_five_rounds() -> None:
    assert measure_times(budget_s=0).rounds == MIN_ROUNDS


def test_the_times_are_those_of_the_functions_measured_otherwise() -> None:
    """Within a factor of 5: other work on the machine and the cache change a time, but Swish costs 15 times as much as ReLU."""
    rows = {row.id: row for row in measure_times().rows}
    z = np.random.default_rng(1).normal(size=ELEMENTS).astype(np.float32)

    def seconds(id: str, which: int) -> float:
        f = (TABLE[id].function, TABLE[id].derivative)[which]
        times = []
        for _ in range(15):
            start = perf_counter()
            f(z, **{parameter.name: parameter.default for parameter in TABLE[id].parameters})
            times.append(perf_counter() - start)
        return median(times)

    for id in ("swish", "gelu", "leaky_relu"):
        expected = seconds(id, 0) / ELEMENTS * 1e9, seconds(id, 1) / ELEMENTS * 1e9
        for measured, again in zip((rows[id].forward_ns, rows[id].derivative_ns), expected, strict=True):
            assert again / 5 < measured < 5 * again, id


def test_what_does_more_takes_longer() -> None:
    rows = {row.id: row for row in measure_times().rows}
    assert rows["identity"].forward_ns < min(rows[id].forward_ns for id in ("relu", "tanh", "sigmoid", "swish", "gelu"))
    assert rows["swish"].forward_ns > rows["relu"].forward_ns, "Swish multiplies the sigmoid by z"
    assert rows["gelu"].forward_ns > rows["swish"].forward_ns, "one number after the other"


def test_the_functions_timed_keep_float32() -> None:
    z = np.linspace(-3, 3, 7, dtype=np.float32)
    assert {array.dtype for id in TABLE for array in curve(id, z)} == {np.dtype(np.float32)}
