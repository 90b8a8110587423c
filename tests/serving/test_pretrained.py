import json
from pathlib import Path

import pytest

from backend.errors import NotFound
from backend.serving import pretrained
from backend.serving.model import TrainedModel


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
    assert TrainedModel.from_bytes(model.read("architecture.json"), model.read("weights.safetensors")).architecture.labels[0] == "cat"


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
    for shipped in pretrained.all():
        model = TrainedModel.from_bytes(shipped.read("architecture.json"), shipped.read("weights.safetensors"))
        assert len(model.architecture.labels) == len(json.loads(shipped.read("confusion.json"))["labels"])
        assert json.loads(shipped.read("metrics.json"))["accuracy"] > 0.5
