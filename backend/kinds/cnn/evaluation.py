"""How good a network is on examples that it does not train on."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from backend.kinds.cnn.batches import Examples
from backend.training.losses import cross_entropy
from backend.training.network import Network

BLOCK = 256  # images a graph call: short enough to stop between two


@dataclass(frozen=True)
class Evaluation:
    """
    Attributes:
        probabilities: float32, (n, classes), softmax of the logits.
        labels: int64, (n,), the true classes.
        loss: mean cross-entropy over all examples, without the label smoothing that a training may add to its own loss.
    """

    probabilities: NDArray[np.float32]
    labels: NDArray[np.int64]
    loss: float

    @property
    def accuracy(self) -> float:
        return float(np.mean(self.probabilities.argmax(axis=1) == self.labels))

    @property
    def metrics(self) -> dict[str, float]:
        return {"loss": self.loss, "accuracy": self.accuracy}

    def confusion(self) -> NDArray[np.int64]:
        """How many examples of each true class (row) were given each class (column); int64, (classes, classes)."""
        classes = self.probabilities.shape[1]
        cells = self.labels * classes + self.probabilities.argmax(axis=1)
        return np.bincount(cells, minlength=classes**2).reshape(classes, classes)


class Evaluator:
    """Evaluates one network, as it is at the time of the call."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._measured = tf.function(self._measure, reduce_retracing=True, autograph=False)

    def _measure(self, images: tf.Tensor, labels: tf.Tensor, first: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        block = Examples(images, labels).take(tf.range(first, tf.minimum(first + BLOCK, tf.shape(images)[0])))
        logits = self._network.logits(block[0])
        return tf.nn.softmax(logits), cross_entropy(logits, block[1])

    def __call__(self, examples: Examples, check: Callable[[], None]) -> Evaluation:
        """Calls `check` between two blocks; what it raises, rises."""
        probabilities, losses = [], []
        for first in range(0, len(examples), BLOCK):
            check()
            block = self._measured(examples.images, examples.labels, tf.constant(first))
            probabilities.append(block[0].numpy())
            losses.append(block[1].numpy())
        loss = float(np.concatenate(losses).mean(dtype=np.float64))
        return Evaluation(np.concatenate(probabilities), examples.labels.numpy().astype(np.int64), loss)
