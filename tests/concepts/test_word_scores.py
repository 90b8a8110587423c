"""What a score estimates: where the derivative of the objective is 0, found by an optimizer that knows no formula of ours."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import log_expit

from backend.concepts.word_costs import glove_cost, glove_error, glove_weight, negative_sampling_cost, negative_sampling_terms
from backend.concepts.word_scores import negative_sampling_probability, negative_sampling_score, noise_distribution


@pytest.mark.parametrize("seed", range(20))
def test_the_score_of_negative_sampling_is_where_its_expected_cost_is_smallest(seed: int) -> None:
    """Of n pairs with the context, n·P are with t, and n·k·P_n samples are t: −P ln σ(s) − k P_n ln σ(−s)."""
    random = np.random.default_rng(seed)
    p, noise, k = random.uniform(1e-3, 0.5), random.uniform(1e-3, 0.5), int(random.integers(1, 21))
    found = minimize_scalar(lambda s: -p * log_expit(s) - k * noise * log_expit(-s), bounds=(-20, 20), method="bounded")
    score = negative_sampling_score(np.array(p), np.array(noise), k)
    assert float(score) == pytest.approx(found.x, abs=1e-4)
    assert float(negative_sampling_probability(score, np.array(noise), k)) == pytest.approx(p)


def test_a_pair_that_never_occurs_has_no_finite_score() -> None:
    assert negative_sampling_score(np.array(0.0), np.array(0.1), 5) == -np.inf


def test_the_noise_is_the_counts_to_the_power_of_three_quarters() -> None:
    """16^¾ = 8, 81^¾ = 27, 1^¾ = 1."""
    np.testing.assert_allclose(noise_distribution(np.array([16, 81, 1])), np.array([8, 27, 1]) / 36)


@pytest.mark.parametrize("seed", range(10))
def test_the_terms_of_a_pair_add_up_to_its_cost(seed: int) -> None:
    random = np.random.default_rng(seed)
    h, theta = random.normal(size=6), random.normal(size=(int(random.integers(1, 9)), 6))
    terms = negative_sampling_terms(h, theta)
    np.testing.assert_allclose(terms, [-log_expit(theta[0] @ h), *(-log_expit(-row @ h) for row in theta[1:])])
    assert terms.sum() == pytest.approx(negative_sampling_cost(h, theta, np.ones(len(theta) - 1))[0])


@pytest.mark.parametrize("seed", range(10))
def test_the_terms_of_glove_add_up_to_j(seed: int) -> None:
    random = np.random.default_rng(seed)
    n, d = (int(value) for value in random.integers(1, 8, 2))
    x = random.integers(0, 30, (n, n)).astype(float)
    theta, e, b, b_prime = (random.normal(size=shape) for shape in ((n, d), (n, d), (n,), (n,)))
    total = 0.0
    for i, j in np.argwhere(x > 0):
        total += 0.5 * min(1, x[i, j] / 10) ** 0.75 * (theta[i] @ e[j] + b[i] + b_prime[j] - np.log(x[i, j])) ** 2
    terms = 0.5 * glove_weight(x, 10, 0.75) * glove_error(x, theta, e, b, b_prime) ** 2
    assert terms.sum() == pytest.approx(total)
    assert glove_cost(x, theta, e, b, b_prime, 10, 0.75)[0] == pytest.approx(total)
