"""How a sequence is chosen out of P(next | so far): greedy, sampled at a temperature, and by beam search."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from backend.concepts.recurrent.gate import Array
from backend.concepts.softmax import softmax

State = TypeVar("State")
# From the state and the last symbol: ln P of each next symbol, (K,), and the state after it.
Next = Callable[[State, int], tuple[Array, State]]


def distribution(scores: Array, temperature: float) -> Array:
    """P_k = e^(s_k/τ)/Σ_j e^(s_j/τ), (K,); at τ = 0 all on the highest score, the first of equal ones.

    Args:
        temperature: τ ≥ 0; below 1 likely symbols become likelier, above 1 all become more similar.
    """
    if temperature == 0:
        chosen = np.zeros_like(scores)
        chosen[scores.argmax()] = 1
        return chosen
    return softmax((scores - scores.max()) / temperature)


def sample(probabilities: Array, random: np.random.Generator) -> int:
    """A symbol drawn with these probabilities: the first k with Σ_{j ≤ k} P_j > u, u uniform in [0, 1)."""
    cumulative = np.cumsum(probabilities, dtype=np.float64)
    place = int(np.searchsorted(cumulative, random.random() * cumulative[-1], side="right"))
    return min(place, len(cumulative) - 1)


@dataclass(frozen=True)
class Hypothesis(Generic[State]):
    """A sequence so far.

    Attributes:
        log_probability: Σ_t ln P(symbol t | those before).
    """

    symbols: tuple[int, ...]
    log_probability: float
    state: State
    ended: bool = False

    @property
    def score(self) -> float:
        """The mean log probability of a symbol, the end among them, so that a longer sequence is not worse for its length alone."""
        return self.log_probability / max(1, len(self.symbols) + self.ended)


def beam_search(following: Next[State], state: State, start: int, end: int, width: int, longest: int) -> list[Hypothesis[State]]:
    """The `width` best sequences found, best first; with width 1 the greedy one.

    Args:
        following: the network.
        start, end: symbols before the first and after the last; neither is part of a sequence.
        longest: symbols after which a sequence is cut off, the end among them.
    """
    beam = [Hypothesis[State]((), 0.0, state)]
    for _ in range(longest):
        if all(one.ended for one in beam):
            break
        grown = [next_one for one in beam for next_one in _extended(following, one, start, end, width)]
        beam = sorted(grown, key=lambda one: -one.score)[:width]
    return beam


def _extended(following: Next[State], one: Hypothesis[State], start: int, end: int, width: int) -> list[Hypothesis[State]]:
    """The sequence with each of its likeliest next symbols; an ended one stays as it is."""
    if one.ended:
        return [one]
    log_p, state = following(one.state, one.symbols[-1] if one.symbols else start)
    best = np.argsort(-log_p, kind="stable")[:width]
    return [
        Hypothesis((*one.symbols, int(k)) if k != end else one.symbols, one.log_probability + float(log_p[k]), state, bool(k == end))
        for k in best
    ]
