"""A model points only into the copy of a data set that it was evaluated on."""

import os
import re
from pathlib import Path

import numpy as np
import pytest

from backend.api.dataset_match import match_of, why_not_same
from backend.datasets.catalogue import Catalogue
from backend.datasets.images import ImageData
from backend.datasets.npz import save_images
from backend.kinds.cnn.model import open as open_classifier
from backend.models import pretrained
from backend.models.store import read_json, read_predictions
from backend.storage import Storage

CNN = "pretrained-cifar10-cnn"


def copy(seed: int) -> ImageData:
    random = np.random.default_rng(seed)
    images = random.integers(0, 256, (20, 32, 32, 3), np.uint8)
    labels = np.arange(20) % 10
    return ImageData(images[:10], labels[:10], images[10:], labels[10:], tuple(f"{n}" for n in range(10)))


def test_the_order_the_pixels_and_the_labels_are_the_identity() -> None:
    one = copy(0)
    assert one.fingerprint == copy(0).fingerprint != copy(1).fingerprint
    swapped = ImageData(one.x_train, one.y_train, one.x_test[::-1], one.y_test, one.labels)
    relabelled = ImageData(one.x_train, one.y_train, one.x_test, one.y_test[::-1], one.labels)
    assert len({one.fingerprint, swapped.fingerprint, relabelled.fingerprint}) == 3


def test_another_copy_under_the_same_name_is_said_to_be_one(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path, Storage(str(tmp_path / "store")))
    origin = read_json(pretrained.find(CNN), "params.json")  # type: ignore[arg-type]
    assert match_of(origin, catalogue) == "absent"
    assert re.search(r"CIFAR-10 .* train .* once, .* put cifar10\.npz into", why_not_same(origin, catalogue) or "")
    assert "deleted" in (why_not_same(origin | {"dataset": "upload-gone"}, catalogue) or "")
    save_images(tmp_path / "cifar10.npz", copy(0))
    assert match_of(origin, catalogue) == "different"
    here = catalogue.identify("cifar10").fingerprint
    reason = why_not_same(origin, catalogue) or ""
    assert here and here in reason and origin["dataset_fingerprint"] in reason
    assert match_of(origin | {"dataset_fingerprint": here}, catalogue) == "same"
    assert why_not_same(origin | {"dataset_fingerprint": here}, catalogue) is None


def test_the_shipped_gans_were_trained_on_the_bundled_digits(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path, Storage(str(tmp_path / "store")))
    for name in ("pretrained-mnist-gan", "pretrained-mnist-dcgan"):
        assert match_of(read_json(pretrained.find(name), "params.json"), catalogue) == "same"  # type: ignore[arg-type]


@pytest.mark.skipif("PLAYGROUND_TEST_DATA" not in os.environ, reason="PLAYGROUND_TEST_DATA, a folder with cifar10.npz, is not set")
def test_the_shipped_network_predicts_its_own_cells_on_the_copy_that_it_names(tmp_path: Path) -> None:
    catalogue = Catalogue(Path(os.environ["PLAYGROUND_TEST_DATA"]), Storage(str(tmp_path)))
    files = pretrained.find(CNN)
    assert files
    assert match_of(read_json(files, "params.json"), catalogue) == "same"
    data, stored = catalogue.load("cifar10", ImageData), read_predictions(files)
    np.testing.assert_array_equal(stored.labels, data.y_test)
    found = open_classifier(files.read).probabilities(data.x_test[:500].astype(np.float32) / 255)
    np.testing.assert_allclose(found, stored.probabilities[:500], atol=1e-3)
