import numpy as np

from backend.kinds.cnn.batches import Examples, epoch_order, split
from tests.kinds.image_data import bright_squares


def test_pixels_are_divided_by_255_as_numpy_does_it() -> None:
    every_pixel = np.arange(256, dtype=np.uint8).reshape(1, 16, 16, 1)
    images, labels = Examples.of(every_pixel, np.array([3])).take([0])
    np.testing.assert_array_equal(images.numpy(), every_pixel.astype(np.float32) / np.float32(255))
    assert labels.numpy().tolist() == [3]


def test_without_a_fraction_the_test_images_validate() -> None:
    data = bright_squares()
    training, validation = split(data, 0.0, 0)
    assert len(training) == 70
    np.testing.assert_array_equal(validation.images.numpy(), data.x_test)


def test_a_fraction_is_held_out_and_never_trained_on() -> None:
    data = bright_squares()
    training, validation = split(data, 0.2, 0)
    assert (len(training), len(validation)) == (56, 14)
    seen = {image.tobytes() for image in training.images.numpy()}
    held_out = {image.tobytes() for image in validation.images.numpy()}
    assert seen | held_out == {image.tobytes() for image in data.x_train} and not seen & held_out


def test_another_seed_holds_out_other_images() -> None:
    first, second = (split(bright_squares(), 0.2, seed)[1].images.numpy() for seed in (0, 1))
    assert not np.array_equal(first, second)


def test_each_epoch_has_its_own_order_of_all_examples() -> None:
    first, second = epoch_order(50, 3, 1), epoch_order(50, 3, 2)
    assert sorted(first) == sorted(second) == list(range(50))
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(first, epoch_order(50, 3, 1))
