"""Benchmarks of word embeddings: human similarity ratings (WordSim-353), and analogies a : b = c : ? (Mikolov et al., 2013)."""

from functools import lru_cache

from backend.datasets.bundled import package_file


@lru_cache(maxsize=1)
def similar_pairs() -> tuple[tuple[str, str, float], ...]:
    """(word, word, mean similarity rating in 0..10), lower case."""
    rows = (line.split("\t") for line in _lines("wordsim353.tsv") if not line.startswith("#"))
    return tuple((first.lower(), second.lower(), float(value)) for first, second, value in rows)


@lru_cache(maxsize=1)
def analogy_questions() -> tuple[tuple[str, ...], ...]:
    """(a, b, c, answer), lower case: Athens is to Greece as Berlin is to Germany."""
    rows = (tuple(line.lower().split()) for line in _lines("questions-words.txt") if not line.startswith(":"))
    return tuple(row for row in rows if len(row) == 4)


def _lines(name: str) -> list[str]:
    return package_file("gensim", f"test/test_data/{name}").read_text(encoding="utf-8").splitlines()
