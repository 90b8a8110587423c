"""Pooling pictures against Keras, and what a screen shows."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.concepts.errors import InvalidValue
from backend.concepts.picture_pooling import pool_picture, pool_until
from backend.concepts.pixel_range import activate_picture, to_pixels


@given(
    size=st.tuples(st.integers(8, 30), st.integers(8, 30), st.sampled_from([1, 3])),
    window=st.integers(1, 5),
    stride=st.none() | st.integers(1, 4),
    method=st.sampled_from(["max", "average"]),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=200, deadline=None)
def test_pooling_equals_keras(size: tuple[int, int, int], window: int, stride: int | None, method: str, seed: int) -> None:
    picture = np.random.default_rng(seed).normal(size=size)
    pool = keras.ops.max_pool if method == "max" else keras.ops.average_pool
    expected = np.asarray(pool(picture[None], window, stride or window, "valid"))[0]
    (only,) = pool_picture(picture, window, stride, method)
    np.testing.assert_allclose(only.picture, expected, rtol=1e-6, atol=1e-12)
    assert only.picture.shape[:2] == (only.rows.output_size, only.columns.output_size)


def test_rounds_follow_one_another() -> None:
    picture = np.random.default_rng(0).random((32, 20, 3))
    rounds = pool_picture(picture, 2, method="max", repeat=3)
    assert [r.picture.shape for r in rounds] == [(16, 10, 3), (8, 5, 3), (4, 2, 3)]
    np.testing.assert_array_equal(rounds[-1].picture[0, 0], picture[:8, :8].max(axis=(0, 1)))
    assert not rounds[-1].columns.fits
    assert rounds[0].rows.formula == "⌊(32 + 2·0 − 2)/2 + 1⌋ = ⌊16⌋ = 16"


def test_pooling_stops_at_the_wanted_size() -> None:
    picture = np.ones((64, 48, 1))
    assert [r.picture.shape[:2] for r in pool_until(picture, 16)] == [(32, 24), (16, 12)]
    assert pool_until(picture, 64) == []
    assert pool_until(picture, 1)[-1].picture.shape[:2] == (2, 1)


def test_a_round_too_many_is_refused() -> None:
    with pytest.raises(InvalidValue, match="after 2 rounds the picture is 1×1"):
        pool_picture(np.ones((4, 4, 1)), repeat=3)
    for arguments, field in [((9,), "kernel"), ((2, 1, "min"), "method"), ((2, 1, "max", 0), "repeat")]:
        with pytest.raises(InvalidValue) as raised:
            pool_picture(np.ones((4, 4, 1)), *arguments)
        assert raised.value.field == field
    with pytest.raises(InvalidValue, match="never makes the picture smaller"):
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
    assert activate_picture(values, "relu").tolist() == [[0, 0, 127.5, 510]]
    np.testing.assert_allclose(activate_picture(values, "sigmoid") / 255, 1 / (1 + np.exp([[1, 0, -0.5, -2]])))
