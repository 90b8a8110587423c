"""A finished job's files become a model that ships."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load, save

from backend.kinds.words.model import open as open_words
from backend.models import pretrained
from backend.models.pretrained.ship import MAX_BATCH_METRICS, ship, thinned


def event(number: int, type: str, **data: Any) -> dict[str, Any]:
    return {"id": f"{number}-0", "type": type, "at": "2026-11-24T00:00:00Z", "data": data}


EVENTS = [
    event(0, "state", status="running"),
    *(event(number, "metric", scope="batch", step=number, values={"loss": 1.0}) for number in range(1, 1001)),
    event(1001, "metric", scope="epoch", step=1000, values={"loss": 0.5}),
    event(1002, "image", name="grid-001000.png", url="/api/v1/jobs/abc/artifacts/grid-001000.png"),
    event(1003, "table", name="neighbours", columns=["word", "neighbour", "cosine_similarity"], rows=[["sun", "moon", 0.5]], step=1000),
    event(1004, "progress", step=1000),
]


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    folder = tmp_path / "exported"
    folder.mkdir()
    (folder / "weights.safetensors").write_bytes(save({"a/kernel": np.array([1.0, -0.1], np.float32), "labels": np.array([70_001])}))
    (folder / "model.keras").write_bytes(b"not shipped")
    (folder / "grid-001000.png").write_bytes(b"an image")
    (folder / "params.json").write_text(json.dumps({"kind": "gan", "dataset": "mnist-5k", "params": {"seed": 0}}))
    (folder / "history.json").write_text(json.dumps(EVENTS))
    return folder


def test_a_shipped_model_has_the_files_that_serve_it(exported: Path, tmp_path: Path) -> None:
    target = tmp_path / "models" / "pretrained-gan"
    target.parent.mkdir()
    ship(exported, target, "A GAN", "MNIST", "playground train gan")
    model = pretrained.find("pretrained-gan", target.parent)
    assert model and (model.title, model.kind) == ("A GAN", "gan")
    assert sorted(path.name for path in target.iterdir()) == ["grid-001000.png", "history.json", "params.json", "weights.safetensors"]
    tensors = load(model.read("weights.safetensors"))
    tensor = tensors["a/kernel"]
    assert tensors["labels"] == [70_001]
    assert tensor.dtype == np.float16
    np.testing.assert_allclose(tensor, [1.0, -0.1], rtol=1e-3)
    assert json.loads(model.read("params.json")) == {
        "kind": "gan",
        "dataset": "MNIST",
        "params": {"seed": 0},
        "title": "A GAN",
        "command": "playground train gan",
    }


def test_a_weight_that_16_bits_cannot_hold_is_not_shipped_as_infinity(exported: Path, tmp_path: Path) -> None:
    (exported / "weights.safetensors").write_bytes(save({"a/kernel": np.array([1, 65_504, -70_000], np.float32)}))
    with pytest.raises(FloatingPointError, match="overflow"):
        ship(exported, tmp_path / "pretrained-gan", "A GAN", "MNIST", "playground train gan")
    assert not (tmp_path / "pretrained-gan").exists()


def test_a_history_is_thinned_but_keeps_epochs_images_and_tables() -> None:
    events = thinned(json.loads(json.dumps(EVENTS)), "pretrained-gan")
    within = [one for one in events if one["data"].get("scope") == "batch"]
    assert MAX_BATCH_METRICS / 2 < len(within) <= MAX_BATCH_METRICS
    assert [one["type"] for one in events if one not in within] == ["metric", "image", "table"]
    assert events[-1] == EVENTS[-2]
    assert events[-2]["data"]["url"] == "/api/v1/models/pretrained-gan/images/grid-001000.png"


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (200, 200), (201, 101), (399, 200), (401, 134)])
def test_every_nth_batch_ships_and_never_more_than_the_most(count: int, shown: int) -> None:
    events = [event(number, "metric", scope="batch", step=number, values={"loss": 1.0}) for number in range(count)]
    steps = [one["data"]["step"] for one in thinned(events, "any")]
    assert len(steps) == shown <= MAX_BATCH_METRICS
    assert steps[0] == 0 and len(set(np.diff(steps))) <= 1


@pytest.mark.parametrize("model_id", ["pretrained-film-skip-gram", "pretrained-film-cbow", "pretrained-film-glove"])
def test_shipped_embeddings_keep_the_neighbours_of_each_epoch_as_numbers(model_id: str) -> None:
    model = pretrained.find(model_id)
    assert model
    tables = [one["data"] for one in json.loads(model.read("history.json")) if one["type"] == "table"]
    epochs = json.loads(model.read("params.json"))["params"]["epochs"]
    assert [(table["name"], table["epoch"]) for table in tables] == [("neighbours", epoch) for epoch in range(1, epochs + 1)]
    for table in tables:
        assert table["columns"] == ["word", "neighbour", "cosine_similarity"]
        assert all(-1 <= similarity <= 1 for _, _, similarity in table["rows"])
    words = open_words(model.read)
    for word, neighbour, similarity in tables[-1]["rows"]:
        of_the_vectors = words.unit[words.index[word]] @ words.unit[words.index[neighbour]]
        assert similarity == pytest.approx(of_the_vectors, abs=2e-3), (word, neighbour)
