"""A text as word indices, one sentence per line."""

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from backend.datasets.fingerprint import fingerprint_of

# Letters and digits of any script, joined by apostrophes and hyphens: "well-known", "l'eau".
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


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


def read_text(text: str) -> Text:
    """Words are runs of letters and digits, lower case, NFC; everything else separates them."""
    index: dict[str, int] = {}
    ids, sentences = array("i"), array("i")
    for number, line in enumerate(unicodedata.normalize("NFC", text).lower().splitlines()):
        for match in WORD.finditer(line):
            ids.append(index.setdefault(match.group(), len(index)))
            sentences.append(number)
    return Text(tuple(index), np.array(ids, np.int32), np.array(sentences, np.int32))
