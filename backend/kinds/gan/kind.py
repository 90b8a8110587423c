"""The kind `gan`: a generator and a discriminator, trained against each other (§VI)."""

from backend.kinds.gan import model
from backend.kinds.gan.params import PRESETS, GanParams
from backend.kinds.kind import Curve, Kind, ModelFormat

KINDS = (
    Kind(
        id="gan",
        title="Generative adversarial network",
        section="6",
        reference="Tutorial §6.1; Goodfellow et al., arXiv:1406.2661",
        params=GanParams,
        dataset_types=("image",),
        presets=PRESETS,
        runner="backend.kinds.gan.train:run",
        unit="iteration",
        length="iterations",
        curves=(
            Curve("generator_loss", "Generator loss"),
            Curve("discriminator_loss", "Discriminator loss"),
            Curve("real_accuracy", "Discriminator accuracy on real images", "share"),
            Curve("fake_accuracy", "Discriminator accuracy on generated images", "share"),
            Curve("diversity", "Mean pairwise distance of generated images"),
        ),
        model=ModelFormat(model.FILES, model.open, model.describe),
        command="sample {id} samples.png",
    ),
)
