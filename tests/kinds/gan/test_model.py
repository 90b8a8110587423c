"""A trained pair of networks served by NumPy, against Keras."""

import keras
import numpy as np
import pytest
from safetensors.numpy import load, save

from backend.datasets import digits
from backend.errors import ArtifactCorrupt, InvalidInput
from backend.kinds.gan import model as gan
from backend.kinds.gan.model import Gan
from backend.kinds.gan.params import GanParams
from backend.kinds.gan.train import run
from backend.reporter import MemoryReporter

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")


@pytest.fixture(scope="module", params=["tutorial", "dcgan"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    reporter = MemoryReporter()
    reporter.given = digits.load()
    run(GanParams(dataset="digits", preset=request.param, iterations=5, sample_interval=5), reporter)
    return reporter.artifacts | reporter.images


@pytest.fixture(scope="module")
def model(files: dict[str, bytes]) -> Gan:
    return gan.open(files.__getitem__)


def test_it_serves_what_keras_serves(model: Gan, files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("keras")
    for name in ("generator.keras", "discriminator.keras"):
        (folder / name).write_bytes(files[name])
    generator, discriminator = (keras.saving.load_model(folder / f"{name}.keras") for name in ("generator", "discriminator"))
    z = model.noise(25, seed=3)
    fake = (np.reshape(generator(z), (25, 8, 8, 1)) + 1) / 2
    np.testing.assert_allclose(model.generate(z), fake, atol=1e-4)
    images = np.concatenate([fake, digits.load().x_test[:25] / np.float32(255)])
    expected = keras.ops.sigmoid(discriminator(2 * images - 1))[:, 0]
    np.testing.assert_allclose(model.discriminate(images), expected, atol=1e-4)


def test_the_noise_of_a_seed_goes_on(model: Gan) -> None:
    np.testing.assert_array_equal(model.noise(40, seed=1)[:25], model.noise(25, seed=1))
    assert not np.array_equal(model.noise(1, seed=1), model.noise(1, seed=2))


def test_it_describes_itself_without_its_weights(files: dict[str, bytes], model: Gan) -> None:
    description = gan.describe({name: content for name, content in files.items() if name.endswith(".json")}.__getitem__)
    assert (description.input_shape, description.labels) == ((8, 8, 1), ())
    assert description.total_parameters == model.generator.parameter_count() + model.discriminator.parameter_count()


def test_what_does_not_fit_is_rejected(model: Gan, files: dict[str, bytes]) -> None:
    with pytest.raises(InvalidInput, match="100 numbers, not 99"):
        model.generate(np.zeros((1, 99), np.float32))
    with pytest.raises(ArtifactCorrupt):
        gan.open((files | {"discriminator.json": files["generator.json"]}).__getitem__)
    with pytest.raises(ArtifactCorrupt):
        gan.open((files | {"weights.safetensors": b"no tensors"}).__getitem__)


def test_weights_of_16_bits_are_opened_as_32_with_which_numpy_computes_faster(model: Gan, files: dict[str, bytes]) -> None:
    halved = {name: tensor.astype(np.float16) for name, tensor in load(files["weights.safetensors"]).items()}
    shipped = gan.open((files | {"weights.safetensors": save(halved)}).__getitem__)
    tensors = (*shipped.generator_tensors.values(), *shipped.discriminator_tensors.values(), shipped.grid)
    assert {tensor.dtype for tensor in tensors} == {np.dtype(np.float32)}
    z = model.noise(4, seed=2)
    np.testing.assert_allclose(shipped.generate(z), model.generate(z), atol=0.01)
