import numpy as np
import pytest
from scipy.spatial.distance import pdist

from backend.concepts.diversity import mean_pairwise_distance


def test_it_is_the_mean_of_scipys_distances_a_value() -> None:
    images = np.random.default_rng(0).random((25, 8, 6, 3))
    expected = pdist(images.reshape(25, -1)).mean() / np.sqrt(8 * 6 * 3)
    assert mean_pairwise_distance(images) == pytest.approx(expected, rel=1e-12)


def test_it_is_0_for_identical_images_and_1_for_black_and_white() -> None:
    assert mean_pairwise_distance(np.full((25, 4, 4, 1), 0.3, np.float32)) == 0
    assert mean_pairwise_distance(np.stack([np.zeros((4, 4)), np.ones((4, 4))])) == 1
