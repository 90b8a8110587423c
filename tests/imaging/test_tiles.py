import numpy as np

from backend.imaging.tiles import sheet, to_bytes


def test_a_tile_lies_where_its_number_says() -> None:
    images = np.random.default_rng(0).integers(1, 255, (7, 4, 6, 3), dtype=np.uint8)
    whole = sheet(images, columns=3)
    assert whole.shape == (3 * 4, 3 * 6, 3)
    for number, image in enumerate(images):
        row, column = divmod(number, 3)
        np.testing.assert_array_equal(whole[4 * row : 4 * row + 4, 6 * column : 6 * column + 6], image)
    assert not whole[8:, 6:].any()


def test_values_become_bytes() -> None:
    np.testing.assert_array_equal(to_bytes(np.array([-0.5, 0, 0.5, 1, 7])), [0, 0, 128, 255, 255])
