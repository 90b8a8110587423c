"""Parameters of the kind `cnn`: a convolutional network that names images (§4.3)."""

from typing import Any, Literal

from pydantic import Field, model_validator

from backend.concepts.architecture import (
    ActivationLayer,
    AnyLayer,
    Architecture,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
)
from backend.training.kinds.parameters import Parameters

Preset = Literal["tutorial", "modern"]
Optimizer = Literal["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"]

TUTORIAL_LAYERS: tuple[AnyLayer, ...] = (
    Conv2D(filters=32, kernel_size=3, activation="relu"),
    MaxPooling2D(pool_size=2),
    Conv2D(filters=64, kernel_size=3, activation="relu"),
    MaxPooling2D(pool_size=2),
    Conv2D(filters=64, kernel_size=3, activation="relu"),
    Flatten(),
    Dense(units=64, activation="relu"),
)


def _block(filters: int, dropout: float) -> tuple[AnyLayer, ...]:
    """Two 3×3 convolutions with batch normalization, then pooling and dropout."""
    convolution: tuple[AnyLayer, ...] = (
        Conv2D(filters=filters, kernel_size=3, padding="same", use_bias=False),
        BatchNormalization(momentum=0.9),
        ActivationLayer(activation="relu"),
    )
    return (*convolution, *convolution, MaxPooling2D(pool_size=2), Dropout(rate=dropout))


MODERN_LAYERS: tuple[AnyLayer, ...] = (*_block(32, 0.1), *_block(64, 0.15), *_block(128, 0.2), GlobalAveragePooling2D())

PRESETS: dict[str, dict[str, Any]] = {
    "tutorial": {},
    "modern": {
        "layers": MODERN_LAYERS,
        "optimizer": "adamw",
        "learning_rate": 4e-3,
        "schedule": "one_cycle",
        "batch_size": 128,
        "epochs": 20,
        "augmentation": True,
        "label_smoothing": 0.05,
    },
}


class CnnParams(Parameters):
    """A preset, and what differs from it. The output layer (one unit a class) is added to `layers`."""

    preset: Preset = Field("tutorial", description="where values come from that are not given", json_schema_extra={"x-group": "Network"})
    layers: tuple[AnyLayer, ...] = Field(
        TUTORIAL_LAYERS,
        min_length=1,
        max_length=40,
        description="from the image to the last hidden layer; the output layer is added",
        json_schema_extra={"x-group": "Network"},
    )
    epochs: int = Field(10, ge=1, le=500, json_schema_extra={"x-group": "Training"})
    batch_size: int = Field(32, ge=1, le=1024, description="images an update", json_schema_extra={"x-group": "Training"})
    optimizer: Optimizer = Field("adam", json_schema_extra={"x-group": "Optimizer"})
    learning_rate: float = Field(1e-3, gt=0, le=10, json_schema_extra={"x-group": "Optimizer"})
    momentum: float = Field(0.9, ge=0, lt=1, description="of momentum, nesterov and rmsprop", json_schema_extra={"x-group": "Optimizer"})
    beta_1: float = Field(0.9, ge=0, lt=1, description="decay of the mean gradient", json_schema_extra={"x-group": "Optimizer"})
    beta_2: float = Field(0.999, ge=0, lt=1, description="decay of the mean squared gradient", json_schema_extra={"x-group": "Optimizer"})
    epsilon: float = Field(1e-7, gt=0, le=1, json_schema_extra={"x-group": "Optimizer"})
    weight_decay: float = Field(4e-3, ge=0, le=1, description="of adamw", json_schema_extra={"x-group": "Optimizer"})
    schedule: Literal["constant", "cosine", "one_cycle"] = Field(
        "constant", description="how the learning rate moves during the run", json_schema_extra={"x-group": "Optimizer"}
    )
    augmentation: bool = Field(False, description="flip and shift the training images by chance", json_schema_extra={"x-group": "Data"})
    label_smoothing: float = Field(0.0, ge=0, lt=1, json_schema_extra={"x-group": "Training"})
    validation_fraction: float = Field(
        0.0,
        ge=0,
        le=0.5,
        description="share of the training images held out for validation; 0 validates on the test images, as the tutorial does",
        json_schema_extra={"x-group": "Data"},
    )

    @model_validator(mode="before")
    @classmethod
    def _fill_from_preset(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        preset = values.get("preset", "tutorial")
        return PRESETS.get(preset, {}) | values if isinstance(preset, str) else values

    def architecture(self, input_shape: tuple[int, int, int], labels: tuple[str, ...]) -> Architecture:
        """The whole network, output layer included.

        Raises:
            ArchitectureError: a layer does not fit on the one before it.
        """
        network = Architecture(input_shape=input_shape, labels=labels, layers=(*self.layers, Dense(units=len(labels))))
        network.named_layers()
        return network
