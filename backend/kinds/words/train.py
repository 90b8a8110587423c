"""A run over a text, epoch by epoch: what word2vec and GloVe do the same."""

import math
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.concepts.embeddings import mean_similarity, unit_rows
from backend.datasets.texts import Text
from backend.kinds.words import artifacts
from backend.kinds.words.cooccurrence import Pairs
from backend.kinds.words.evaluation import WordEvaluation
from backend.kinds.words.params import MAX_VOCABULARY, GloveParams, Word2VecParams
from backend.kinds.words.vocabulary import Vocabulary
from backend.reporter import Reporter
from backend.training.training_run import TrainingRun

# Mean cosine similarity of two words above which the vectors have not moved apart: after training it is 0.0 to 0.4.
UNLEARNED = 0.9
UNMOVED = 0.95  # of the loss without training: above, the vectors are still those of the start


class WordTraining(TrainingRun):
    """
    Attributes:
        kind: id of the kind.
        text: what it is trained on.
        rate_name: what its speed counts.
        sums: float64, (2,): of the epoch, the cost and the pairs that it was measured on.
        extra: has the loss of the last complete epoch.
    """

    kind: ClassVar[str]
    rate_name: ClassVar[str]
    advice = ", or a smaller batch size"
    vocabulary: Vocabulary

    def __init__(self, params: Word2VecParams | GloveParams, reporter: Reporter) -> None:
        super().__init__(params, reporter)
        self._params = params
        self._read_s = 0.0
        self.text = reporter.data(params.dataset, Text)

    def start_words(self, variables: Mapping[str, tf.Variable]) -> None:
        """Called once the variables and the vocabulary are there."""
        if len(self.vocabulary.words) == MAX_VOCABULARY:
            self.reporter.warning(f"The {MAX_VOCABULARY:,} most frequent words are trained; rarer ones are left out of the text.")
        if self.text.advice:
            self.reporter.warning(self.text.advice)
        self.evaluation = WordEvaluation(self.vocabulary, self._params, self.reporter)
        self.total_steps = self._params.epochs * self.interval_steps
        self.start(variables, tf.Variable(tf.zeros(2, tf.float64)))

    @abstractmethod
    def read(self, steps: int) -> float:
        """How much of the text the first so many updates of an epoch read, in the unit of `rate_name`."""

    @abstractmethod
    def vectors(self) -> NDArray[np.float32]:
        """The vector of each word, (|V|, d)."""

    @abstractmethod
    def tensors(self) -> dict[str, NDArray[np.float32]]:
        """All that is kept of the model, `vectors` and `theta` (|V|, d) among it."""

    @abstractmethod
    def counted_pairs(self) -> Pairs:
        """How often words stood together in what was trained on."""

    def untrained_loss(self) -> float:
        """The mean cost of a pair at the start; infinite where it is not known."""
        return math.inf

    def facts(self) -> dict[str, Any]:
        """What the result tells besides the scores."""
        return {}

    def metrics(self, sums: NDArray[np.float64], steps: int) -> dict[str, float]:
        """Speed since the last metrics, and the mean cost per pair where one was measured."""
        seconds, self._read_s = self.loop.seconds - self._read_s, self.loop.seconds
        done = self.step - self.interval * self.interval_steps
        values = {self.rate_name: (self.read(done) - self.read(done - steps)) / seconds}
        return values | ({"loss": float(sums[0] / sums[1])} if sums[1] else {})

    def finish_interval(self) -> None:
        """Reports the epoch's mean cost, the scores and the neighbours."""
        vectors = self.vectors()
        self.require_finite(float(np.abs(vectors).sum()))
        cost, pairs = self.sums.numpy()
        self.extra = {"loss": float(cost / pairs) if pairs else 0.0}  # 0 for a text whose words are all alone
        self.report({**self.extra, **self.evaluation.scores(vectors)})
        self.evaluation.report_neighbours(vectors, epoch=self.number, step=self.step)

    def finish(self) -> None:
        vectors = self.vectors()
        counts = {"epochs": self.interval, "steps": self.step}
        mean = mean_similarity(unit_rows(vectors))
        if reason := self._unlearned(mean):
            self.reporter.warning(f"The run did not learn to tell the words apart: {reason}. Train for more epochs, or on a longer text.")
        metrics = {**self.extra, **self.evaluation.scores(vectors), **counts, **self.facts(), "mean_similarity": mean}
        fingerprint = self.text.fingerprint
        artifacts.write(self.kind, self.vocabulary, self.tensors(), self.counted_pairs(), self._params, metrics, fingerprint, self.reporter)

    def _unlearned(self, mean: float) -> str:
        """Why the vectors say nothing of the words; "" where they do."""
        if mean > UNLEARNED:
            return f"two words have a mean cosine similarity of {mean:.2f}, so that all neighbours look equally near"
        if self.extra["loss"] > UNMOVED * self.untrained_loss():
            return f"the loss is {self.extra['loss']:.3f}, and {self.untrained_loss():.3f} without any training"
        return ""
