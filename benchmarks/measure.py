"""How figures are taken: ours and the peer in turn (A B A B ...), the median of each, their ratio."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Comparison:
    """Seconds of each run, ours and the peer's."""

    ours: list[float]
    peer: list[float]

    @property
    def ratio(self) -> float:
        """Median peer time / median time of ours: larger is better for us."""
        return statistics.median(self.peer) / statistics.median(self.ours)

    def print(self, work: str, unit: str = "s") -> None:
        print(work)
        for name, runs in (("ours", self.ours), ("peer", self.peer)):
            print(f"  {name:5} median {statistics.median(runs):9.4f} {unit}   min {min(runs):9.4f}   max {max(runs):9.4f}   n={len(runs)}")
        print(f"  ratio {self.ratio:.2f}", flush=True)


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(ours: Callable[[], float], peer: Callable[[], float], repeats: int = 5) -> Comparison:
    """Runs ours, peer, ours, peer, ...; each returns the seconds that it took."""
    comparison = Comparison([], [])
    for _ in range(repeats):
        comparison.ours.append(ours())
        comparison.peer.append(peer())
    return comparison


def percentile(runs: list[float], share: float) -> float:
    """The smallest run that at least `share` of all runs do not exceed."""
    ordered = sorted(runs)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
