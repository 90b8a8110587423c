import numpy as np
from PIL import Image

from backend.imaging.model_input import to_input


def test_an_image_of_the_networks_size_keeps_its_pixels() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (32, 32, 3), np.uint8)
    values = to_input(Image.fromarray(pixels), (32, 32, 3))
    assert values.dtype == np.float32
    np.testing.assert_array_equal(values, pixels.astype(np.float32) / np.float32(255))


def test_the_middle_square_is_cut_out() -> None:
    image = Image.new("RGB", (96, 32), "red")
    image.paste("blue", (32, 0, 64, 32))
    values = to_input(image, (32, 32, 3))
    assert (values[..., 2] == 1).all()
    assert (values[..., 0] == 0).all()


def test_a_larger_image_is_averaged_down() -> None:
    checks = np.indices((320, 320)).sum(axis=0) % 2 * 255
    values = to_input(Image.fromarray(np.stack([checks] * 3, axis=-1).astype(np.uint8)), (32, 32, 3))
    np.testing.assert_allclose(values[4:-4, 4:-4], 0.5, atol=0.02)


def test_a_smaller_image_is_enlarged() -> None:
    assert to_input(Image.new("RGB", (1, 1), (255, 0, 51)), (32, 32, 3))[31, 0].tolist() == [1, 0, np.float32(0.2)]


def test_a_network_of_one_channel_gets_grey() -> None:
    values = to_input(Image.new("RGB", (50, 50), (255, 0, 0)), (28, 28, 1))
    assert values.shape == (28, 28, 1)
    np.testing.assert_allclose(values, 0.299, atol=1 / 255)


def test_a_network_whose_input_is_not_square_gets_its_proportions() -> None:
    image = Image.new("RGB", (64, 64), "black")
    image.paste("white", (0, 16, 64, 48))
    values = to_input(image, (16, 32, 3))
    assert values.shape == (16, 32, 3)
    assert (values[2:-2] > 0.99).all()
