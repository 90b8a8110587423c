"""Pooling images against Keras, and the output mapping to pixels."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.concepts.errors import InvalidValue
from backend.concepts.image_pooling import pool_image, pool_until
from backend.concepts.pixel_range import activate_image, to_pixels


@given(
    size=st.tuples(st.integers(8, 30), st.integers(8, 30), st.sampled_from([1, 3])),
    window=st.integers(1, 5),
    stride=st.none() | st.integers(1, 4),
    method=st.sampled_from(["max", "average"]),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=200, deadline=None)
def test_pooling_equals_keras(size: tuple[int, int, int], window: int, stride: int | None, method: str, seed: int) -> None:
    image = np.random.default_rng(seed).normal(size=size)
    pool = keras.ops.max_pool if method == "max" else keras.ops.average_pool
    expected = np.asarray(pool(image[None], window, stride or window, "valid"))[0]
    (only,) = pool_image(image, window, stride, method)
    np.testing.assert_allclose(only.image, expected, rtol=1e-6, atol=1e-12)
    assert only.image.shape[:2] == (only.rows.output_size, only.columns.output_size)


def test_pooling_repeats_are_applied_in_sequence() -> None:
    image = np.random.default_rng(0).random((32, 20, 3))
    repeats = pool_image(image, 2, method="max", repeat=3)
    assert [r.image.shape for r in repeats] == [(16, 10, 3), (8, 5, 3), (4, 2, 3)]
    np.testing.assert_array_equal(repeats[-1].image[0, 0], image[:8, :8].max(axis=(0, 1)))
    assert not repeats[-1].columns.fits
    assert repeats[0].rows.formula == "⌊(32 + 2·0 − 2)/2 + 1⌋ = ⌊16⌋ = 16"


def test_pooling_stops_at_the_wanted_size() -> None:
    image = np.ones((64, 48, 1))
    assert [r.image.shape[:2] for r in pool_until(image, 16)] == [(32, 24), (16, 12)]
    assert pool_until(image, 64) == []
    assert pool_until(image, 1)[-1].image.shape[:2] == (2, 1)


def test_too_many_repeats_are_rejected() -> None:
    with pytest.raises(InvalidValue, match="after 2 repeats the image is 1×1"):
        pool_image(np.ones((4, 4, 1)), repeat=3)
    for arguments, field in [((9,), "kernel"), ((2, 1, "min"), "method"), ((2, 1, "max", 0), "repeat")]:
        with pytest.raises(InvalidValue) as raised:
            pool_image(np.ones((4, 4, 1)), *arguments)
        assert raised.value.field == field
    with pytest.raises(InvalidValue, match="never makes the image smaller"):
        pool_until(np.ones((4, 4, 1)), 2, window=1)


def test_values_become_pixels() -> None:
    values = np.array([[-300.0, -1.5, 0.4, 2.5, 254.6, 300]])
    assert to_pixels(values).tolist() == [[0, 0, 0, 2, 255, 255]]
    assert to_pixels(values, "absolute").tolist() == [[255, 2, 0, 2, 255, 255]]
    assert to_pixels(np.array([[-256.0, 0, 254]]), "centre").tolist() == [[0, 128, 255]]
    assert to_pixels(np.array([[-2.0, 0, 2]]), "stretch").tolist() == [[0, 128, 255]]
    assert to_pixels(np.full((2, 2), 7.0), "stretch").tolist() == [[0, 0], [0, 0]]
    with pytest.raises(InvalidValue, match="clip, absolute, centre, stretch"):
        to_pixels(values, "gamma")


def test_white_is_1_to_the_activation() -> None:
    values = np.array([[-255.0, 0, 127.5, 510]])
    assert activate_image(values, "relu").tolist() == [[0, 0, 127.5, 510]]
    np.testing.assert_allclose(activate_image(values, "sigmoid") / 255, 1 / (1 + np.exp([[1, 0, -0.5, -2]])))
