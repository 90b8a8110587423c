from collections.abc import Callable

import numpy as np
import pytest

from backend.concepts.pooling import average_pool, global_average_pool, max_pool

IMAGE = np.arange(16, dtype=np.float32).reshape(1, 4, 4, 1)


def test_max_pooling_takes_the_largest_value_of_each_window() -> None:
    assert max_pool(IMAGE, 2, 2)[0, :, :, 0].tolist() == [[5, 7], [13, 15]]


def test_average_pooling_takes_the_mean_of_each_window() -> None:
    assert average_pool(IMAGE, 2, 2)[0, :, :, 0].tolist() == [[2.5, 4.5], [10.5, 12.5]]


def test_average_pooling_does_not_count_the_padding() -> None:
    assert average_pool(np.ones((1, 5, 5, 2), np.float32), 3, 2, "same").tolist() == np.ones((1, 3, 3, 2)).tolist()


def test_max_pooling_of_negative_values_never_takes_the_padding() -> None:
    assert max_pool(-IMAGE - 1, 3, 2, "same")[0, :, :, 0].tolist() == [[-1, -3], [-9, -11]]


def test_global_average_pooling_keeps_one_value_a_channel() -> None:
    maps = np.stack([IMAGE[..., 0], 2 * IMAGE[..., 0]], axis=-1)
    assert global_average_pool(maps).tolist() == [[7.5, 15]]


@pytest.mark.parametrize("pool", [max_pool, average_pool])
def test_pooling_keeps_the_type(pool: Callable[..., np.ndarray]) -> None:
    assert pool(IMAGE, 2, 2).dtype == np.float32
    assert pool(IMAGE.astype(np.float64), 2, 2).dtype == np.float64
