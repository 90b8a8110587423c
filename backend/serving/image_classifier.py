"""The files of a trained image classifier (kind `cnn`)."""

from pydantic import ValidationError

from backend.concepts.architecture import Architecture
from backend.errors import ArtifactCorrupt
from backend.serving.description import Description, Read
from backend.serving.model import TrainedModel

ARCHITECTURE, WEIGHTS = "architecture.json", "weights.safetensors"
FILES = (ARCHITECTURE, WEIGHTS)


def read_architecture(read: Read) -> Architecture:
    try:
        return Architecture.model_validate_json(read(ARCHITECTURE))
    except ValidationError as error:
        raise ArtifactCorrupt(f"The model's architecture cannot be read: {error}") from error


def open(read: Read) -> TrainedModel:
    return TrainedModel.from_bytes(read(ARCHITECTURE), read(WEIGHTS))


def describe(read: Read) -> Description:
    architecture = read_architecture(read)
    return Description(
        labels=architecture.labels,
        input_shape=architecture.input_shape,
        total_parameters=architecture.parameter_count(),
        architecture=architecture.model_dump(mode="json"),
    )
