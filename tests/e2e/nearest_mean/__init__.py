"""A kind of training job outside the project: the nearest mean image of each class. A test installs it beside the playground."""

from nearest_mean import model
from nearest_mean.params import NearestMeanParams

from backend.kinds.kind import Curve, Kind, ModelFormat
from backend.kinds.parameters import Preset

KINDS = (
    Kind(
        id="nearest-mean",
        title="Nearest mean image",
        section="I",
        reference="Hastie, Tibshirani and Friedman, 2009, §4.3",
        params=NearestMeanParams,
        dataset_types=("image",),
        presets=(Preset("quick", "Quick", "Three passes over a third of the images each.", {"passes": 3}),),
        runner="nearest_mean.train:run",
        unit="epoch",
        length="passes",
        curves=(Curve("accuracy", "Accuracy", "share"), Curve("distance", "Mean distance to the own class")),
        model=ModelFormat(("means.npy", "labels.json"), model.open, model.describe),
    ),
)
