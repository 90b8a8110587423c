"""The real CIFAR-10, where it is at hand."""

import os
from pathlib import Path

import numpy as np
import psutil
import pytest

from backend.datasets import folder as folder_sets
from backend.datasets import grid

FOLDER = os.environ.get("PLAYGROUND_TEST_DATA")


@pytest.mark.skipif(FOLDER is None, reason="PLAYGROUND_TEST_DATA, a folder with cifar10.npz, is not set")
def test_the_real_cifar10_opens_without_reading_all_of_it() -> None:
    memory = psutil.Process().memory_info().rss
    data = folder_sets.load("cifar10", Path(FOLDER or ""))
    assert grid.grid_png(data)
    assert psutil.Process().memory_info().rss - memory < 30 << 20
    assert (data.x_train.shape, data.x_test.shape) == ((50_000, 32, 32, 3), (10_000, 32, 32, 3))
    assert np.bincount(data.y_train).tolist() == [5000] * 10
    assert np.bincount(data.y_test).tolist() == [1000] * 10
