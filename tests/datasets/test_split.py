import numpy as np

from backend.datasets.split import stratified_split

PIXELS = np.arange(60, dtype=np.uint8).reshape(60, 1, 1, 1)
LABELS = np.repeat([0, 1, 2], [30, 20, 10]).astype(np.int64)


def test_every_image_is_in_exactly_one_part_with_its_label() -> None:
    data = stratified_split(PIXELS, LABELS, 12, ("a", "b", "c"))
    pixels = np.concatenate([data.x_train, data.x_test]).ravel()
    assert sorted(pixels.tolist()) == list(range(60))
    np.testing.assert_array_equal(LABELS[pixels], np.concatenate([data.y_train, data.y_test]))


def test_each_class_gives_its_share_to_the_test() -> None:
    data = stratified_split(PIXELS, LABELS, 12, ("a", "b", "c"))
    assert np.bincount(data.y_test).tolist() == [6, 4, 2]


def test_the_seed_decides_the_split() -> None:
    first, again, other = (stratified_split(PIXELS, LABELS, 12, ("a", "b", "c"), seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.x_test, again.x_test)
    assert first.x_test.ravel().tolist() != other.x_test.ravel().tolist()
