from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from backend.datasets import digits, grid, photo_patches
from backend.datasets.images import ImageData
from backend.errors import InvalidInput, NotFound


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def test_samples_are_the_first_images_with_their_labels() -> None:
    data = photo_patches.load()
    found = grid.samples(data, 5, "test")
    assert [sample.index for sample in found] == [0, 1, 2, 3, 4]
    assert [sample.label for sample in found] == [data.labels[label] for label in data.y_test[:5]]


@pytest.mark.parametrize("count", [0, -1, 101])
def test_a_count_out_of_bounds_is_rejected(count: int) -> None:
    with pytest.raises(InvalidInput, match=r"1\.\.100"):
        grid.samples(photo_patches.load(), count)


@pytest.mark.parametrize("data", [digits.load(), photo_patches.load()], ids=["grey", "colour"])
def test_an_image_survives_its_png(data: ImageData) -> None:
    image = grid.image_at(data, "train", 3)
    np.testing.assert_array_equal(np.asarray(opened(grid.image_png(image))).reshape(image.shape), data.x_train[3])


@pytest.mark.parametrize("index", [-1, 1000])
def test_an_index_outside_the_split_is_not_found(index: int) -> None:
    with pytest.raises(NotFound, match="counted from 0"):
        grid.image_at(photo_patches.load(), "test", index)


def test_the_grid_shows_the_images_row_by_row_unsmoothed() -> None:
    data = photo_patches.load()
    sheet = np.asarray(opened(grid.grid_png(data, 25)))
    step_x, step_y = grid.CELL + grid.GAP, grid.CELL + grid.CAPTION + grid.GAP
    assert sheet.shape == (5 * step_y + grid.GAP, 5 * step_x + grid.GAP, 3)
    for index in (0, 4, 5, 24):
        x, y = grid.GAP + index % 5 * step_x, grid.GAP + index // 5 * step_y
        np.testing.assert_array_equal(sheet[y : y + 96 : 3, x : x + 96 : 3], data.x_train[index])
        caption = sheet[y + grid.CELL : y + grid.CELL + grid.CAPTION, x : x + grid.CELL]
        assert (caption < 100).any()


def test_a_label_longer_than_its_cell_is_cut() -> None:
    image = np.zeros((8, 8, 3), np.uint8)
    sheet = np.asarray(opened(grid.labelled_grid([image], ["x" * 500])))
    assert (sheet[grid.GAP + grid.CELL :, : grid.GAP] == grid.PAPER).all()
    assert (sheet[grid.GAP + grid.CELL :, -grid.GAP :] == grid.PAPER).all()
