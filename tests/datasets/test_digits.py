import numpy as np
from sklearn.datasets import load_digits

from backend.datasets import digits


def test_digits_are_scikit_learns_digits() -> None:
    data = digits.load()
    reference = load_digits()
    ours = np.concatenate([data.x_train, data.x_test])[..., 0].astype(int)
    labels = np.concatenate([data.y_train, data.y_test])
    assert sorted(_rows(ours, labels)) == sorted(_rows(np.round(reference.images * 255 / 16).astype(int), reference.target))


def test_digits_are_split_with_each_class_in_proportion() -> None:
    data = digits.load()
    assert (len(data.x_train), len(data.x_test)) == (1437, 360)
    assert data.x_train.shape[1:] == (8, 8, 1)
    assert set(np.bincount(data.y_test)) <= {34, 35, 36, 37}
    assert digits.DATASET.sizes == {"train": 1437, "test": 360}


def _rows(images: np.ndarray, labels: np.ndarray) -> list[tuple[int, ...]]:
    return [(*image.ravel(), label) for image, label in zip(images, labels, strict=True)]
