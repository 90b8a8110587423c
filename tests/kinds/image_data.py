"""Small images that a small network can learn, and networks that hold every kind of layer."""

import numpy as np

from backend.concepts.architecture import (
    ActivationLayer,
    AnyLayer,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
)
from backend.datasets.images import ImageData
from backend.kinds.cnn.params import CnnParams

SIZE = 10

EVERY_LAYER: tuple[AnyLayer, ...] = (
    Conv2D(filters=4, kernel_size=3, padding="same", use_bias=False),
    BatchNormalization(momentum=0.9),
    ActivationLayer(activation="relu"),
    MaxPooling2D(pool_size=2, padding="same"),
    Dropout(rate=0.25),
    Conv2D(filters=6, kernel_size=3, stride=2, activation="swish", padding="same"),
    AveragePooling2D(pool_size=2, stride=1, padding="same"),
    Flatten(),
    Dense(units=8, activation="leaky_relu", use_bias=False),
    BatchNormalization(epsilon=1e-2),
)

SMALL: tuple[AnyLayer, ...] = (
    Conv2D(filters=4, kernel_size=3, activation="relu"),
    GlobalAveragePooling2D(),
    Dense(units=8, activation="tanh"),
)


def bright_squares(train: int = 70, test: int = 20) -> ImageData:
    """Grey noise with a bright square in one of four corners: the class."""
    rng = np.random.default_rng(7)
    n = train + test
    y = np.arange(n) % 4
    x = rng.integers(0, 120, (n, SIZE, SIZE, 3), dtype=np.uint8)
    for image, label in zip(x, y, strict=True):
        row, column = 5 * (label // 2), 5 * (label % 2)
        image[row : row + 5, column : column + 5] += 130
    y = y.astype(np.int64)
    return ImageData(x[:train], y[:train], x[train:], y[train:], ("north-west", "north-east", "south-west", "south-east"))


def params(**values: object) -> CnnParams:
    """Two epochs of the network with every layer, in batches of 16: the last of an epoch has 70 − 4·16 = 6 images."""
    return CnnParams.model_validate(
        {"dataset": "squares", "layers": EVERY_LAYER, "epochs": 2, "batch_size": 16, "deterministic": True} | values
    )
