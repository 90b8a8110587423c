"""Parameters of the kind `cnn`: a convolutional network that classifies images (§4.3)."""

from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic.config import JsonDict

from backend.concepts.architecture import (
    ActivationLayer,
    Architecture,
    ArchitectureError,
    BatchNormalization,
    ClassifierLayer,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
)
from backend.errors import FieldError, InvalidInput
from backend.kinds.parameters import DATA, NETWORK, OPTIMIZER, TRAINING, Parameters, Preset, with_preset

PresetId = Literal["tutorial", "improved"]
Optimizer = Literal["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"]
Schedule = Literal["constant", "cosine", "one_cycle"]


def _of(*optimizers: Optimizer) -> JsonDict:
    """A parameter that only these optimizers use: a form leaves it out for the others (`x-when`)."""
    return OPTIMIZER | {"x-when": {"optimizer": list(optimizers)}}


TUTORIAL_LAYERS: tuple[ClassifierLayer, ...] = (
    Conv2D(filters=32, kernel_size=3, activation="relu"),
    MaxPooling2D(pool_size=2),
    Conv2D(filters=64, kernel_size=3, activation="relu"),
    MaxPooling2D(pool_size=2),
    Conv2D(filters=64, kernel_size=3, activation="relu"),
    Flatten(),
    Dense(units=64, activation="relu"),
)


def _convolution(filters: int) -> tuple[ClassifierLayer, ...]:
    """3×3, batch normalization, ReLU; the bias is left to the β of the normalization."""
    return (
        Conv2D(filters=filters, kernel_size=3, padding="same", use_bias=False),
        BatchNormalization(momentum=0.9),
        ActivationLayer(activation="relu"),
    )


# Half of the multiplications are in the last four convolutions, where the images are small and a multiplication costs least.
IMPROVED_LAYERS: tuple[ClassifierLayer, ...] = (
    *_convolution(24),
    MaxPooling2D(pool_size=2),
    *_convolution(64),
    MaxPooling2D(pool_size=2),
    *_convolution(128),
    *_convolution(128),
    MaxPooling2D(pool_size=2),
    *_convolution(256),
    *_convolution(256),
    GlobalAveragePooling2D(),
)

PRESETS: tuple[Preset, ...] = (
    Preset(
        id="tutorial",
        title="As in the tutorial",
        description="Three convolutions, 122,570 parameters for CIFAR-10, Adam, batches of 32, 10 epochs.",
        params={"preset": "tutorial"},
    ),
    Preset(
        id="improved",
        title="Improved",
        description="Batch normalization, augmentation, label smoothing and a one-cycle schedule: over 85 % on CIFAR-10.",
        params={
            "preset": "improved",
            "layers": [layer.model_dump(mode="json") for layer in IMPROVED_LAYERS],
            "epochs": 12,
            "batch_size": 128,
            "optimizer": "adamw",
            "learning_rate": 5e-3,
            "weight_decay": 5e-2,
            "schedule": "one_cycle",
            "label_smoothing": 0.05,
            "flip": True,
            "shift": 3,
        },
    ),
)

# float32 with its gradient and Adam's two moments: 0.8 GB. More would end a worker for want of memory instead of an error that says why.
MAX_PARAMETERS = 50_000_000


class CnnParams(Parameters):
    """A preset, and what differs from it. The output layer (one unit per class) is added to `layers`."""

    preset: PresetId = Field("tutorial", title="Preset", description="where values come from that are not given", json_schema_extra=NETWORK)
    layers: tuple[ClassifierLayer, ...] = Field(
        TUTORIAL_LAYERS,
        title="Layers",
        min_length=1,
        max_length=40,
        description="from the image to the last hidden layer; the output layer is added",
        json_schema_extra=NETWORK,
    )
    epochs: int = Field(10, title="Epochs", ge=1, le=500, description="how often each image is seen", json_schema_extra=TRAINING)
    batch_size: int = Field(32, title="Batch size", ge=1, le=1024, description="images per update", json_schema_extra=TRAINING)
    label_smoothing: float = Field(
        0.0,
        title="Label smoothing",
        ge=0,
        lt=1,
        description="share of each target that is spread over all classes",
        json_schema_extra=TRAINING,
    )
    optimizer: Optimizer = Field("adam", title="Optimizer", description="the update rule (§4.3.1)", json_schema_extra=OPTIMIZER)
    learning_rate: float = Field(
        1e-3, title="Learning rate", gt=0, le=10, description="α, the highest of the run", json_schema_extra=OPTIMIZER
    )
    schedule: Schedule = Field(
        "constant", title="Schedule", description="how the learning rate moves during the run", json_schema_extra=OPTIMIZER
    )
    momentum: float = Field(
        0.9, title="Momentum", ge=0, lt=1, description="μ of momentum and nesterov", json_schema_extra=_of("momentum", "nesterov")
    )
    rho: float = Field(
        0.9, title="ρ", ge=0, lt=1, description="decay of the mean squared gradient of rmsprop", json_schema_extra=_of("rmsprop")
    )
    beta_1: float = Field(
        0.9, title="β₁", ge=0, lt=1, description="decay of the mean gradient of adam and adamw", json_schema_extra=_of("adam", "adamw")
    )
    beta_2: float = Field(
        0.999,
        title="β₂",
        ge=0,
        lt=1,
        description="decay of the mean squared gradient of adam and adamw",
        json_schema_extra=_of("adam", "adamw"),
    )
    epsilon: float = Field(
        1e-7,
        title="ε",
        gt=0,
        le=1,
        description="keeps rmsprop, adam and adamw from dividing by 0",
        json_schema_extra=_of("rmsprop", "adam", "adamw"),
    )
    weight_decay: float = Field(
        4e-3, title="Weight decay", ge=0, le=1, description="λ of adamw: each update shrinks w by αλw", json_schema_extra=_of("adamw")
    )
    flip: bool = Field(
        False, title="Flip", description="mirror every second training image, by chance, left to right", json_schema_extra=DATA
    )
    shift: int = Field(0, title="Shift", ge=0, le=8, description="move each training image by up to so many pixels", json_schema_extra=DATA)
    cutout: int = Field(
        0,
        title="Cutout",
        ge=0,
        le=32,
        description="side in pixels of a grey square on each training image; 0 = none",
        json_schema_extra=DATA,
    )
    validation_fraction: float = Field(
        0.0,
        title="Validation share",
        ge=0,
        le=0.5,
        description="share of the training images held out for validation; 0 validates on the test images, as the tutorial does",
        json_schema_extra=DATA,
    )

    @model_validator(mode="before")
    @classmethod
    def _fill_from_preset(cls, values: Any) -> Any:
        return with_preset(values, PRESETS)

    def architecture(self, input_shape: tuple[int, int, int], labels: tuple[str, ...]) -> Architecture:
        """The whole network, output layer included.

        Raises:
            ArchitectureError: a layer does not fit on the one before it.
        """
        network = Architecture(input_shape=input_shape, labels=labels, layers=(*self.layers, Dense(units=len(labels))))
        network.named_layers()
        return network

    def check_data(self, shape: tuple[int, ...], classes: tuple[str, ...]) -> None:
        self.network(shape, classes)

    def network(self, shape: tuple[int, ...], classes: tuple[str, ...]) -> Architecture:
        if len(classes) < 2:
            message = f"a classifier needs at least two classes; the data set has {len(classes)}: {', '.join(classes)}. A GAN trains on one"
            raise InvalidInput.at("/params/dataset", message)
        height, width, channels = shape
        try:
            network = self.architecture((height, width, channels), classes)
        except ArchitectureError as error:
            pointer = f"/params/layers/{min(error.layer, len(self.layers) - 1)}"
            raise InvalidInput(
                f"The layers do not fit on {height}×{width}×{channels}: {error}.", errors=(FieldError(pointer, str(error)),)
            ) from error
        if (count := network.parameter_count()) > MAX_PARAMETERS:
            message = f"{count:,} parameters; at most {MAX_PARAMETERS:,} are allowed"
            raise InvalidInput(f"The network has {message}.", errors=(FieldError("/params/layers", message),))
        return network
