"""A warning of Keras itself, let through where tests use Keras."""

from pathlib import Path

import pytest

# Keras 3.15 asks TensorFlow 2.21 for NumPy arrays in a way that NumPy 2.4 wants otherwise.
KERAS_TO_NUMPY = "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"


def let_through(items: list[pytest.Item], folder: Path) -> None:
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings(KERAS_TO_NUMPY))
