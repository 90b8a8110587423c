"""Decoding of random Markov chains, where all sequences can be counted."""

from itertools import pairwise, product

import numpy as np
import pytest
from scipy.stats import chisquare

from backend.concepts.recurrent.decoding import Hypothesis, beam_search, distribution, sample
from backend.concepts.recurrent.gate import Array

START, END, SYMBOLS, LONGEST = 0, 1, 4, 3


def chain(seed: int) -> Array:
    """ln P(next | last), (4, 4); the start symbol never comes again."""
    p = np.random.default_rng(seed).dirichlet(np.ones(SYMBOLS), SYMBOLS)
    p[:, START] = 0
    with np.errstate(divide="ignore"):
        return np.log(p / p.sum(axis=1, keepdims=True))


def search(log_p: Array, width: int) -> list[Hypothesis[None]]:
    return beam_search(lambda _, last: (log_p[last], None), None, START, END, width, LONGEST)


def score_of(log_p: Array, symbols: tuple[int, ...], ended: bool) -> float:
    path = (START, *symbols, *((END,) if ended else ()))
    return float(np.mean([log_p[pair] for pair in pairwise(path)]))


@pytest.mark.parametrize("seed", range(20))
def test_a_beam_as_wide_as_all_sequences_finds_the_best(seed: int) -> None:
    log_p = chain(seed)
    letters = [k for k in range(SYMBOLS) if k not in (START, END)]
    ended = [(s, True) for n in range(LONGEST) for s in product(letters, repeat=n)]
    cut = [(s, False) for s in product(letters, repeat=LONGEST)]
    best = max(score_of(log_p, *one) for one in ended + cut)
    found = search(log_p, width=200)
    assert found[0].score == pytest.approx(best)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert one.score == pytest.approx(score_of(log_p, one.symbols, one.ended))


@pytest.mark.parametrize("seed", range(20))
def test_a_beam_of_one_is_the_greedy_sequence(seed: int) -> None:
    log_p, symbols, last = chain(seed), list[int](), START
    for _ in range(LONGEST):
        last = int(log_p[last].argmax())
        if last == END:
            break
        symbols.append(last)
    assert search(log_p, width=1)[0].symbols == tuple(symbols)


def test_temperature() -> None:
    scores = np.array([1.0, 3.0, 3.0, 2.0])
    assert distribution(scores, 0).tolist() == [0, 1, 0, 0]
    np.testing.assert_allclose(distribution(scores, 1), np.exp(scores) / np.exp(scores).sum())
    np.testing.assert_allclose(distribution(scores, 2), np.exp(scores / 2) / np.exp(scores / 2).sum())
    np.testing.assert_allclose(distribution(scores, 1e-3), [0, 0.5, 0.5, 0], atol=1e-12)
    np.testing.assert_allclose(distribution(scores, 1e6), [0.25] * 4, atol=1e-5)
    assert np.isfinite(distribution(1e4 * scores, 1e-9)).all()


def test_symbols_are_drawn_with_their_probabilities() -> None:
    p = np.array([0.1, 0.0, 0.6, 0.3])
    random = np.random.default_rng(5)
    drawn = np.bincount([sample(p, random) for _ in range(20_000)], minlength=4)
    assert drawn[1] == 0
    assert chisquare(drawn[[0, 2, 3]], 20_000 * p[[0, 2, 3]]).pvalue > 1e-3
