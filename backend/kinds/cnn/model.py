"""A trained image classifier (kind `cnn`, §4.3) opened for use."""

from collections.abc import Mapping

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray
from pydantic import ValidationError
from safetensors import SafetensorError

from backend.concepts import layer_network
from backend.concepts.architecture import Architecture, ArchitectureError
from backend.concepts.grad_cam import grad_cam
from backend.concepts.model_summary import SummaryRow, model_summary
from backend.concepts.softmax import softmax
from backend.errors import ArtifactCorrupt, InvalidInput
from backend.kinds.kind import Description, Read

ARCHITECTURE, WEIGHTS = "architecture.json", "weights.safetensors"
FILES = (ARCHITECTURE, WEIGHTS)
BATCH = 64  # images at once: keeps the feature maps of a batch in the processor's cache

Floats = NDArray[np.float32]


class ImageClassifier:
    """An architecture with its weights. May be used by many threads at once."""

    def __init__(self, architecture: Architecture, tensors: Mapping[str, Floats]) -> None:
        """
        Raises:
            ValueError: a tensor is missing, superfluous, or of a wrong shape.
        """
        layer_network.check_tensors(architecture, tensors)
        self.architecture = architecture
        self._tensors = tensors

    @classmethod
    def from_bytes(cls, architecture_json: bytes, weights: bytes) -> "ImageClassifier":
        """Opens the two files of a trained model.

        Args:
            weights: safetensors, float32, named `<layer name>/<tensor>`.

        Raises:
            ArtifactCorrupt: one of them cannot be read, or they do not belong together.
        """
        try:
            architecture = Architecture.model_validate_json(architecture_json)
            return cls(architecture, safetensors.numpy.load(weights))
        except (ValueError, ArchitectureError, SafetensorError) as error:
            raise ArtifactCorrupt(f"The model's files cannot be opened: {error}") from error

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """(height, width, channels)."""
        height, width, channels = self.architecture.input_shape
        return height, width, channels

    def probabilities(self, images: Floats) -> Floats:
        """The probability of each class, softmax of the logits.

        Args:
            images: float32 in [0, 1], (n, height, width, channels).

        Returns:
            float32, (n, classes); each row sums to 1.
        """
        self._check(images.shape[1:])
        batches = [images[start : start + BATCH] for start in range(0, len(images), BATCH)]
        rows = [softmax(layer_network.logits(self.architecture, self._tensors, batch)) for batch in batches]
        return np.concatenate(rows) if rows else np.empty((0, len(self.architecture.labels)), np.float32)

    def activations(self, image: Floats) -> dict[str, Floats]:
        """What each layer gives for one image.

        Args:
            image: float32 in [0, 1], (height, width, channels).

        Returns:
            by layer name, first to last: (height, width, channels) or (units,).
        """
        self._check(image.shape)
        return {row.name: output[0] for row, output in layer_network.run(self.architecture, self._tensors, image[np.newaxis])}

    def grad_cam(self, image: Floats, label: str | None = None) -> tuple[str, Floats]:
        """Where the network looks when it says `label`; for the most probable class when none is given.

        Args:
            image: float32 in [0, 1], (height, width, channels).

        Returns:
            the class, and its heat map: (map height, map width), 0..1, the largest value 1; all 0 when nothing speaks for the class.

        Raises:
            InvalidInput: an unknown class, or a network without a convolution.
        """
        labels = self.architecture.labels
        if label is not None and label not in labels:
            raise InvalidInput(f"There is no class {label[:80]!r}; there is {', '.join(labels)}.")
        self._check(image.shape)
        index = labels.index(label) if label is not None else int(self.probabilities(image[np.newaxis])[0].argmax())
        try:
            heat = grad_cam(self.architecture, self._tensors, image, index)
        except ValueError as error:
            raise InvalidInput(f"Grad-CAM needs a convolution: {error}.") from error
        return labels[index], heat / (heat.max() or 1)

    def first_kernels(self) -> tuple[str, Floats]:
        """The filters of the first convolution, which look at the image itself.

        Returns:
            the layer's name, and its kernel: (rows, columns, input channels, filters).

        Raises:
            InvalidInput: a network without a convolution.
        """
        for row in self.architecture.named_layers():
            if row.spec.type == "conv2d":
                return row.name, self._tensors[f"{row.name}/kernel"]
        raise InvalidInput("The network has no convolution, so it has no learned kernels.")

    def layers(self) -> list[SummaryRow]:
        """The model table (§4.3)."""
        return model_summary(self.architecture)

    def _check(self, shape: tuple[int, ...]) -> None:
        if shape != self.architecture.input_shape:
            raise InvalidInput(f"The network takes images of shape {self.architecture.input_shape}, not {shape}.")


def read_architecture(read: Read) -> Architecture:
    try:
        return Architecture.model_validate_json(read(ARCHITECTURE))
    except ValidationError as error:
        raise ArtifactCorrupt(f"The model's architecture cannot be read: {error}") from error


def open(read: Read) -> ImageClassifier:
    return ImageClassifier.from_bytes(read(ARCHITECTURE), read(WEIGHTS))


def describe(read: Read) -> Description:
    architecture = read_architecture(read)
    return Description(
        labels=architecture.labels,
        input_shape=architecture.input_shape,
        total_parameters=architecture.parameter_count(),
        architecture=architecture.model_dump(mode="json"),
    )
