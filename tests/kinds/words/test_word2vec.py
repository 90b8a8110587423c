"""The whole run: what it learns, against itself when interrupted, and where it fails."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from safetensors.numpy import load
from scipy.spatial.distance import cosine

from backend.concepts.embeddings import nearest, unit_rows
from backend.datasets import text_sets
from backend.datasets.texts import Text, read_text
from backend.kinds.words.objectives import SkipGram
from backend.kinds.words.params import MAX_VOCABULARY, Word2VecParams
from backend.kinds.words.word2vec import Word2VecTraining, row_rates, run
from backend.reporter import Checkpoint, Failed, MemoryReporter, Stopped
from tests.kinds.words.text_data import ANIMALS, TOOLS, two_topics


def params(**values: object) -> Word2VecParams:
    small = {"dataset": "topics", "dimensions": 8, "epochs": 3, "batch_size": 64, "window": 3, "subsampling": 0, "learning_rate": 0.05}
    return Word2VecParams.model_validate(small | values)


def trained(text: Text, own: Word2VecParams, reporter: MemoryReporter | None = None) -> MemoryReporter:
    reporter = reporter or MemoryReporter()
    reporter.given = text
    run(own, reporter)
    return reporter


def separated(reporter: MemoryReporter) -> bool:
    """Whether every word's five neighbours are of its own topic."""
    unit = unit_rows(load(reporter.artifacts["vectors.safetensors"])["vectors"])
    words = json.loads(reporter.artifacts["vocabulary.json"])["words"]
    topics = [words.index(word) for word in ANIMALS], [words.index(word) for word in TOOLS]
    return all(set(nearest(unit, unit[i], 5, [i])[0]) < set(topic) for topic in topics for i in topic)


@pytest.mark.parametrize("objective", ["negative_sampling", "softmax"])
@pytest.mark.parametrize(("architecture", "rate"), [("skip-gram", 0.05), ("cbow", 0.1)])
def test_words_that_stand_together_become_neighbours(architecture: str, rate: float, objective: str) -> None:
    reporter = trained(two_topics(), params(architecture=architecture, objective=objective, epochs=10, learning_rate=rate))
    losses = [metric["values"]["loss"] for metric in reporter.metrics if metric["scope"] == "epoch"]
    assert losses[-1] < losses[0]
    assert separated(reporter)


@pytest.mark.parametrize(
    ("architecture", "objective", "expected"),
    [
        ("skip-gram", "negative_sampling", [0.5, 4 / (1 * 4 * 6), 4 / (100 * 4 * 6)]),
        ("skip-gram", "softmax", [0.5, 4 / (1 * 4 * 2), 4 / (100 * 4 * 2)]),
        ("cbow", "negative_sampling", [0.5, 0.5, 4 / (100 * 6)]),
        ("cbow", "softmax", [0.5, 0.5, 4 / (100 * 2)]),
    ],
)
def test_the_steps_of_a_word_in_one_update_add_up_to_at_most_four(architecture: str, objective: str, expected: list[float]) -> None:
    """A word that appears a times is moved a · pairs · (1 + negatives) times; with window 3 it has 2, 4 or 6 pairs, on average 4."""
    own = params(architecture=architecture, objective=objective, window=3, negatives=5, learning_rate=0.5)
    assert row_rates(own, np.array([0.01, 1, 100], np.float32)) == pytest.approx(expected)


def test_the_learning_rate_falls_to_zero_in_a_straight_line() -> None:
    """With a window of one word, the same batch and the same start, an update differs from the first by its rate alone."""
    training = Word2VecTraining(params(epochs=4, window=1, batch_size=8192), MemoryReporter(two_topics()))
    assert training.interval_steps >= 32
    training.prepare_interval()
    vectors, moves = training.embeddings.numpy(), []
    for step in range(0, training.total_steps, training.interval_steps):
        training.embeddings.assign(vectors)
        training.theta.assign(tf.zeros_like(training.theta))
        training.update(tf.constant(step, tf.int64))
        moves.append(training.theta.numpy())
    assert np.abs(moves[0]).max() > 0
    np.testing.assert_allclose(moves, [share * moves[0] for share in (1, 0.75, 0.5, 0.25)], rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("stop_at", [1, 40, 120])
def test_an_interrupted_run_equals_an_uninterrupted_one_bit_by_bit(stop_at: int) -> None:
    text, own = two_topics(), params(deterministic=True)
    whole = trained(text, own)
    first = MemoryReporter(text, stop_at_step=stop_at)
    with pytest.raises(Stopped):
        run(own, first)
    second = trained(text, own, MemoryReporter(last_checkpoint=first.last_checkpoint))
    assert isinstance(first.last_checkpoint, Checkpoint)
    for name in ("vectors.safetensors", "metrics.json"):
        assert second.artifacts[name] == whole.artifacts[name]


def test_numbers_that_are_not_finite_end_the_run() -> None:
    training = Word2VecTraining(params(), MemoryReporter(two_topics()))
    training.theta.assign(training.theta + np.inf)
    with pytest.raises(Failed, match="smaller learning rate") as error:
        training.train()
    assert error.value.reason == "diverged"


@pytest.mark.parametrize("text", ["a b " * 10, "שלום עולם " * 9, "x " * 40 + "y"])
def test_a_poor_text_ends(text: str) -> None:
    reporter = trained(read_text(text), params(min_count=1, window=15))
    assert np.isfinite(load(reporter.artifacts["vectors.safetensors"])["vectors"]).all()


def test_too_few_words_are_told() -> None:
    with pytest.raises(Failed, match="smaller minimum count"):
        trained(read_text("each word here stands once only"), params(min_count=2))


def test_a_text_of_lines_of_one_word_has_nothing_to_learn() -> None:
    with pytest.raises(Failed, match="No line has two words"):
        trained(read_text("\n".join(["one", "two", "three"] * 9)), params(min_count=1))


def test_subsampling_that_leaves_no_words_is_told() -> None:
    with pytest.raises(Failed, match="Subsampling at 1e-300 leaves no two words"):
        trained(two_topics(), params(subsampling=1e-300))


def test_a_vocabulary_that_is_cut_is_told() -> None:
    words = " ".join(f"w{number}" for number in range(MAX_VOCABULARY + 5))
    reporter = trained(read_text(words), params(min_count=1, dimensions=2, epochs=1))
    assert any("50,000 most frequent words" in message for message in reporter.messages)


def test_probes_and_a_pair_are_watched() -> None:
    reporter = trained(two_topics(), params(probes=("cat", "unicorn"), pair=("cat", "saw")))
    assert any("unicorn" in message for message in reporter.messages)
    assert [(table["name"], table["epoch"], len(table["rows"])) for table in reporter.tables] == [("neighbours", n, 6) for n in (1, 2, 3)]
    vectors = load(reporter.artifacts["vectors.safetensors"])["vectors"]
    words = json.loads(reporter.artifacts["vocabulary.json"])["words"]
    for word, neighbour, similarity in reporter.tables[-1]["rows"]:
        expected = 1 - cosine(vectors[words.index("cat")], vectors[words.index(neighbour)])
        assert word == "cat" and similarity == pytest.approx(expected, abs=1e-6)
    expected = 1 - cosine(vectors[words.index("cat")], vectors[words.index("saw")])
    assert reporter.metrics[-1]["values"]["pair_similarity"] == pytest.approx(expected, abs=1e-6)


def warnings_of(reporter: MemoryReporter) -> list[str]:
    return [message for message in reporter.messages if "did not learn" in message]


@pytest.mark.parametrize("objective", ["negative_sampling", "softmax"])
@pytest.mark.parametrize("architecture", ["skip-gram", "cbow"])
def test_a_run_that_hardly_moved_its_vectors_says_so(architecture: str, objective: str) -> None:
    own = {"architecture": architecture, "objective": objective}
    assert len(warnings_of(trained(two_topics(100), params(**own, epochs=1, dimensions=100, learning_rate=0.001)))) == 1
    assert not warnings_of(trained(two_topics(), params(**own, epochs=20, learning_rate=0.05)))


@pytest.mark.parametrize(("architecture", "rate"), [("skip-gram", 0.035), ("cbow", 0.1)])
def test_a_run_whose_vectors_all_point_the_same_way_says_so(architecture: str, rate: float, tmp_path: Path) -> None:
    """Three epochs of the bundled news; the old default were five, after which all neighbours stood at 0.97 to 1.00."""
    own = Word2VecParams(dataset="lee-background", architecture=architecture, learning_rate=rate, epochs=3)
    reporter = trained(text_sets.load("lee-background", tmp_path), own)
    assert json.loads(reporter.artifacts["metrics.json"])["mean_similarity"] > 0.9
    assert len(warnings_of(reporter)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("text", ["lee-background", "head500"])
def test_the_defaults_learn_on_every_bundled_text(text: str, tmp_path: Path) -> None:
    reporter = trained(text_sets.load(text, tmp_path), Word2VecParams(dataset=text))
    metrics = json.loads(reporter.artifacts["metrics.json"])
    assert metrics["mean_similarity"] < 0.3
    assert metrics["word_similarity"] > (0.1 if text == "lee-background" else 0.6)
    assert not warnings_of(reporter)


@pytest.mark.parametrize("sentences", [4, 10, 30])
def test_each_epoch_of_a_short_text_reports_its_own_loss(sentences: int) -> None:
    """Without learning θ stays 0, so each of the 1 + k scores costs ln 2, in the epochs of 1, 3 or 8 updates as in long ones."""
    own = params(epochs=4, learning_rate=1e-6, negatives=5, min_count=1)
    reporter = trained(two_topics(sentences), own)
    losses = [metric["values"]["loss"] for metric in reporter.metrics if metric["scope"] == "epoch"]
    assert losses == pytest.approx([6 * math.log(2)] * 4, rel=1e-3)


def test_the_loss_of_a_short_epoch_is_measured_on_all_its_pairs() -> None:
    training = Word2VecTraining(params(), MemoryReporter(two_topics(30)))
    training.prepare_interval()
    steps = training.interval_steps
    pairs = sum(
        float(tf.reduce_sum(SkipGram(training.batch_of(tf.constant(step, tf.int64)), training.embeddings).mask)) for step in range(steps)
    )
    training.train_interval()
    assert steps == 8
    assert training.sums.numpy()[1] == pairs
