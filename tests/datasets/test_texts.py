"""Texts: what counts as a word, and where texts come from."""

from pathlib import Path

import numpy as np
import pytest

from backend.datasets.catalogue import Catalogue
from backend.datasets.images import ImageData
from backend.datasets.texts import Text, read_text
from backend.errors import Conflict, NotFound
from backend.storage import Storage


def test_words_are_runs_of_letters_in_lines() -> None:
    text = read_text("The well-known l\u2019eau, isn't it?\n\nTHE 2nd -- caf\u0065\u0301")
    assert text.words == ("the", "well-known", "l'eau", "isn't", "it", "2nd", "caf\u00e9")
    np.testing.assert_array_equal(text.ids, [0, 1, 2, 3, 4, 0, 5, 6])
    np.testing.assert_array_equal(text.sentences, [0, 0, 0, 0, 0, 2, 2, 2])


@pytest.mark.parametrize("dataset_id", ["head500", "lee-background"])
def test_a_bundled_text_is_as_the_catalogue_says(dataset_id: str, tmp_path: Path, uploads: Storage) -> None:
    text = Catalogue(tmp_path, uploads).load(dataset_id, Text)
    assert (len(text.ids), len(text.words)) == Catalogue(tmp_path, uploads).describe(dataset_id).shape


def test_brown_is_there_once_its_file_is(tmp_path: Path, uploads: Storage) -> None:
    with pytest.raises(NotFound, match=r"put brown\.txt"):
        Catalogue(tmp_path, uploads).describe("brown")
    (tmp_path / "brown.txt").write_text("the fulton county grand jury\nsaid friday")
    assert "brown" in [row.id for row in Catalogue(tmp_path, uploads).all()]
    assert len(Catalogue(tmp_path, uploads).load("brown", Text).ids) == Catalogue(tmp_path, uploads).describe("brown").sizes["train"] == 7


def test_a_text_is_no_image_set_and_the_other_way_round(tmp_path: Path, uploads: Storage) -> None:
    with pytest.raises(Conflict, match="type text; a data set of type image is needed"):
        Catalogue(tmp_path, uploads).load("head500", ImageData)
    with pytest.raises(Conflict, match="type image; a data set of type text is needed"):
        Catalogue(tmp_path, uploads).load("digits", Text)
