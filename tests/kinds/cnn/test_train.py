"""The whole run: against Keras, against itself when interrupted, and its results."""

import json
from collections.abc import Mapping

import keras
import numpy as np
import pytest
from safetensors.numpy import load

from backend.concepts.architecture import Architecture
from backend.concepts.layer_network import logits
from backend.datasets import digits
from backend.kinds.cnn.batches import Examples, epoch_order
from backend.kinds.cnn.params import CnnParams
from backend.kinds.cnn.train import CnnTraining, run
from backend.reporter import Checkpoint, Failed, MemoryReporter, Scope, Split, Stopped, StopReason
from backend.training.graph_call import Pace
from backend.training.keras_model import keras_model
from tests.kinds.image_data import SMALL, bright_squares, params

HARD = {"flip": True, "shift": 2, "cutout": 3, "label_smoothing": 0.1, "schedule": "one_cycle", "optimizer": "adamw"}


def trained(training_params: CnnParams, reporter: MemoryReporter | None = None) -> MemoryReporter:
    reporter = reporter or MemoryReporter()
    reporter.given = bright_squares()
    run(training_params, reporter)
    return reporter


def epoch_metrics(*reporters: MemoryReporter) -> dict[tuple[int, str], dict[str, float]]:
    """Epoch metrics of all attempts; a repeated one must say the same."""
    metrics: dict[tuple[int, str], dict[str, float]] = {}
    for metric in (metric for reporter in reporters for metric in reporter.metrics if metric["scope"] == "epoch"):
        assert metrics.setdefault((metric["epoch"], metric["split"]), metric["values"]) == metric["values"]
    return metrics


@pytest.fixture(scope="module")
def uninterrupted() -> MemoryReporter:
    return trained(params(**HARD))


@pytest.mark.parametrize("optimizer", ["adam", "nesterov"])
def test_losses_and_weights_are_those_of_keras_fit_on_the_same_batches(optimizer: str) -> None:
    data, own = bright_squares(), params(layers=SMALL, optimizer=optimizer, learning_rate=0.01)
    training = CnnTraining(own, MemoryReporter(data))
    model = keras_model(training.network.architecture)
    model.set_weights([variable.numpy() for variable in training.network.variables.values()])
    peer = {"adam": keras.optimizers.Adam(0.01), "nesterov": keras.optimizers.SGD(0.01, momentum=0.9, nesterov=True)}[optimizer]
    model.compile(peer, keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    training.train()
    metrics = epoch_metrics(training.reporter)
    for epoch in (1, 2):
        order = epoch_order(70, own.seed, epoch)
        x, y = data.x_train[order].astype("float32") / 255, data.y_train[order]
        validation = (data.x_test.astype("float32") / 255, data.y_test)
        history = model.fit(x, y, batch_size=16, shuffle=False, validation_data=validation, verbose=0).history
        assert metrics[epoch, "train"]["loss"] == pytest.approx(history["loss"][0], rel=1e-5)
        assert metrics[epoch, "train"]["accuracy"] == pytest.approx(history["accuracy"][0], abs=1e-6)
        assert metrics[epoch, "validation"]["loss"] == pytest.approx(history["val_loss"][0], rel=1e-5)
        assert metrics[epoch, "validation"]["accuracy"] == pytest.approx(history["val_accuracy"][0], abs=1e-6)
    for variable, expected in zip(training.network.variables.values(), model.get_weights(), strict=True):
        np.testing.assert_allclose(variable, expected, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("stop_at_step", [0, 3, 5, 7, 10])
def test_a_resumed_run_equals_the_uninterrupted_one_bit_for_bit(uninterrupted: MemoryReporter, stop_at_step: int) -> None:
    first = MemoryReporter(stop_at_step=stop_at_step, stop_reason=StopReason.DRAINED)
    with pytest.raises(Stopped):
        trained(params(**HARD), first)
    assert first.last_checkpoint is not None and stop_at_step <= first.last_checkpoint.step <= 10
    second = trained(params(**HARD), MemoryReporter(last_checkpoint=first.last_checkpoint))
    for name in ("weights.safetensors", "predictions.safetensors", "metrics.json"):
        assert second.artifacts[name] == uninterrupted.artifacts[name]
    assert epoch_metrics(first, second) == epoch_metrics(uninterrupted)


def test_a_run_that_is_interrupted_again_and_again_ends_the_same(uninterrupted: MemoryReporter) -> None:
    checkpoint, attempts = None, []
    for step in (2, 3, 5, 9):
        attempts.append(MemoryReporter(stop_at_step=step, last_checkpoint=checkpoint))
        with pytest.raises(Stopped):
            trained(params(**HARD), attempts[-1])
        checkpoint = attempts[-1].last_checkpoint
    last = trained(params(**HARD), MemoryReporter(last_checkpoint=checkpoint))
    assert last.artifacts["weights.safetensors"] == uninterrupted.artifacts["weights.safetensors"]
    assert epoch_metrics(*attempts, last) == epoch_metrics(uninterrupted)


def test_the_result_does_not_depend_on_how_many_updates_a_call_takes(uninterrupted: MemoryReporter) -> None:
    training = CnnTraining(params(**HARD), MemoryReporter(bright_squares()))
    training.loop.pace = Pace(call_s=1e9, steps=1000)
    training.train()
    expected = load(uninterrupted.artifacts["weights.safetensors"])
    assert all(np.array_equal(variable.numpy(), expected[name]) for name, variable in training.network.variables.items())
    assert len([metric for metric in training.reporter.metrics if metric["scope"] == "batch"]) == 2


def test_the_same_seed_gives_the_same_bits_and_another_seed_others(uninterrupted: MemoryReporter) -> None:
    name = "weights.safetensors"
    assert trained(params(**HARD)).artifacts[name] == uninterrupted.artifacts[name]
    assert trained(params(**HARD, seed=1)).artifacts[name] != uninterrupted.artifacts[name]


def test_a_due_checkpoint_is_written_within_an_epoch() -> None:
    saved = []

    class Due(MemoryReporter):
        def checkpoint_due(self) -> bool:
            return self.step == 3

        def save(self, checkpoint: Checkpoint) -> None:
            saved.append((checkpoint.interval, checkpoint.step))

    reporter = Due(bright_squares())
    training = CnnTraining(params(layers=SMALL), reporter)
    training.loop.pace = Pace(call_s=0)
    training.train()
    assert saved == [(0, 3), (1, 5), (2, 10)]


def test_a_run_whose_job_is_anothers_writes_nothing() -> None:
    reporter = MemoryReporter(stop_at_step=2, stop_reason=StopReason.FENCED)
    with pytest.raises(Stopped):
        trained(params(), reporter)
    assert reporter.last_checkpoint is None and not reporter.artifacts


def test_a_stop_while_validating_loses_nothing() -> None:
    class StopInValidation(MemoryReporter):
        checks = 0

        def check(self) -> None:
            self.checks += self.step == 5
            if self.checks == 2:
                raise Stopped(StopReason.CANCELLED)

    first = StopInValidation()
    with pytest.raises(Stopped):
        trained(params(), first)
    assert (first.last_checkpoint.interval, first.last_checkpoint.step) == (0, 5)
    second = trained(params(), MemoryReporter(last_checkpoint=first.last_checkpoint))
    assert second.artifacts["weights.safetensors"] == trained(params()).artifacts["weights.safetensors"]


def test_progress_and_metrics_are_counted_as_agreed() -> None:
    seen: list[tuple[int, int, int, int]] = []

    class Watching(MemoryReporter):
        def progress(self, *, step: int, total_steps: int, epoch: int, total_epochs: int) -> None:
            super().progress(step=step, total_steps=total_steps, epoch=epoch, total_epochs=total_epochs)
            seen.append((step, total_steps, epoch, total_epochs))

        def metric(self, values: Mapping[str, float], *, split: Split, scope: Scope, epoch: int, step: int) -> None:
            super().metric(values, split=split, scope=scope, epoch=epoch, step=step)
            assert step == self.step and values.keys() == {"loss", "accuracy"}

    reporter = trained(params(), Watching())
    assert seen[0] == (0, 10, 1, 2) and seen[-1] == (10, 10, 2, 2)
    assert [step for step, *_ in seen] == sorted({step for step, *_ in seen})
    assert all(epoch == (1 if step <= 5 else 2) for step, _, epoch, _ in seen)
    epochs = [(metric["split"], metric["epoch"], metric["step"]) for metric in reporter.metrics if metric["scope"] == "epoch"]
    assert epochs == [("train", 1, 5), ("validation", 1, 5), ("train", 2, 10), ("validation", 2, 10), ("test", 2, 10)]
    assert reporter.device_name


def test_batch_metrics_add_up_to_those_of_the_epoch() -> None:
    training = CnnTraining(params(layers=SMALL, epochs=1), MemoryReporter(bright_squares()))
    training.loop.pace = Pace(call_s=0)
    training.train()
    batches = [metric["values"]["loss"] for metric in training.reporter.metrics if metric["scope"] == "batch"]
    expected = np.average(batches, weights=[16, 16, 16, 16, 6])
    assert epoch_metrics(training.reporter)[1, "train"]["loss"] == pytest.approx(expected, rel=1e-12)


def test_it_learns() -> None:
    reporter = trained(params(layers=SMALL, epochs=60, learning_rate=0.02, batch_size=8))
    metrics = json.loads(reporter.artifacts["metrics.json"])
    assert metrics["accuracy"] >= 0.9


def test_the_artifacts_hold_the_result() -> None:
    reporter, data = trained(params(**HARD)), bright_squares()
    files = reporter.artifacts
    network = Architecture.model_validate_json(files["architecture.json"])
    weights, predictions = load(files["weights.safetensors"]), load(files["predictions.safetensors"])
    served = logits(network, weights, data.x_test.astype("float32") / 255)
    softmax = np.exp(served) / np.exp(served).sum(axis=1, keepdims=True)
    assert predictions["probabilities"].dtype == np.float16 and predictions["labels"].dtype == np.int64
    np.testing.assert_allclose(predictions["probabilities"], softmax, atol=2e-3)
    np.testing.assert_array_equal(predictions["labels"], data.y_test)

    metrics, confusion = json.loads(files["metrics.json"]), json.loads(files["confusion.json"])
    assert metrics["accuracy"] == np.mean(softmax.argmax(axis=1) == data.y_test)
    assert (metrics["epochs"], metrics["steps"], metrics["parameters"]) == (2, 10, network.parameter_count())
    true_class = np.take_along_axis(softmax, data.y_test[:, None], axis=1)
    assert metrics["loss"] == pytest.approx(-np.log(true_class).mean(), rel=1e-4)
    validated = [epoch_metrics(reporter)[epoch, "validation"]["accuracy"] for epoch in (1, 2)]
    assert metrics["best_epoch"] == 1 + np.argmax(validated)
    assert metrics["best_validation_accuracy"] == max(validated)
    assert confusion["labels"] == list(data.labels)
    assert np.sum(confusion["matrix"], axis=1).tolist() == np.bincount(data.y_test, minlength=4).tolist()
    assert np.trace(confusion["matrix"]) == metrics["accuracy"] * 20
    again = json.loads(files["params.json"])
    assert again["kind"] == "cnn" and CnnParams.model_validate(again["params"]) == params(**HARD)
    assert set(files) == {f"{stem}.json" for stem in ("architecture", "metrics", "confusion", "params")} | {
        "weights.safetensors",
        "predictions.safetensors",
        "model.keras",
    }


@pytest.mark.parametrize(
    ("right", "best_epoch", "best"),
    [([0, 10, 15, 15, 5], 3, 0.75), ([0, 0], 1, 0.0), ([20, 20, 0], 1, 1.0), ([1, 2], 2, 0.1)],
    ids=str,
)
def test_the_best_epoch_is_the_first_with_the_highest_validation_accuracy(right: list[int], best_epoch: int, best: float) -> None:
    """A network that hardly learns, validated after each epoch on labels of which so many of 20 are what it predicts."""
    data = bright_squares()
    reporter = MemoryReporter(data)
    training = CnnTraining(params(layers=SMALL, epochs=len(right), optimizer="sgd", learning_rate=1e-9), reporter)
    predicted = training.evaluate(Examples.of(data.x_test, data.y_test), reporter.check).probabilities.argmax(axis=1)
    for count in right:
        labels = np.where(np.arange(20) < count, predicted, (predicted + 1) % 4)
        training.validation = Examples.of(data.x_test, labels)
        training.train_interval()
        training.finish_interval()
        training.close_interval()
    training.finish()
    metrics = json.loads(reporter.artifacts["metrics.json"])
    assert (metrics["best_epoch"], metrics["best_validation_accuracy"]) == (best_epoch, best)


def test_held_out_images_validate_and_the_test_images_only_test() -> None:
    reporter = trained(params(layers=SMALL, validation_fraction=0.2))
    metrics = epoch_metrics(reporter)
    assert reporter.total_steps == 2 * 4  # 56 images in batches of 16
    assert metrics[2, "validation"] != metrics[2, "test"]


def test_validation_and_test_loss_do_not_contain_the_label_smoothing() -> None:
    reporter = trained(params(layers=SMALL, label_smoothing=0.3, epochs=60, learning_rate=0.02, batch_size=8))
    predicted = load(reporter.artifacts["predictions.safetensors"])
    given = predicted["probabilities"].astype(float)[np.arange(len(predicted["labels"])), predicted["labels"]]
    metrics = epoch_metrics(reporter)
    smoothed = -(0.7 * np.log(given) + 0.3 * np.log(predicted["probabilities"].astype(float)).mean(axis=1)).mean()
    plain = -np.log(given).mean()
    assert abs(smoothed - plain) > 0.05 * plain, "the two can be told apart"
    assert metrics[60, "test"]["loss"] == pytest.approx(plain, rel=5e-3)
    assert metrics[60, "validation"]["loss"] == pytest.approx(metrics[60, "test"]["loss"], rel=1e-6)


def test_a_loss_that_is_not_finite_says_where_and_what_to_change() -> None:
    reporter = MemoryReporter()
    with pytest.raises(Failed, match=r"in epoch 1, at update.*smaller learning rate than 10") as failed:
        layers = [{"type": "flatten"}, {"type": "dense", "units": 64}]
        trained(params(layers=layers, optimizer="sgd", learning_rate=10, batch_size=2), reporter)
    assert failed.value.reason == "diverged"
    assert reporter.last_checkpoint is None and not reporter.artifacts
    assert all(np.isfinite(list(metric["values"].values())).all() for metric in reporter.metrics)


def test_a_run_on_a_bundled_data_set() -> None:
    reporter = MemoryReporter(digits.load())
    layers = [{"type": "conv2d", "filters": 8, "activation": "relu"}, {"type": "flatten"}]
    run(CnnParams(dataset="digits", layers=layers, epochs=8, optimizer="adam", learning_rate=0.005), reporter)
    assert json.loads(reporter.artifacts["metrics.json"])["accuracy"] > 0.9
