"""What is measured of word vectors while they are trained, against gensim's own evaluation on the same files."""

import numpy as np
import pytest
from gensim.models import KeyedVectors
from gensim.test.utils import datapath

from backend.datasets.word_tests import analogy_questions, similar_pairs
from backend.kinds.words.evaluation import WordEvaluation
from backend.kinds.words.params import Word2VecParams
from backend.kinds.words.vocabulary import Vocabulary
from backend.reporter import MemoryReporter

PAIRS = [word for first, second, _ in similar_pairs()[:60] for word in (first, second)]
QUESTIONS = [word for row in analogy_questions()[:60] for word in row]
RARE = ["zyzzyva", "qoph"]  # in neither file


def evaluation_of(words: list[str]) -> WordEvaluation:
    vocabulary = Vocabulary(tuple(words), np.arange(len(words), 0, -1))
    return WordEvaluation(vocabulary, Word2VecParams(dataset="any"), MemoryReporter())


def vectors_of(words: list[str]) -> KeyedVectors:
    keyed = KeyedVectors(5)
    keyed.add_vectors(words, np.random.default_rng(1).normal(size=(len(words), 5)).astype(np.float32))
    return keyed


def test_the_agreement_with_people_is_gensims() -> None:
    words = list(dict.fromkeys(RARE + PAIRS))
    keyed = vectors_of(words)
    _, spearman, unknown = keyed.evaluate_word_pairs(datapath("wordsim353.tsv"))
    assert 0 < unknown < 100  # pairs with one word, or none, in the vocabulary do not count
    scores = evaluation_of(words).scores(keyed.vectors)
    assert scores == {"word_similarity": pytest.approx(spearman.statistic, abs=1e-6)}


def test_the_share_of_right_analogies_is_gensims() -> None:
    words = list(dict.fromkeys(RARE + QUESTIONS))
    keyed = vectors_of(words)
    accuracy, _ = keyed.evaluate_word_analogies(datapath("questions-words.txt"))
    assert 0 < accuracy < 1
    assert evaluation_of(words).scores(keyed.vectors) == {"analogy": pytest.approx(accuracy)}


def test_a_few_words_get_no_score() -> None:
    words = list(dict.fromkeys(PAIRS[:20] + QUESTIONS[:4]))
    assert evaluation_of(words).scores(vectors_of(words).vectors) == {}


@pytest.mark.parametrize(
    ("text", "probes"),
    [
        ("the tiger of money and water in a car or cash", ["tiger", "money", "water", "car"]),  # nouns of WordSim-353, most frequent first
        ("the of and to in a", ["to", "in", "a"]),
    ],
)
def test_the_words_to_track_are_frequent_nouns_or_else_from_the_middle(text: str, probes: list[str]) -> None:
    assert evaluation_of(text.split()).probes == probes
