import numpy as np
import pytest
from PIL import Image

from backend.datasets import photo_patches
from backend.datasets.bundled import package_file


def test_patches_have_cifars_shape_and_the_same_number_of_each_class() -> None:
    data = photo_patches.load()
    assert data.x_train.shape == (5000, 32, 32, 3)
    assert data.x_test.shape == (1000, 32, 32, 3)
    assert data.x_train.dtype == np.uint8
    assert np.bincount(data.y_train).tolist() == [500] * 10
    assert np.bincount(data.y_test).tolist() == [100] * 10
    assert data.labels == tuple(photo_patches.DATASET.classes)


def test_patches_are_the_same_in_every_run() -> None:
    first, again = photo_patches.load(), photo_patches.load.__wrapped__()
    np.testing.assert_array_equal(first.x_train, again.x_train)
    np.testing.assert_array_equal(first.y_test, again.y_test)


@pytest.mark.parametrize("photo", photo_patches.PHOTOS, ids=lambda photo: photo.label)
def test_training_and_test_regions_share_no_pixel_and_lie_inside_the_photo(photo: photo_patches.Photo) -> None:
    with Image.open(package_file(photo.package, photo.path)) as image:
        width, height = image.size
    train, test = photo_patches.regions(photo)
    for left, top, right, bottom in (train, test):
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
    assert train[2] <= test[0] or train[3] <= test[1]


def test_no_patch_reaches_outside_its_region() -> None:
    """Crops of an image whose region is white, and all around it red, hold no red."""
    image = Image.new("RGB", (200, 100), "red")
    image.paste("white", (50, 20, 150, 80))
    patches = photo_patches.crops(image, (50, 20, 150, 80), 100, 200, np.random.default_rng(0))
    assert patches.min() == 255


def test_photos_are_told_apart_by_their_nearest_training_patch() -> None:
    """A check that the labels carry information: a nearest-neighbour rule on colour histograms does far better than one in ten."""
    data = photo_patches.load()

    def features(images: np.ndarray) -> np.ndarray:
        channels = [np.quantile(images[..., c].reshape(len(images), -1), (0.1, 0.5, 0.9), axis=1).T for c in range(3)]
        return np.concatenate(channels, axis=1)

    train, test = features(data.x_train[:1000]), features(data.x_test[:300])
    nearest = np.linalg.norm(test[:, None] - train[None], axis=-1).argmin(axis=1)
    assert np.mean(data.y_train[:1000][nearest] == data.y_test[:300]) > 0.6
