import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import safetensors.numpy

from backend.concepts import layer_network
from backend.concepts.softmax import softmax
from backend.errors import ArtifactCorrupt, InvalidInput
from backend.kinds.cnn.model import BATCH, ImageClassifier
from tests.kinds.cnn.conftest import ARCHITECTURE

IMAGES = np.random.default_rng(1).random((2 * BATCH + 3, 32, 32, 3), dtype=np.float32)


def test_probabilities_are_the_softmax_of_the_logits(model: ImageClassifier, tensors: dict[str, np.ndarray]) -> None:
    probabilities = model.probabilities(IMAGES)
    assert probabilities.shape == (len(IMAGES), 3)
    assert probabilities.dtype == np.float32
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(probabilities, softmax(layer_network.logits(ARCHITECTURE, tensors, IMAGES)), rtol=1e-4, atol=1e-6)


def test_no_image_gives_no_row(model: ImageClassifier) -> None:
    assert model.probabilities(IMAGES[:0]).shape == (0, 3)


def test_activations_are_the_output_of_every_layer(model: ImageClassifier) -> None:
    activations = model.activations(IMAGES[0])
    assert {name: values.shape for name, values in activations.items()} == {
        row.name: row.output_shape for row in ARCHITECTURE.named_layers()
    }
    np.testing.assert_allclose(softmax(activations["dense_1"]), model.probabilities(IMAGES[:1])[0], rtol=1e-5)


def test_many_threads_get_the_same_answer(model: ImageClassifier) -> None:
    expected = model.probabilities(IMAGES[:1])
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(model.probabilities, [IMAGES[:1]] * 50):
            np.testing.assert_array_equal(found, expected)


def test_images_of_another_shape_are_rejected(model: ImageClassifier) -> None:
    with pytest.raises(InvalidInput, match=r"\(32, 32, 3\), not \(28, 28, 1\)"):
        model.probabilities(np.zeros((1, 28, 28, 1), np.float32))
    with pytest.raises(InvalidInput, match=r"\(32, 32, 3\), not \(32, 32\)"):
        model.activations(np.zeros((32, 32), np.float32))


def test_layers_show_the_arithmetic(model: ImageClassifier) -> None:
    rows = {row.name: row for row in model.layers()}
    first, normalization = rows["conv2d"], rows["batch_normalization"]
    assert first.output_shape == (30, 30, 8)
    assert first.parameters == 224
    assert first.parameter_formula == "(3·3·3 + 1)·8 = 224"
    assert first.shape_formula == "⌊(32 + 2·0 − 3)/1 + 1⌋ = 30"
    assert first.formula == "ReLU(Σ ω(dx, dy, c)·f(x + dx, y + dy, c) + b)"
    assert first.flops == 2 * 27 * 30 * 30 * 8
    assert (normalization.parameters, normalization.parameter_formula) == (16, "4·4 = 16")
    assert rows["max_pooling2d"].formula == "max f(2x + dx, 2y + dy), 0 ≤ dx, dy < 2"
    assert all(row.formula for row in rows.values())
    assert sum(row.parameters for row in rows.values()) == ARCHITECTURE.parameter_count()


@pytest.mark.parametrize("part", ["architecture", "weights"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff" * 100, b"\x80\x04pickle."])
def test_a_damaged_file_is_rejected(part: str, content: bytes, model_files: tuple[bytes, bytes]) -> None:
    architecture, weights = model_files
    with pytest.raises(ArtifactCorrupt, match="cannot be opened"):
        ImageClassifier.from_bytes(*((content, weights) if part == "architecture" else (architecture, content)))


def test_weights_of_another_architecture_are_rejected(model_files: tuple[bytes, bytes], tensors: dict[str, np.ndarray]) -> None:
    with pytest.raises(ArtifactCorrupt, match=r"dense/bias is None, expected \(16,\)"):
        ImageClassifier.from_bytes(model_files[0], safetensors.numpy.save({k: v for k, v in tensors.items() if k != "dense/bias"}))


def test_an_architecture_that_does_not_fit_together_is_rejected(model_files: tuple[bytes, bytes]) -> None:
    architecture = json.loads(model_files[0]) | {"input_shape": [2, 2, 3]}
    with pytest.raises(ArtifactCorrupt, match="does not fit"):
        ImageClassifier.from_bytes(json.dumps(architecture).encode(), model_files[1])


def test_serving_needs_no_tensorflow() -> None:
    code = "import sys, backend.models.store, backend.imaging.feature_sheet; print('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_grad_cam_explains_the_most_probable_class_when_none_is_named(model: ImageClassifier) -> None:
    image = IMAGES[0]
    best = ARCHITECTURE.labels[model.probabilities(image[np.newaxis])[0].argmax()]
    label, heat = model.grad_cam(image)
    assert label == best
    np.testing.assert_array_equal(heat, model.grad_cam(image, best)[1])
    assert heat.shape == (15, 15)
    assert heat.min() >= 0
    print("HEAT", heat.max(), heat)


def test_grad_cam_of_an_unknown_class_is_rejected(model: ImageClassifier) -> None:
    with pytest.raises(InvalidInput, match="There is no class 'horse'; there is cat, dog, fish"):
        model.grad_cam(IMAGES[0], "horse")
