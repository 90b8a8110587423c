"""What is measured of word embeddings while they are trained: neighbours of some words, agreement with people, one pair."""

import numpy as np
from numpy.typing import NDArray

from backend.concepts.embeddings import analogy_accuracy, nearest, rank_correlation, unit_rows
from backend.datasets.word_tests import analogy_questions, similar_pairs
from backend.kinds.words.params import WordParams
from backend.kinds.words.vocabulary import Vocabulary
from backend.reporter import Reporter

NEIGHBOURS = 6
FEWEST = 30  # questions or pairs that a text must have for a score of them to say something
MAX_QUESTIONS = 2000
PROBES = 4


class WordEvaluation:
    """Evaluates the vectors of one vocabulary.

    Attributes:
        probes: the words whose neighbours are reported.
    """

    def __init__(self, vocabulary: Vocabulary, params: WordParams, reporter: Reporter) -> None:
        self._words, self._index, self._reporter = vocabulary.words, vocabulary.index(), reporter
        self.probes = self._known(params.probes) or self._default_probes()
        self._pair = self._known(params.pair)
        self._pairs = [row for row in similar_pairs() if row[0] in self._index and row[1] in self._index]
        self._questions = self._known_questions()

    def _known(self, words: tuple[str, ...]) -> list[str]:
        unknown = [word for word in words if word not in self._index]
        if unknown:
            self._reporter.warning(f"Not in the vocabulary: {', '.join(unknown)}.")
        return [word for word in words if word in self._index]

    def _default_probes(self) -> list[str]:
        """The most frequent words of WordSim-353, which are all nouns; where there are none, words from the middle."""
        nouns = {word for first, second, _ in similar_pairs() for word in (first, second)}
        middle = len(self._words) // 2
        return ([word for word in self._words if word in nouns] or list(self._words[middle:]))[:PROBES]

    def _known_questions(self) -> NDArray[np.int64]:
        rows = [[self._index[word] for word in row] for row in analogy_questions() if all(word in self._index for word in row)]
        step = max(1, len(rows) // MAX_QUESTIONS)
        return np.array(rows[::step], np.int64).reshape(-1, 4)

    def scores(self, vectors: NDArray[np.float32]) -> dict[str, float]:
        """`word_similarity` (Spearman's ρ with WordSim-353), `analogy` (accuracy), `pair_similarity`; where possible."""
        unit = unit_rows(vectors)
        scores: dict[str, float] = {}
        if len(self._pairs) >= FEWEST:
            ours = np.array([unit[self._index[a]] @ unit[self._index[b]] for a, b, _ in self._pairs])
            scores["word_similarity"] = rank_correlation(ours, np.array([value for _, _, value in self._pairs]))
        if len(self._questions) >= FEWEST:
            scores["analogy"] = analogy_accuracy(unit, self._questions)
        if len(self._pair) == 2:
            a, b = (self._index[word] for word in self._pair)
            scores["pair_similarity"] = float(unit[a] @ unit[b])
        return scores

    def report_neighbours(self, vectors: NDArray[np.float32], *, epoch: int, step: int) -> None:
        """The table `neighbours`: of each tracked word the nearest words by cosine similarity, best first."""
        unit = unit_rows(vectors)
        rows = []
        for probe in self.probes:
            place = self._index[probe]
            found, similarities = nearest(unit, unit[place], NEIGHBOURS, [place])
            rows += [[probe, self._words[i], float(s)] for i, s in zip(found, similarities, strict=True)]
        self._reporter.table("neighbours", ("word", "neighbour", "cosine_similarity"), rows, step=step, epoch=epoch)
