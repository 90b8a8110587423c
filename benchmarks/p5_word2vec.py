"""P5: words a second of skip-gram with negative sampling, and how good its vectors are; peer: gensim's Word2Vec with two workers.

Both read the same words (`brown`, when PLAYGROUND_TEST_DATA holds brown.txt, else `head500`), with the same window, dimensions, negatives, subsampling and epochs.
"""

import os
import statistics
import time
from pathlib import Path

import numpy as np
from gensim.models import Word2Vec
from safetensors.numpy import load

from backend.datasets import text_sets
from backend.datasets.texts import Text
from backend.training.events import MemoryReporter
from backend.training.kinds.word2vec import Word2VecParams
from backend.training.vocabulary import Vocabulary, corpus_of
from backend.training.word2vec import Word2VecTraining
from backend.training.word_watch import WordWatch


def a_text() -> tuple[str, Text]:
    folder = Path(os.environ.get("PLAYGROUND_TEST_DATA", "."))
    name = text_sets.BROWN if text_sets.brown_path(folder).is_file() else "head500"
    return name, text_sets.load(name, folder)


def sentences(text: Text) -> list[list[str]]:
    """The text as gensim reads it."""
    words = np.array(text.words, dtype=object)[text.ids]
    return [list(part) for part in np.split(words, np.flatnonzero(np.diff(text.sentences)) + 1)]


def ours(text: Text, params: Word2VecParams) -> tuple[float, dict[str, float]]:
    """Words a second, all that an epoch does included, without building the graph; and the scores."""
    reporter = MemoryReporter()
    training = Word2VecTraining(text, params, reporter)
    list(training.loop.run(0, 1))  # builds the graph
    training = _fresh(training)
    started = time.perf_counter()
    training.train()
    seconds = time.perf_counter() - started
    training.finish()
    vectors = load(reporter.artifacts["vectors.safetensors"])["vectors"]
    return params.epochs * len(text.ids) / seconds, training.watch.scores(vectors)


def _fresh(training: Word2VecTraining) -> Word2VecTraining:
    """As it was before its first step; that step saw only filler."""
    training.sums.assign(np.zeros(2))
    return training


def gensim(text: Text, params: Word2VecParams) -> tuple[float, dict[str, float]]:
    lines = sentences(text)
    model = Word2Vec(
        vector_size=params.dimensions,
        window=params.window,
        min_count=params.min_count,
        negative=params.negatives,
        sample=params.subsampling,
        sg=int(params.architecture == "skip-gram"),
        seed=params.seed + 1,
        workers=2,
    )
    model.build_vocab(lines)
    started = time.perf_counter()
    model.train(lines, total_examples=model.corpus_count, epochs=params.epochs)
    seconds = time.perf_counter() - started
    words = tuple(model.wv.index_to_key)
    watch = WordWatch(Vocabulary(words, np.ones(len(words), np.int64)), params, MemoryReporter())
    return params.epochs * len(text.ids) / seconds, watch.scores(model.wv.vectors)


def main(epochs: int = 5, seeds: int = 3) -> None:
    name, text = a_text()
    print(
        f"P5  word2vec, skip-gram, 5 negatives, window 5, 100 dimensions, {epochs} epochs of {name}, {len(text.ids):,} words; peer: gensim, 2 workers"
    )
    print(
        f"    {len(corpus_of(text, 5).vocabulary.words):,} words are learnt; WordSim-353 as Spearman's correlation, share of analogies solved"
    )
    rows: list[tuple[tuple[float, dict[str, float]], tuple[float, dict[str, float]]]] = []
    for seed in range(seeds):
        params = Word2VecParams(dataset=name, epochs=epochs, seed=seed)
        rows.append((ours(text, params), gensim(text, params)))
        for who, (speed, scores) in zip(("ours", "peer"), rows[-1], strict=True):
            print(
                f"  seed {seed} {who}: {speed:9,.0f} words/s", ", ".join(f"{key} {value:.3f}" for key, value in scores.items()), flush=True
            )
    speeds = [statistics.median(row[side][0] for row in rows) for side in (0, 1)]
    print(f"  ratio {speeds[0] / speeds[1]:.2f}")
    for key in rows[0][0][1]:
        means = [statistics.mean(row[side][1][key] for row in rows) for side in (0, 1)]
        print(f"  mean {key}: ours {means[0]:.3f}, peer {means[1]:.3f}")


if __name__ == "__main__":
    main()
