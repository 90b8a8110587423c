import json
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from PIL import Image

from backend.errors import NotFound
from backend.imaging.tiles import sheet, to_bytes
from backend.kinds import KINDS
from backend.kinds.cnn.model import ImageClassifier
from backend.kinds.gan import model as gan
from backend.kinds.words import model as word_vectors
from backend.models import pretrained


@pytest.fixture
def folder(tmp_path: Path, model_files: tuple[bytes, bytes]) -> Path:
    model = tmp_path / "tiny-cnn"
    model.mkdir()
    (model / "architecture.json").write_bytes(model_files[0])
    (model / "weights.safetensors").write_bytes(model_files[1])
    (model / "params.json").write_text(json.dumps({"kind": "cnn", "dataset": "cifar10", "params": {}, "title": "A tiny network"}))
    (tmp_path / "no model").mkdir()
    return tmp_path


def test_a_folder_with_an_architecture_is_a_model(folder: Path) -> None:
    (model,) = pretrained.all(folder)
    assert (model.id, model.title, model.source) == ("tiny-cnn", "A tiny network", "pretrained")
    assert pretrained.find("tiny-cnn", folder) == model
    assert ImageClassifier.from_bytes(model.read("architecture.json"), model.read("weights.safetensors")).architecture.labels[0] == "cat"


def test_the_fingerprint_changes_with_the_weights(folder: Path) -> None:
    before = pretrained.ShippedModel(folder / "tiny-cnn").fingerprint(("architecture.json", "weights.safetensors"))
    (folder / "tiny-cnn" / "weights.safetensors").write_bytes(b"others")
    assert pretrained.ShippedModel(folder / "tiny-cnn").fingerprint(("architecture.json", "weights.safetensors")) != before


@pytest.mark.parametrize("name", ["metrics.json", "../tiny-cnn/params.json", "/etc/passwd", ""])
def test_a_file_that_the_model_has_not_is_not_found(name: str, folder: Path) -> None:
    with pytest.raises(NotFound, match="has no file"):
        pretrained.ShippedModel(folder / "tiny-cnn").read(name)


@pytest.mark.parametrize("model_id", ["nothing", "..", "no model", ""])
def test_an_unknown_model_is_not_found(model_id: str, folder: Path) -> None:
    assert pretrained.find(model_id, folder) is None


def test_every_shipped_model_opens() -> None:
    kinds = [shipped.kind for shipped in pretrained.all() if KINDS[shipped.kind].model.open(shipped.read)]
    assert set(kinds) == {"cnn", "gan", "word2vec", "glove"}


def test_the_shipped_classifier_has_an_accuracy_above_one_half() -> None:
    shipped = pretrained.find("pretrained-cifar10-cnn")
    assert shipped
    model = ImageClassifier.from_bytes(shipped.read("architecture.json"), shipped.read("weights.safetensors"))
    confusion = json.loads(shipped.read("confusion.json"))
    assert list(model.architecture.labels) == confusion["labels"]
    accuracy = np.trace(confusion["matrix"]) / np.sum(confusion["matrix"])
    assert accuracy > 0.5
    assert json.loads(shipped.read("metrics.json"))["accuracy"] == pytest.approx(accuracy)


def test_the_shipped_test_loss_is_the_plain_cross_entropy() -> None:
    model = pretrained.find("pretrained-cifar10-cnn")
    assert model
    tensors = safetensors.numpy.load(model.read("predictions.safetensors"))
    given = tensors["probabilities"].astype(float)[np.arange(len(tensors["labels"])), tensors["labels"]]
    plain = -np.log(np.maximum(given, 1e-8)).mean()  # stored with 16 bits
    assert json.loads(model.read("metrics.json"))["loss"] == pytest.approx(plain, abs=2e-3)
    assert "label smoothing" in json.loads(model.read("params.json"))["history_note"]


def test_the_shipped_gan_is_the_tutorials() -> None:
    shipped = pretrained.find("pretrained-mnist-gan")
    assert shipped
    model = gan.open(shipped.read)
    assert [model.generator.parameter_count(), model.discriminator.parameter_count()] == [1_493_520, 533_505]


@pytest.mark.parametrize(("model_id", "grid"), [("pretrained-mnist-gan", "grid-005000.png"), ("pretrained-mnist-dcgan", "grid-008000.png")])
def test_a_shipped_generator_produces_the_last_grid_of_its_training(model_id: str, grid: str) -> None:
    shipped = pretrained.find(model_id)
    assert shipped
    model = gan.open(shipped.read)
    kept = np.asarray(Image.open(BytesIO(shipped.read(grid)))) / 255
    # The stored grid was generated with the batch's own means and 32-bit weights.
    np.testing.assert_allclose(sheet(to_bytes(model.generate(model.grid)), 5).squeeze() / 255, kept, atol=0.02)


@pytest.mark.parametrize("model_id", ["pretrained-film-skip-gram", "pretrained-film-cbow", "pretrained-film-glove"])
def test_shipped_words_have_sensible_neighbours(model_id: str) -> None:
    shipped = pretrained.find(model_id)
    assert shipped
    vectors = word_vectors.open(shipped.read)
    assert {"bad", "great"} <= set(vectors.neighbours("good", 10).words)
    assert "actress" in vectors.analogy(["actor", "she"], ["he"], 3)[0].words
