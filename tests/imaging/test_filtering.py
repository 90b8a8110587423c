"""The fast filter against the readable one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.concepts.errors import InvalidValue
from backend.concepts.image_filter import BorderMode, Filtering, Operation, filter_image
from backend.concepts.kernels import KERNELS
from backend.concepts.pixel_range import to_pixels
from backend.imaging.filtering import filter_pixels, filter_values


@given(
    size=st.tuples(st.integers(1, 24), st.integers(1, 24), st.sampled_from([1, 3])),
    kernel_size=st.tuples(st.integers(1, 15), st.integers(1, 15)),
    padding=st.sampled_from(["same", "valid", 0, 1, 4]),
    border_mode=st.sampled_from(["zero", "reflect", "replicate", "wrap"]),
    stride=st.integers(1, 4),
    dilation=st.integers(1, 3),
    operation=st.sampled_from(["correlate", "convolve"]),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=300, deadline=None)
def test_it_gives_the_numbers_of_the_readable_one(
    size: tuple[int, int, int],
    kernel_size: tuple[int, int],
    padding: str | int,
    border_mode: BorderMode,
    stride: int,
    dilation: int,
    operation: Operation,
    seed: int,
) -> None:
    random = np.random.default_rng(seed)
    image, kernel = random.integers(0, 256, size, dtype=np.uint8), random.normal(size=kernel_size)
    filtering = Filtering(padding, border_mode, stride, dilation, operation)
    try:
        expected = filter_image(image.astype(float), kernel, filtering)
    except InvalidValue as error:
        with pytest.raises(InvalidValue, match=str(error).replace("(", r"\(").replace(")", r"\)").replace("+", r"\+")):
            filter_values(image, kernel, filtering)
        return
    np.testing.assert_allclose(filter_values(image, kernel, filtering), expected, rtol=1e-5, atol=255 * 1e-5)


@pytest.mark.parametrize("id", KERNELS)
def test_presets_give_exactly_the_rounded_pixels(id: str) -> None:
    image = np.random.default_rng(0).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    weights = KERNELS[id].weights()
    np.testing.assert_array_equal(filter_pixels(image, weights), to_pixels(filter_image(image.astype(float), weights)))
