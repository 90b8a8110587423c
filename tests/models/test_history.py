"""The training history of a model: one row an epoch or interval."""

import pytest

from backend.models import pretrained
from backend.models.store import read_events, read_history

CNN = {"loss", "accuracy", "validation_loss", "validation_accuracy"}
GAN = {"generator_loss", "discriminator_loss", "real_accuracy", "fake_accuracy", "diversity"}


@pytest.mark.parametrize(
    ("model_id", "names", "places"),
    [
        ("pretrained-cifar10-cnn", CNN, [(391 * epoch, epoch) for epoch in range(1, 13)]),
        ("pretrained-mnist-gan", GAN, [(step, None) for step in range(200, 5001, 200)]),
    ],
)
def test_a_row_has_the_means_of_an_epoch_or_interval_and_never_those_of_the_final_test(
    model_id: str, names: set[str], places: list[tuple[int, int | None]]
) -> None:
    model = pretrained.find(model_id)
    assert model and any(event.data.get("split") == "test" for event in read_events(model))
    rows = read_history(model)
    assert [(row["step"], row["epoch"]) for row in rows] == places
    assert all(row.keys() - {"step", "epoch"} == names for row in rows)
