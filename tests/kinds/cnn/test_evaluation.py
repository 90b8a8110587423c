import keras
import numpy as np
import pytest

from backend.kinds.cnn.batches import Examples
from backend.kinds.cnn.evaluation import BLOCK, Evaluation, Evaluator
from backend.reporter import Stopped, StopReason
from backend.training.keras_model import keras_model
from backend.training.network import Network
from tests.kinds.image_data import SIZE, bright_squares, params


def test_loss_and_accuracy_are_those_of_keras_over_all_blocks() -> None:
    data = bright_squares(train=4, test=2 * BLOCK + 3)
    network = Network(params().architecture((SIZE, SIZE, 3), data.labels), 0)
    evaluation = Evaluator(network)(Examples.of(data.x_test, data.y_test), lambda: None)
    model = keras_model(network.architecture)
    model.set_weights([variable.numpy() for variable in network.variables.values()])
    logits = model(data.x_test.astype("float32") / 255).numpy()
    softmax = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(evaluation.probabilities, softmax, atol=1e-5)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    assert evaluation.loss == pytest.approx(float(loss(np.eye(4)[data.y_test], logits)), rel=1e-5)
    assert evaluation.accuracy == np.mean(logits.argmax(axis=1) == data.y_test)


def test_confusion_counts_true_classes_in_rows() -> None:
    probabilities = np.eye(3, dtype="float32")[[0, 1, 1, 2, 0]]
    confusion = Evaluation(probabilities, np.array([0, 1, 2, 2, 2]), 0.0).confusion()
    assert confusion.tolist() == [[1, 0, 0], [0, 1, 0], [1, 1, 1]]


def test_an_evaluation_can_be_stopped() -> None:
    data = bright_squares()
    network = Network(params().architecture((SIZE, SIZE, 3), data.labels), 0)

    def stop() -> None:
        raise Stopped(StopReason.CANCELLED)

    with pytest.raises(Stopped):
        Evaluator(network)(Examples.of(data.x_test, data.y_test), stop)
