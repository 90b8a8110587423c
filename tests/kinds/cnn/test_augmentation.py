import numpy as np
import pytest
import tensorflow as tf

from backend.kinds.cnn.augmentation import Augmentation, reflect
from backend.training import rng

IMAGES = np.random.default_rng(0).random((64, 6, 6, 3), dtype=np.float32)


def change(augmentation: Augmentation, seed: int = 1) -> np.ndarray:
    return augmentation(tf.constant(IMAGES), rng.root(seed)).numpy()


def test_nothing_asked_changes_nothing() -> None:
    np.testing.assert_array_equal(change(Augmentation()), IMAGES)


def test_flip_mirrors_about_half_of_the_images_and_leaves_the_others() -> None:
    changed = change(Augmentation(flip=True))
    mirrored = np.array([np.array_equal(new, old[:, ::-1]) for new, old in zip(changed, IMAGES, strict=True)])
    same = np.array([np.array_equal(new, old) for new, old in zip(changed, IMAGES, strict=True)])
    assert np.all(mirrored ^ same)
    assert 16 < mirrored.sum() < 48


def test_shift_is_a_window_of_the_reflected_image() -> None:
    changed = change(Augmentation(shift=2))
    padded = np.pad(IMAGES, ((0, 0), (2, 2), (2, 2), (0, 0)), mode="reflect")
    places = set()
    for new, old in zip(changed, padded, strict=True):
        found = [(r, c) for r in range(5) for c in range(5) if np.array_equal(new, old[r : r + 6, c : c + 6])]
        assert len(found) == 1
        places.update(found)
    assert len(places) > 15


def test_cutout_paints_one_square_grey() -> None:
    changed = change(Augmentation(cutout=3))
    for new, old in zip(changed, IMAGES, strict=True):
        rows, columns = np.nonzero(np.any(new != old, axis=-1))
        assert 4 <= len(rows) <= 9
        assert np.ptp(rows) <= 2 and np.ptp(columns) <= 2
        np.testing.assert_array_equal(new[rows, columns], np.float32(0.5))


@pytest.mark.parametrize("size", [1, 2, 5])
def test_reflected_places_are_inside(size: int) -> None:
    places = reflect(tf.range(-8, size + 8), size).numpy()
    assert places.min() >= 0 and places.max() < size


def test_the_same_seed_gives_the_same_change_and_another_seed_another() -> None:
    augmentation = Augmentation(flip=True, shift=2, cutout=2)
    np.testing.assert_array_equal(change(augmentation, 5), change(augmentation, 5))
    assert not np.array_equal(change(augmentation, 5), change(augmentation, 6))
