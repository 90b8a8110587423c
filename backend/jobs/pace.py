"""How often a run reports its progress, and the estimate of the time left."""

import time
from dataclasses import dataclass, field

from backend.jobs.model import Progress

MIN_PAUSE_S = 0.25
_EVENTS_PER_E_FOLD = 4000
_FIRST_ESTIMATE_AFTER_S = 1.0


@dataclass
class Pace:
    """At most four times a second, and less often the longer a run takes.

    With a pause of t/4000 after t seconds, a run of T seconds reports 4000·(1 + ln(T/1000)) times: 22 thousand in a day, and the
    whole curve always fits in its stream.
    """

    elapsed_s: float = 0.0
    _started: float = field(default_factory=time.monotonic)
    _last: float = float("-inf")

    def is_due(self) -> bool:
        """True, and counted as reported, when the pause is over."""
        now = time.monotonic()
        pause_s = max(MIN_PAUSE_S, (self.elapsed_s + now - self._started) / _EVENTS_PER_E_FOLD)
        if now - self._last < pause_s:
            return False
        self._last = now
        return True


class Estimate:
    """Time left, from the mean speed of this attempt. The first steps, which compile the graph, are not counted."""

    def __init__(self) -> None:
        self._first: tuple[float, int] | None = None

    def progress(self, *, step: int, total_steps: int, epoch: int | None = None, total_epochs: int | None = None) -> Progress:
        now = time.monotonic()
        if self._first is None and step:
            self._first = now, step
        fraction = min(step / total_steps, 1.0) if total_steps else 0.0
        eta_s = self._eta_s(now, step, total_steps)
        return Progress(step=step, total_steps=total_steps, epoch=epoch, total_epochs=total_epochs, fraction=fraction, eta_s=eta_s)

    def _eta_s(self, now: float, step: int, total_steps: int) -> float | None:
        if self._first is None:
            return None
        start, first_step = self._first
        if now - start < _FIRST_ESTIMATE_AFTER_S or step <= first_step:
            return None
        return round((total_steps - step) * (now - start) / (step - first_step), 1)
