"""The kind `cnn`: a convolutional network that classifies images (§4.3)."""

from backend.kinds.cnn import model
from backend.kinds.cnn.params import PRESETS, CnnParams
from backend.kinds.kind import Curve, Kind, ModelFormat

KINDS = (
    Kind(
        id="cnn",
        title="Convolutional network",
        section="4.3",
        reference="Tutorial §4.3, CIFAR Classification Demo",
        params=CnnParams,
        dataset_types=("image",),
        presets=PRESETS,
        runner="backend.kinds.cnn.train:run",
        unit="epoch",
        length="epochs",
        curves=(Curve("loss", "Loss"), Curve("accuracy", "Accuracy", "share")),
        model=ModelFormat(model.FILES, model.open, model.describe),
        command="predict {id} IMAGE",
    ),
)
