"""A whole run: against Keras, against finite differences, against itself when interrupted, and its results."""

import json
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from safetensors.numpy import load
from scipy.spatial.distance import pdist

from backend.datasets import digits
from backend.kinds.gan.params import GanParams
from backend.kinds.gan.train import GanTraining, noise, run
from backend.reporter import Failed, MemoryReporter, Stopped, StopReason
from backend.training import rng
from backend.training.graph_call import Pace
from backend.training.keras_model import keras_model
from backend.training.losses import binary_cross_entropy

DATA = digits.load()


def params(**values: object) -> GanParams:
    """Nine iterations on 8×8 digits, a grid after 4, 8 and 9."""
    small = {"dataset": "digits", "iterations": 9, "sample_interval": 4, "batch_size": 8, "deterministic": True, "learning_rate": 1e-3}
    return GanParams.model_validate(small | values)


def trained(training_params: GanParams, reporter: MemoryReporter | None = None) -> MemoryReporter:
    reporter = reporter or MemoryReporter()
    reporter.given = DATA
    run(training_params, reporter)
    return reporter


@pytest.fixture(scope="module", params=["tutorial", "dcgan"])
def preset(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def uninterrupted(preset: str) -> MemoryReporter:
    return trained(params(preset=preset))


def interval_metrics(*reporters: MemoryReporter) -> dict[tuple[int, str], dict[str, float]]:
    """Metrics of the grids of all attempts; a repeated one must say the same."""
    metrics: dict[tuple[int, str], dict[str, float]] = {}
    for metric in (metric for reporter in reporters for metric in reporter.metrics if metric["scope"] == "interval"):
        assert metrics.setdefault((metric["step"], metric["split"]), metric["values"]) == metric["values"]
    return metrics


def test_an_iteration_is_the_tutorials_three_updates_in_keras() -> None:
    """`predict`, then `train_on_batch` of the discriminator on real and on fake images, then of the generator through it."""
    own = params(iterations=3, sample_interval=3)
    training = GanTraining(own, MemoryReporter(DATA))
    generator, discriminator = (keras_model(network.architecture) for network in (training.generator, training.discriminator))
    generator.set_weights([variable.numpy() for variable in training.generator.variables.values()])
    discriminator.set_weights([variable.numpy() for variable in training.discriminator.variables.values()])
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    adams = [keras.optimizers.Adam(own.learning_rate, 0.5) for _ in range(2)]
    losses = np.zeros(2)
    for step in range(own.iterations):
        seed = rng.fold(rng.root(own.seed), tf.constant(step, tf.int64))
        chosen = rng.uniform_int((8,), 0, len(DATA.x_train), rng.fold(seed, 0)).numpy()
        real = DATA.x_train[chosen].astype("float32") / 127.5 - 1
        fake = keras.ops.reshape(generator(noise(8, rng.fold(seed, 1)), training=False), (-1, 8, 8, 1))
        for images, target in ((real, np.ones((8, 1))), (fake, np.zeros((8, 1)))):
            with tf.GradientTape() as tape:
                value = loss(target, discriminator(images))
            adams[0].apply(tape.gradient(value, discriminator.trainable_variables), discriminator.trainable_variables)
            losses[0] += value / 2
        with tf.GradientTape() as tape:
            fake = keras.ops.reshape(generator(noise(8, rng.fold(seed, 4)), training=True), (-1, 8, 8, 1))
            value = loss(np.ones((8, 1)), discriminator(fake))
        adams[1].apply(tape.gradient(value, generator.trainable_variables), generator.trainable_variables)
        losses[1] += value
    training.train()
    reported = interval_metrics(training.reporter)[3, "train"]
    assert [reported["discriminator_loss"], reported["generator_loss"]] == pytest.approx(losses / 3, rel=1e-4)
    for network, twin in ((training.generator, generator), (training.discriminator, discriminator)):
        for variable, expected in zip(network.variables.values(), twin.get_weights(), strict=True):
            np.testing.assert_allclose(variable, expected, rtol=2e-3, atol=3e-5)


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_the_loss_and_its_gradient_are_those_of_the_formula(target: float) -> None:
    z = np.array([[-3.0], [-0.2], [0.0], [1.5]])

    def formula(z: np.ndarray) -> float:
        p = 1 / (1 + np.exp(-z))
        return float(-np.mean(target * np.log(p) + (1 - target) * np.log(1 - p)))

    logits = tf.constant(z, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(logits)
        loss = binary_cross_entropy(logits, target)
    h = 1e-6
    differences = [(formula(z + h * unit) - formula(z - h * unit)) / (2 * h) for unit in np.eye(4)[..., np.newaxis]]
    assert float(loss) == pytest.approx(formula(z), rel=1e-6)
    np.testing.assert_allclose(np.ravel(tape.gradient(loss, logits)), differences, rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("stop_at_step", [0, 2, 4, 6, 9])
def test_a_resumed_run_equals_the_uninterrupted_one_bit_for_bit(preset: str, uninterrupted: MemoryReporter, stop_at_step: int) -> None:
    first = MemoryReporter(DATA, stop_at_step=stop_at_step, stop_reason=StopReason.DRAINED)
    with pytest.raises(Stopped):
        training = GanTraining(params(preset=preset), first)
        training.loop.pace = Pace(call_s=0)
        try:
            training.train()
        except Stopped:
            training.save()
            raise
    assert first.last_checkpoint is not None and stop_at_step <= first.last_checkpoint.step <= 9
    second = trained(params(preset=preset), MemoryReporter(last_checkpoint=first.last_checkpoint))
    for name in ("weights.safetensors", "metrics.json"):
        assert second.artifacts[name] == uninterrupted.artifacts[name]
    assert interval_metrics(first, second) == interval_metrics(uninterrupted)
    assert first.images | second.images == uninterrupted.images


def test_a_checkpoint_holds_both_networks_and_what_both_optimizers_remember() -> None:
    training = GanTraining(params(), MemoryReporter(DATA))
    training.save()
    names = load(training.reporter.last_checkpoint.tensors).keys()
    weights = {name.split("/", 1)[1] for name in names if "/adam/" not in name and "/" in name}
    assert {f"{who}/adam/{slot}/dense/kernel" for who in ("generator", "discriminator") for slot in "mv"} <= names
    assert {"batch_normalization/moving_mean", "dense_3/kernel"} <= weights and "sums" in names


def test_the_same_seed_gives_the_same_bits_and_another_seed_others(preset: str, uninterrupted: MemoryReporter) -> None:
    assert trained(params(preset=preset)).images == uninterrupted.images
    assert trained(params(preset=preset, seed=1)).images["grid-000009.png"] != uninterrupted.images["grid-000009.png"]


def test_grids_metrics_and_progress_are_counted_as_agreed(uninterrupted: MemoryReporter) -> None:
    assert sorted(uninterrupted.images) == [f"grid-{step:06}.png" for step in (0, 4, 8, 9)]
    reported = [(metric["split"], metric["epoch"], metric["step"]) for metric in uninterrupted.metrics if metric["scope"] == "interval"]
    assert reported == [("train", None, 4), ("train", None, 8), ("train", None, 9), ("test", None, 9)]
    for metric in uninterrupted.metrics:
        assert np.isfinite(list(metric["values"].values())).all()
    assert (uninterrupted.step, uninterrupted.total_steps) == (9, 9)


def test_the_means_of_a_shorter_last_interval_are_over_its_own_iterations(uninterrupted: MemoryReporter) -> None:
    """After grids at 4 and 8 the last interval has one iteration, 9: its means are what that iteration measured."""
    iteration, interval = [metric for metric in uninterrupted.metrics if metric["step"] == 9 and metric["split"] == "train"]
    assert (iteration["scope"], interval["scope"]) == ("batch", "interval")
    assert {name: interval["values"][name] for name in iteration["values"]} == pytest.approx(iteration["values"])


def test_the_artifacts_hold_the_result(preset: str, uninterrupted: MemoryReporter, tmp_path: Path) -> None:
    files = uninterrupted.artifacts
    metrics, origin = json.loads(files["metrics.json"]), json.loads(files["params.json"])
    assert origin["kind"] == "gan" and GanParams.model_validate(origin["params"]) == params(preset=preset)
    grid = load(files["weights.safetensors"])["grid"]
    assert grid.shape == (25, 100) and grid.std() == pytest.approx(1, abs=0.05)
    assert {"generator.json", "discriminator.json", "generator.keras", "discriminator.keras"} <= files.keys()

    for name in ("generator.keras", "discriminator.keras"):
        (tmp_path / name).write_bytes(files[name])
    generator, discriminator = (keras.saving.load_model(tmp_path / f"{name}.keras") for name in ("generator", "discriminator"))
    z = rng.generator(0, "evaluation").standard_normal((1000, 100)).astype("float32")
    fake, shown = (np.reshape(generator(noise), (-1, 8, 8, 1)) for noise in (z, grid))
    real = DATA.x_test[:1000].astype("float32") / 127.5 - 1
    distances = [pdist(images.reshape(25, -1)).mean() / 8 for images in ((shown + 1) / 2, DATA.x_train[:25] / 255)]
    assert metrics == {
        "discriminator_real_mean": pytest.approx(float(keras.ops.mean(keras.ops.sigmoid(discriminator(real)))), abs=1e-4),
        "discriminator_fake_mean": pytest.approx(float(keras.ops.mean(keras.ops.sigmoid(discriminator(fake)))), abs=1e-4),
        "diversity": pytest.approx(distances[0], abs=1e-4),
        "real_diversity": pytest.approx(distances[1], abs=1e-6),
        "iterations": 9,
        "generator_parameters": generator.count_params(),
        "discriminator_parameters": discriminator.count_params(),
    }


def test_the_generator_learns_to_fool_a_discriminator_that_learns() -> None:
    reporter = trained(params(iterations=300, sample_interval=300, learning_rate=5e-4, batch_size=32))
    reported, end = interval_metrics(reporter)[300, "train"], json.loads(reporter.artifacts["metrics.json"])
    assert 0.5 < reported["real_accuracy"] < 1 and reported["fake_accuracy"] > 0.5
    assert 0.3 * end["real_diversity"] < end["diversity"] < 2 * end["real_diversity"]


def test_losses_that_are_not_finite_say_where_and_what_to_change() -> None:
    reporter = MemoryReporter(DATA)
    training = GanTraining(params(), reporter)
    training.discriminator.variables["dense/kernel"].assign(np.full((64, 512), np.inf, np.float32))
    with pytest.raises(Failed, match=r"at iteration \d.*smaller learning rate than 0.001") as failed:
        training.train()
    assert failed.value.reason == "diverged" and reporter.last_checkpoint is None


def test_a_run_whose_job_is_anothers_writes_nothing() -> None:
    reporter = MemoryReporter(stop_at_step=2, stop_reason=StopReason.FENCED)
    with pytest.raises(Stopped):
        trained(params(), reporter)
    assert reporter.last_checkpoint is None and not reporter.artifacts
