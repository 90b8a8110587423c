"""A text as word indices, one sentence per line."""

from array import array
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from backend.datasets.fingerprint import fingerprint_of
from backend.datasets.word_boundaries import unsegmented_script, words_of


@dataclass(frozen=True)
class Text:
    """
    Attributes:
        words: the distinct words, lower case, in order of first appearance.
        ids: int32, (n,), the text: an index into `words`.
        sentences: int32, (n,), the line of each word, counted from 0; a window never reaches beyond a line.
    """

    words: tuple[str, ...]
    ids: NDArray[np.int32]
    sentences: NDArray[np.int32]

    def freeze(self) -> None:
        """Makes the arrays read-only."""
        for values in (self.ids, self.sentences):
            values.flags.writeable = False

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the words in their order and of where lines end."""
        return fingerprint_of(self.words, self.ids, self.sentences)

    @cached_property
    def advice(self) -> str | None:
        """What should be done to the text before word vectors are trained on it; None for a text whose words are separated."""
        counts = np.bincount(self.ids, minlength=len(self.words)).tolist()
        script = unsegmented_script(dict(zip(self.words, counts, strict=True)))
        if script is None:
            return None
        return (
            f"The text is in a script without spaces ({script}), so each word here is a whole phrase. "
            "Segment it first: put a space between its words."
        )


def read_text(text: str) -> Text:
    """Words as `word_boundaries` has them, in their one form; a line of the text is a sentence."""
    index: dict[str, int] = {}
    ids, sentences = array("i"), array("i")
    for number, line in enumerate(text.splitlines()):
        found = words_of(line)
        ids.extend([index.setdefault(word, len(index)) for word in found])
        sentences.extend([number] * len(found))
    return Text(tuple(index), np.array(ids, np.int32), np.array(sentences, np.int32))
