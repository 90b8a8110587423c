"""A trained generator and its discriminator opened for use (kind `gan`, §VI)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray
from pydantic import ValidationError
from safetensors import SafetensorError

from backend.concepts import layer_network
from backend.concepts.activations import sigmoid
from backend.concepts.architecture import Architecture, ArchitectureError
from backend.errors import ArtifactCorrupt, InvalidInput
from backend.kinds.kind import Description, Read

GENERATOR, DISCRIMINATOR, WEIGHTS = "generator.json", "discriminator.json", "weights.safetensors"
FILES = (GENERATOR, DISCRIMINATOR, WEIGHTS)

Floats = NDArray[np.float32]
Tensors = Mapping[str, NDArray[np.floating[Any]]]


@dataclass(frozen=True)
class Gan:
    """Two networks with their weights. May be used by many threads at once.

    Attributes:
        grid: the noise of the fixed grid, (25, latent).
    """

    generator: Architecture
    discriminator: Architecture
    generator_tensors: Tensors
    discriminator_tensors: Tensors
    grid: Floats

    @property
    def networks(self) -> dict[str, Architecture]:
        return {"generator": self.generator, "discriminator": self.discriminator}

    @property
    def latent(self) -> int:
        return self.generator.input_shape[-1]

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """(height, width, channels)."""
        height, width, channels = self.discriminator.input_shape
        return height, width, channels

    def noise(self, count: int, seed: int) -> Floats:
        """z ~ N(0, 1), (count, latent); the same for the same seed, and the first of more are the same."""
        return np.random.default_rng(seed).standard_normal((count, self.latent)).astype(np.float32)

    def generate(self, z: Floats) -> Floats:
        """Images of noise.

        Args:
            z: (n, latent).

        Returns:
            float32 in [0, 1], (n, height, width, channels).

        Raises:
            InvalidInput: a vector is not `latent` numbers long.
        """
        if z.ndim != 2 or z.shape[1] != self.latent:
            raise InvalidInput(f"The generator takes vectors of {self.latent} numbers, not {z.shape[-1] if z.ndim == 2 else 'these'}.")
        pixels = layer_network.logits(self.generator, self.generator_tensors, z.reshape(len(z), *self.generator.input_shape))
        return np.asarray((pixels.reshape(len(z), *self.image_shape) + 1) / 2, np.float32)

    def discriminate(self, images: Floats) -> Floats:
        """The discriminator's probability that each image is real, p = σ(z), (n,).

        Args:
            images: float32 in [0, 1], (n, height, width, channels).
        """
        return np.asarray(sigmoid(layer_network.logits(self.discriminator, self.discriminator_tensors, 2 * images - 1)[:, 0]))


def open(read: Read) -> Gan:
    """
    Raises:
        ArtifactCorrupt: a file cannot be read, or they do not belong together.
    """
    try:
        generator, discriminator = (Architecture.model_validate_json(read(name)) for name in (GENERATOR, DISCRIMINATOR))
        tensors = safetensors.numpy.load(read(WEIGHTS))
        g_tensors, d_tensors = (_of(name, tensors) for name in ("generator", "discriminator"))
        layer_network.check_tensors(generator, g_tensors)
        layer_network.check_tensors(discriminator, d_tensors)
        return Gan(generator, discriminator, g_tensors, d_tensors, tensors["grid"].astype(np.float32))
    except (ValueError, KeyError, ArchitectureError, SafetensorError) as error:
        raise ArtifactCorrupt(f"The model's files cannot be opened: {error}") from error


def describe(read: Read) -> Description:
    try:
        generator, discriminator = (Architecture.model_validate_json(read(name)) for name in (GENERATOR, DISCRIMINATOR))
    except ValidationError as error:
        raise ArtifactCorrupt(f"The model's architecture cannot be read: {error}") from error
    return Description(
        input_shape=discriminator.input_shape,
        total_parameters=generator.parameter_count() + discriminator.parameter_count(),
        architecture={"generator": generator.model_dump(mode="json"), "discriminator": discriminator.model_dump(mode="json")},
    )


def _of(name: str, tensors: Tensors) -> dict[str, NDArray[np.floating[Any]]]:
    # Shipped weights are 16-bit numbers, with which NumPy computes slowly.
    return {key.removeprefix(f"{name}/"): tensor.astype(np.float32) for key, tensor in tensors.items() if key.startswith(f"{name}/")}
