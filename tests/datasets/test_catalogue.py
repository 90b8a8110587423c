from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from backend.datasets import digits
from backend.datasets.catalogue import Catalogue
from backend.datasets.images import ImageData
from backend.errors import NotFound
from backend.storage import Storage

BUNDLED = ["photo-patches", "mnist-5k", "digits"]


def test_the_catalogue_lists_the_sets_with_what_is_known_of_them(tmp_path: Path, uploads: Storage) -> None:
    rows = {row.id: row for row in Catalogue(tmp_path, uploads).all()}
    assert list(rows) == [*BUNDLED, "cifar10", "mnist", "lee-background", "head500"]
    assert [rows[name].availability for name in rows] == ["bundled"] * 3 + ["download"] * 2 + ["bundled"] * 2
    assert rows["cifar10"].sizes == {"train": 50_000, "test": 10_000}
    assert all(row.licence and row.source.startswith(("https://", "gensim")) for row in rows.values())


@pytest.mark.parametrize("dataset_id", BUNDLED)
def test_a_bundled_set_is_as_the_catalogue_says(dataset_id: str, tmp_path: Path, uploads: Storage) -> None:
    row = (catalogue := Catalogue(tmp_path, uploads)).describe(dataset_id)
    catalogue.ensure_available(dataset_id)
    data = catalogue.load(dataset_id, ImageData)
    assert data.input_shape == row.shape
    assert list(data.labels) == row.classes
    assert {"train": len(data.x_train), "test": len(data.x_test)} == row.sizes
    assert (data.x_train.dtype, data.y_train.dtype) == (np.uint8, np.int64)
    assert (data.y_train.max(), data.y_test.max()) == (len(row.classes) - 1,) * 2


def test_shared_arrays_cannot_be_written(tmp_path: Path, uploads: Storage) -> None:
    with pytest.raises(ValueError, match="read-only"):
        Catalogue(tmp_path, uploads).load("digits", ImageData).x_train[0] = 0


def test_many_who_ask_at_once_share_one_load(tmp_path: Path, uploads: Storage) -> None:
    digits.load.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: Catalogue(tmp_path, uploads).load("digits", ImageData), range(8)))
    assert all(data is found[0] for data in found)


@pytest.mark.parametrize("dataset_id", ["nothing", "", "../secret", "uploaded-000000000000", "uploaded-../../../x", "x" * 10_000])
def test_an_unknown_set_is_not_found(dataset_id: str, tmp_path: Path, uploads: Storage) -> None:
    catalogue = Catalogue(tmp_path, uploads)
    for use in (catalogue.describe, catalogue.ensure_available, lambda name: catalogue.load(name, ImageData)):
        with pytest.raises(NotFound, match="There is no data set"):
            use(dataset_id)
