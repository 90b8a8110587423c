import numpy as np
import pytest
import safetensors.numpy

from backend.concepts.architecture import Architecture, BatchNormalization, Conv2D, Dense, Flatten, MaxPooling2D
from backend.kinds.cnn.model import ImageClassifier

ARCHITECTURE = Architecture(
    input_shape=(32, 32, 3),
    labels=("cat", "dog", "fish"),
    layers=(
        Conv2D(filters=8, kernel_size=3, activation="relu"),
        MaxPooling2D(),
        Conv2D(filters=4, kernel_size=3, padding="same", use_bias=False),
        BatchNormalization(),
        Flatten(),
        Dense(units=16, activation="tanh"),
        Dense(units=3),
    ),
)


@pytest.fixture(scope="package")
def tensors() -> dict[str, np.ndarray]:
    random = np.random.default_rng(0)
    shapes = {
        f"{row.name}/{name}": shape for row in ARCHITECTURE.named_layers() for name, shape in row.spec.tensors(row.input_shape).items()
    }
    return {
        name: random.uniform(0.1, 0.5, shape).astype(np.float32) - ("kernel" in name) * np.float32(0.3) for name, shape in shapes.items()
    }


@pytest.fixture(scope="package")
def model_files(tensors: dict[str, np.ndarray]) -> tuple[bytes, bytes]:
    return ARCHITECTURE.model_dump_json().encode(), safetensors.numpy.save(tensors)


@pytest.fixture(scope="package")
def model(model_files: tuple[bytes, bytes]) -> ImageClassifier:
    return ImageClassifier.from_bytes(*model_files)
