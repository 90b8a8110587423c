"""P5: words per second of skip-gram with negative sampling, and how good its vectors are; peer: gensim's Word2Vec with two workers.

Both read the same words (`brown`, when the folder PLAYGROUND_TEST_DATA holds brown.txt, else `head500`), with the same settings: window,
dimensions, negatives, subsampling, epochs, learning rate. gensim is also asked with its own learning rate, 0.025.
"""

import os
import statistics
import time
from pathlib import Path

import numpy as np
from gensim.models import Word2Vec
from safetensors.numpy import load

from backend.cli.tables import table_lines
from backend.datasets import text_sets
from backend.datasets.texts import Text
from backend.kinds.words.evaluation import WordEvaluation
from backend.kinds.words.params import Word2VecParams
from backend.kinds.words.vocabulary import Vocabulary, corpus_of
from backend.kinds.words.word2vec import Word2VecTraining
from backend.reporter import MemoryReporter

Run = tuple[float, dict[str, float]]  # words per second, scores

PROBES = ("water", "money", "father", "church", "music", "good", "month", "car")


def a_text() -> tuple[str, Text]:
    folder = Path(os.environ.get("PLAYGROUND_TEST_DATA", "."))
    name = text_sets.BROWN if text_sets.brown_path(folder).is_file() else "head500"
    return name, text_sets.load(name, folder)


def sentences(text: Text) -> list[list[str]]:
    """The text as gensim reads it."""
    words = np.array(text.words, dtype=object)[text.ids]
    return [list(part) for part in np.split(words, np.flatnonzero(np.diff(text.sentences)) + 1)]


def ours(text: Text, params: Word2VecParams) -> Run:
    """Words per second, all that an epoch does included, without building the graph; and the scores. Shows the probes' neighbours."""
    reporter = MemoryReporter(text)
    training = Word2VecTraining(params, reporter)
    list(training.loop.run(0, 1))  # builds the graph
    training.sums.assign(np.zeros(2))  # that step had only padding
    started = time.perf_counter()
    training.train()
    seconds = time.perf_counter() - started
    training.finish()
    vectors = load(reporter.artifacts["vectors.safetensors"])["vectors"]
    if params.seed == 0:
        print(*(f"  {line}" for line in table_lines(reporter.tables[-1]["rows"])), sep="\n", flush=True)
    return params.epochs * len(text.ids) / seconds, training.evaluation.scores(vectors)


def gensim(text: Text, params: Word2VecParams) -> Run:
    lines = sentences(text)
    model = Word2Vec(
        vector_size=params.dimensions,
        window=params.window,
        min_count=params.min_count,
        negative=params.negatives,
        sample=params.subsampling,
        sg=int(params.architecture == "skip-gram"),
        alpha=params.learning_rate,
        seed=params.seed + 1,
        workers=2,
    )
    model.build_vocab(lines)
    started = time.perf_counter()
    model.train(lines, total_examples=model.corpus_count, epochs=params.epochs)
    seconds = time.perf_counter() - started
    words = tuple(model.wv.index_to_key)
    evaluation = WordEvaluation(Vocabulary(words, np.ones(len(words), np.int64)), params, MemoryReporter())
    return params.epochs * len(text.ids) / seconds, evaluation.scores(model.wv.vectors)


def main(epochs: int = 5, seeds: int = 3) -> None:
    name, text = a_text()
    print(f"P5  word2vec, skip-gram, 5 negatives, window 5, 100 dimensions, {epochs} epochs of {name}, {len(text.ids):,} words")
    print(f"    {len(corpus_of(text, 5).vocabulary.words):,} words in the vocabulary")
    own = Word2VecParams(dataset=name, epochs=epochs, probes=PROBES if name == text_sets.BROWN else ())
    runs: dict[str, list[Run]] = {"ours": [], "peer": [], "peer, 0.025": []}
    for seed in range(seeds):
        params = own.model_copy(update={"seed": seed})
        runs["ours"].append(ours(text, params))
        runs["peer"].append(gensim(text, params))
        runs["peer, 0.025"].append(gensim(text, params.model_copy(update={"learning_rate": 0.025})))
    for who, each in runs.items():
        scores = {key: [scores[key] for _, scores in each] for key in each[0][1]}
        line = "; ".join(f"{key} {statistics.mean(all):.3f} ({', '.join(f'{one:.3f}' for one in all)})" for key, all in scores.items())
        print(f"  {who:11} {speed(each):9,.0f} words/s; {line}", flush=True)
    print(f"  ratio {speed(runs['ours']) / speed(runs['peer'] + runs['peer, 0.025']):.2f}")


def speed(runs: list[Run]) -> float:
    return statistics.median(words_per_s for words_per_s, _ in runs)


if __name__ == "__main__":
    main()
