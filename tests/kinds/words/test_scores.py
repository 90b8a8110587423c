"""The score of a trained model against the counts of its text: each objective estimates what it should, and says what it cannot."""

from collections import Counter

import numpy as np
import pytest

from backend.datasets.texts import Text, read_text
from backend.errors import NotFound
from backend.kinds.kind import Read
from backend.kinds.words import glove, word2vec
from backend.kinds.words.cooccurrence import Pairs, cooccurrence, training_pairs
from backend.kinds.words.model import WordVectors
from backend.kinds.words.model import open as open_model
from backend.kinds.words.pair_counts import PairCounts
from backend.kinds.words.params import GloveParams, Word2VecParams
from backend.kinds.words.scores import correlation, score_pair
from backend.kinds.words.text_blocks import Blocks
from backend.kinds.words.vocabulary import corpus_of
from backend.reporter import MemoryReporter


def random_text(sentences: int = 1500) -> Text:
    """Twelve words of different frequency, each followed by some more than by others."""
    random = np.random.default_rng(5)
    follows = random.dirichlet(np.full(12, 0.4), 12)
    lines = []
    for _ in range(sentences):
        word = int(random.integers(12))
        line = [word]
        for _ in range(9):
            word = int(random.choice(12, p=follows[word]))
            line.append(word)
        lines.append(" ".join(f"w{word}" for word in line))
    return read_text("\n".join(lines))


TEXT = random_text()


def trained(**params: object) -> tuple[WordVectors, MemoryReporter]:
    own = {"dataset": "x", "dimensions": 16, "window": 2, "min_count": 1, "batch_size": 256} | params
    reporter = MemoryReporter(TEXT)
    if "x_max" in own:
        glove.run(GloveParams.model_validate(own), reporter)
    else:
        word2vec.run(Word2VecParams.model_validate({"subsampling": 0, "learning_rate": 0.05, **own}), reporter)
    return open_model(read_of(reporter)), reporter


def read_of(reporter: MemoryReporter, without: str = "") -> Read:
    def read(name: str) -> bytes:
        if name == without:
            raise NotFound(f"There is no {name}.")
        return reporter.artifacts[name]

    return read


def counted_by_hand(window: int) -> Counter[tuple[str, str]]:
    """Skip-gram's pairs, each weighted with how many of the reaches 1 … w see it."""
    counts: Counter[tuple[str, str]] = Counter()
    words, lines = np.array(TEXT.words)[TEXT.ids], TEXT.sentences
    for at in range(len(words)):
        for other in range(max(0, at - window), min(len(words), at + window + 1)):
            if other != at and lines[other] == lines[at]:
                counts[str(words[at]), str(words[other])] += (window - abs(at - other) + 1) / window
    return counts


@pytest.mark.parametrize(
    "params",
    [
        {"objective": "softmax", "epochs": 15},
        {"objective": "negative_sampling", "epochs": 25, "negatives": 2},
        {"x_max": 50, "epochs": 300, "batch_size": 32},
    ],
    ids=["softmax", "negative sampling", "glove"],
)
def test_the_scores_follow_what_was_counted(params: dict[str, object]) -> None:
    model, _ = trained(**params)
    r = correlation(model)
    assert r is not None and r > 0.9
    known = [(t, c) for t in range(len(model.words)) for c in range(len(model.words)) if model.counted and model.counted.count(t, c)]
    scores = [score_pair(model, t, c) for t, c in known]
    p = np.array([score.probabilities[t] for (t, _), score in zip(known, scores, strict=True) if score.probabilities is not None])
    counted = np.array([score.counted.probability for score in scores if score.counted and score.counted.probability])
    assert len(p) == len(counted) == len(known)
    assert np.corrcoef(np.log(p), np.log(counted))[0, 1] > 0.9
    assert np.median(np.abs(np.log(p / counted))) < 0.35


def test_the_softmax_of_negative_sampling_is_not_what_was_counted() -> None:
    """The fault: e^score/Σ e^score of a model that was not trained for it ranks the targets of a context wrongly."""
    model, _ = trained(objective="negative_sampling", epochs=25, negatives=2)
    assert model.counted is not None
    theta = model.theta.astype(float)
    errors, wrong = [], []
    for c in range(len(model.words)):
        score = score_pair(model, 0, c)
        counted = np.array([model.counted.count(t, c) or 0 for t in range(len(model.words))]) / model.counted.totals[c]
        e = np.exp(theta @ model.vectors[c])
        assert score.probabilities is not None
        errors.append(np.abs(score.probabilities - counted).sum())
        wrong.append(np.abs(e / e.sum() - counted).sum())
    assert np.mean(errors) < np.mean(wrong) / 2


def test_cbow_gives_no_probability_of_a_pair() -> None:
    model, _ = trained(architecture="cbow", epochs=1)
    score = score_pair(model, 0, 1)
    assert score.probabilities is None and score.counted and score.counted.score is None
    assert score.counted.probability is not None and correlation(model) is None


@pytest.mark.parametrize("window", [1, 2, 5])
def test_the_pairs_of_training_are_counted_by_their_expected_weight(window: int) -> None:
    corpus = corpus_of(TEXT, 1)
    pairs = training_pairs([corpus], window, lambda: None)
    words = corpus.vocabulary.words
    found = {(words[i], words[j]): float(x) for i, j, x in zip(pairs.rows, pairs.columns, pairs.x, strict=True)}
    assert found == pytest.approx(dict(counted_by_hand(window)), rel=1e-5)


def test_the_counted_text_is_that_of_the_epoch() -> None:
    corpus = corpus_of(TEXT, 1)
    blocks = Blocks(corpus, seed=3, window=2, subsampling=0.02, batch_size=64)
    thinned, epoch = blocks.thinned(2), blocks.epoch(2)
    assert 0 < len(thinned.ids) < len(corpus.ids)
    centres = epoch.sentences[:, 2:-2] >= 0
    np.testing.assert_array_equal(np.sort(epoch.words[:, 2:-2][centres]), np.sort(thinned.ids))


@pytest.mark.parametrize("seed", range(5))
def test_the_most_frequent_pairs_are_kept_and_a_rarer_one_is_below_the_limit(seed: int) -> None:
    random = np.random.default_rng(seed)
    full = np.triu(random.integers(0, 50, (9, 9))).astype(float)
    full = full + np.triu(full, 1).T
    i, j = np.nonzero(full)
    pairs = Pairs(i.astype(np.int32), j.astype(np.int32), full[i, j].astype(np.float32))
    counts = PairCounts.from_tensors(PairCounts.of(pairs, 9, most=20).tensors())
    kept = [value for a in range(9) for b in range(a, 9) if (value := counts.count(a, b)) is not None]
    assert len(kept) == 20 and min(kept) >= counts.limit > 0
    np.testing.assert_allclose(counts.totals, full.sum(axis=1))
    for a in range(9):
        for b in range(9):
            value = counts.count(a, b)
            assert value == full[a, b] if value is not None else full[a, b] <= counts.limit
    rows, columns, x = counts.pairs()
    np.testing.assert_array_equal(x, full[rows, columns])
    assert (
        len({*zip(rows.tolist(), columns.tolist(), strict=True)})
        == len(rows)
        == 2 * 20 - sum(counts.count(a, a) is not None for a in range(9))
    )
    whole = PairCounts.of(pairs, 9)
    assert whole.limit == 0 and all(whole.count(a, b) == full[a, b] for a in range(9) for b in range(9))


def test_the_reported_j_is_that_of_all_pairs_and_the_vectors_that_are_kept() -> None:
    model, _ = trained(x_max=50, epochs=3)
    pairs = cooccurrence(corpus_of(TEXT, 1), 2, lambda: None)
    assert model.biases is not None
    total = 0.0
    for i, j, x in zip(pairs.rows, pairs.columns, pairs.x.astype(float), strict=True):
        error = model.theta[i] @ model.context_vectors[j] + model.biases[0][i] + model.biases[1][j] - np.log(x)
        total += 0.5 * min(1.0, x / 50) ** 0.75 * error**2
    assert model.training.cost == pytest.approx(total, rel=1e-4)


def test_a_model_of_an_older_version_opens_without_counts() -> None:
    _, reporter = trained(epochs=1)
    model = open_model(read_of(reporter, without="cooccurrence.safetensors"))
    score = score_pair(model, 0, 1)
    assert model.counted is None and score.counted is None and score.probabilities is not None and correlation(model) is None
