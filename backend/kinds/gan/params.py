"""Parameters of the kind `gan`: a generator of images and a discriminator that tells them from real ones (§VI)."""

import math
from typing import Any, Literal

from pydantic import Field, model_validator

from backend.concepts.architecture import (
    ActivationLayer,
    AnyLayer,
    Architecture,
    BatchNormalization,
    Conv2D,
    Conv2DTranspose,
    Dense,
    Flatten,
    Padding,
    Reshape,
)
from backend.errors import InvalidInput
from backend.kinds.parameters import NETWORK, OPTIMIZER, TRAINING, Parameters, Preset, with_preset

PresetId = Literal["tutorial", "dcgan"]
Size = tuple[int, int, int]

LATENT = 100
BETA_1 = 0.5
GRID = 5  # the fixed grid has 5 × 5 images
MAX_GRIDS = 500
LARGEST_DENSE = 4096

PRESETS: tuple[Preset, ...] = (
    Preset(
        id="tutorial",
        title="As in the tutorial",
        description="Dense generator (1,493,520 parameters for MNIST, 28×28), discriminator (533,505); Adam(0.0002, 0.5), batches of 32, "
        "5,000 iterations.",
        params={"preset": "tutorial"},
    ),
    Preset(
        id="dcgan",
        title="Convolutional",
        description="Transposed convolutions generate, convolutions discriminate: clean strokes, twice the time per iteration.",
        params={"preset": "dcgan", "iterations": 8000, "sample_interval": 250, "learning_rate": 5e-4},
    ),
)


def _hidden(units: int) -> tuple[AnyLayer, ...]:
    return Dense(units=units, activation="leaky_relu"), BatchNormalization(momentum=0.8)


def _upwards(filters: int, kernel_size: int, stride: int, padding: Padding) -> tuple[AnyLayer, ...]:
    """A transposed convolution, normalized before it is rectified (Radford et al., 2016)."""
    return (
        Conv2DTranspose(filters=filters, kernel_size=kernel_size, stride=stride, padding=padding, use_bias=False),
        BatchNormalization(momentum=0.8),
        ActivationLayer(activation="relu"),
    )


def _downwards(filters: int) -> Conv2D:
    """Half as high and as wide."""
    return Conv2D(filters=filters, kernel_size=4, stride=2, padding="same", activation="leaky_relu")


def generator(preset: PresetId, shape: Size) -> Architecture:
    """From noise z, (100,), to the pixels of an image in [−1, 1].

    The tutorial's networks end flat, with rows of pixels one after the other. It calls them convolutional; its code is dense.
    """
    height, _, channels = shape
    layers: tuple[AnyLayer, ...]
    if preset == "tutorial":
        layers = (*_hidden(256), *_hidden(512), *_hidden(1024), Dense(units=math.prod(shape), activation="tanh"))
    else:
        pixels = Conv2DTranspose(filters=channels, kernel_size=4, stride=2, activation="tanh")
        layers = (Reshape(shape=(1, 1, LATENT)), *_upwards(128, height // 4, 1, "valid"), *_upwards(32, 4, 2, "same"), pixels)
    return Architecture(input_shape=(LATENT,), labels=(), layers=layers)


def discriminator(preset: PresetId, shape: Size) -> Architecture:
    """From an image in [−1, 1] to one logit; its sigmoid is the probability that the image is real."""
    layers: tuple[AnyLayer, ...]
    if preset == "tutorial":
        layers = (Flatten(), Dense(units=512, activation="leaky_relu"), Dense(units=256, activation="leaky_relu"))
    else:
        layers = (_downwards(32), _downwards(64), Flatten())
    return Architecture(input_shape=shape, labels=("real",), layers=(*layers, Dense(units=1)))


class GanParams(Parameters):
    """A preset, and what differs from it."""

    preset: PresetId = Field(
        "tutorial", title="Preset", description="architecture of generator and discriminator", json_schema_extra=NETWORK
    )
    iterations: int = Field(
        5000,
        title="Iterations",
        ge=1,
        le=200_000,
        description="updates of the discriminator, each followed by one of the generator",
        json_schema_extra=TRAINING,
    )
    batch_size: int = Field(
        32, title="Batch size", ge=2, le=1024, description="real images, and generated images, per iteration", json_schema_extra=TRAINING
    )
    sample_interval: int = Field(
        200,
        title="Sample interval",
        ge=1,
        le=100_000,
        description="iterations between two grids of generated images",
        json_schema_extra=TRAINING,
    )
    learning_rate: float = Field(
        2e-4, title="Learning rate", gt=0, le=1, description="α of both Adam optimizers; β₁ is 0.5", json_schema_extra=OPTIMIZER
    )

    @model_validator(mode="before")
    @classmethod
    def _fill_from_preset(cls, values: Any) -> Any:
        return with_preset(values, PRESETS)

    @property
    def grids(self) -> int:
        """How many grids are kept, besides the one before the first iteration."""
        return math.ceil(self.iterations / self.sample_interval)

    def check_data(self, shape: tuple[int, ...], classes: tuple[str, ...]) -> None:
        if self.grids > MAX_GRIDS:
            message = f"{self.grids:,} grids would be kept; at most {MAX_GRIDS} are allowed"
            raise InvalidInput.at("/params/sample_interval", message)
        if misfit := _misfit(self.preset, shape):
            raise InvalidInput.at("/params/preset", misfit)

    def networks(self, shape: tuple[int, ...], classes: tuple[str, ...]) -> dict[str, Architecture]:
        """Generator and discriminator (§6.1)."""
        self.check_data(shape, classes)
        height, width, channels = shape
        size = height, width, channels
        return {"generator": generator(self.preset, size), "discriminator": discriminator(self.preset, size)}


def _misfit(preset: PresetId, shape: tuple[int, ...]) -> str | None:
    """Why the networks of a preset cannot generate images of this shape."""
    sides = "×".join(map(str, shape))
    if preset == "tutorial" and math.prod(shape) > LARGEST_DENSE:
        return f"the tutorial's dense networks take up to {LARGEST_DENSE:,} values per image, not {sides}; dcgan takes larger ones"
    if preset == "dcgan" and (shape[0] != shape[1] or shape[0] % 4 or shape[0] > 256):
        return f"dcgan needs square images whose side is a multiple of 4, not {sides}"
    return None
