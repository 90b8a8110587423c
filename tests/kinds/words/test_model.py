"""Word vectors opened for use: how words are found."""

import numpy as np
import pytest

from backend.errors import InvalidInput
from backend.kinds.words.model import WordVectors

WORDS = ("apply", "the", "apple", "zebra", "ant")  # the most frequent first
MODEL = WordVectors(WORDS, (9, 7, 5, 3, 1), np.eye(5, dtype=np.float32), np.eye(5, dtype=np.float32))


@pytest.mark.parametrize(
    ("prefix", "found"),
    [("a", ["apply", "apple"]), ("appl", ["apply", "apple"]), ("an", ["ant"]), ("", ["apply", "the"]), ("x", []), ("zz", [])],
)
def test_a_search_gives_the_most_frequent_words_that_begin_so(prefix: str, found: list[str]) -> None:
    assert MODEL.search(prefix, 2) == found


def test_an_unknown_word_is_answered_with_frequent_ones_of_the_longest_common_beginning() -> None:
    with pytest.raises(InvalidInput, match="there is apply, apple") as error:
        MODEL.place("Applz", "word")
    assert error.value.errors[0].pointer == "/word"
    assert MODEL.place(" Zebra ", "word") == 3


def test_an_analogy_never_answers_with_a_word_of_its_question() -> None:
    answers, direction = MODEL.analogy(["apply", "the"], ["apple"], 5)
    assert sorted(answers.words) == ["ant", "zebra"]
    np.testing.assert_array_equal(direction, [1, 1, -1, 0, 0])
