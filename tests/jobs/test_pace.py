import math

import pytest

from backend.jobs import pace
from backend.jobs.pace import Estimate, Pace
from backend.jobs.scripts import STREAM_LENGTH


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(pace.time, "monotonic", clock.monotonic)
    return clock


def said(clock: Clock, elapsed_s: float, seconds: float, every_s: float) -> int:
    speaker = Pace(elapsed_s, _started=clock.now)
    count = 0
    for _ in range(round(seconds / every_s)):
        clock.now += every_s
        count += speaker.is_due()
    return count


def test_at_most_four_times_a_second(clock: Clock) -> None:
    assert said(clock, 0, 10, 0.001) == pytest.approx(40, abs=1)


def test_the_first_thing_is_said_at_once_and_the_next_after_a_quarter_of_a_second(clock: Clock) -> None:
    speaker = Pace(_started=clock.now)
    due = []
    for clock.now in (0.0, 0.0, 0.24, 0.25, 0.25):
        due.append(speaker.is_due())
    assert due == [True, False, False, True, False]


def test_a_day_is_told_in_a_number_of_things_that_fits_the_stream(clock: Clock) -> None:
    count = said(clock, 0, 24 * 3600, 0.1)
    assert 4000 * math.log(86.4) < count <= 4000 * (1 + math.log(86.4))
    assert 2 * count < STREAM_LENGTH  # metrics and progress


def test_a_resumed_run_goes_on_at_its_old_pace(clock: Clock) -> None:
    assert said(clock, 8000, 20, 0.01) == pytest.approx(10, abs=1)


def test_nobody_knows_the_end_before_the_second_step(clock: Clock) -> None:
    estimate = Estimate()
    for now, step in [(0, 0), (30, 1), (30.5, 2)]:
        clock.now = now
        assert estimate.progress(step=step, total_steps=100, epoch=1, total_epochs=1).eta_s is None


def test_the_time_left_is_that_of_the_steps_left_without_the_first_slow_one(clock: Clock) -> None:
    estimate = Estimate()
    estimate.progress(step=0, total_steps=101, epoch=1, total_epochs=2)
    clock.now = 30  # the graph was compiled
    estimate.progress(step=1, total_steps=101, epoch=1, total_epochs=2)
    clock.now = 40
    progress = estimate.progress(step=51, total_steps=101, epoch=1, total_epochs=2)
    assert (progress.eta_s, progress.fraction) == (10.0, pytest.approx(51 / 101))


def test_a_resumed_run_counts_from_where_it_goes_on(clock: Clock) -> None:
    estimate = Estimate()
    estimate.progress(step=500, total_steps=1000, epoch=5, total_epochs=10)
    clock.now = 10
    assert estimate.progress(step=600, total_steps=1000, epoch=6, total_epochs=10).eta_s == 40.0
