from typing import Any

import pytest

from backend.datasets.catalogue import Catalogue
from backend.errors import DatasetUnavailable, InvalidInput
from backend.jobs.admission import admit
from backend.settings import Settings


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return Settings(data_dir=tmp_path)


def pointers(settings: Settings, kind: str, params: dict[str, Any]) -> list[str]:
    with pytest.raises(InvalidInput) as error:
        admit(kind, params, Catalogue.of(settings))
    assert error.value.detail
    return [error.pointer for error in error.value.errors]


def test_a_job_that_can_run_is_admitted(settings: Settings) -> None:
    kind, params, dataset = admit("cnn", {"dataset": "photo-patches", "epochs": 3}, Catalogue.of(settings))
    assert (kind.id, params.model_dump()["epochs"], dataset.id) == ("cnn", 3, "photo-patches")


def test_an_unknown_kind_is_rejected(settings: Settings) -> None:
    assert pointers(settings, "cnm", {}) == ["/kind"]


def test_an_unknown_data_set_is_rejected(settings: Settings) -> None:
    assert pointers(settings, "cnn", {"dataset": "imagenet"}) == ["/params/dataset"]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["/params/dataset"]),
        ({"epochs": 0}, ["/params/epochs"]),
        ({"epochs": 10**9, "batch_size": "many"}, ["/params/batch_size", "/params/epochs"]),
        ({"learning_rate": float("nan")}, ["/params/learning_rate"]),
        ({"no/such~field": 1}, ["/params/no~1such~0field"]),
        ({"layers": [{"type": "flatten"}, {"type": "dense", "units": 0}]}, ["/params/layers/1/units"]),
        ({"layers": [{"type": "no such layer"}]}, ["/params/layers/0"]),
        ({"layers": "deep"}, ["/params/layers"]),
    ],
)
def test_wrong_parameters_are_pointed_at(settings: Settings, params: dict[str, Any], expected: list[str]) -> None:
    given = params if expected == ["/params/dataset"] else {"dataset": "digits"} | params
    assert sorted(pointers(settings, "cnn", given)) == expected


def test_layers_that_do_not_fit_on_the_data_are_pointed_at(settings: Settings) -> None:
    layers = [{"type": "conv2d", "kernel_size": 5}, {"type": "max_pooling2d"}, {"type": "conv2d", "kernel_size": 3}, {"type": "flatten"}]
    assert pointers(settings, "cnn", {"dataset": "digits", "layers": layers}) == ["/params/layers/2"]


def test_a_network_that_does_not_end_flat_is_rejected(settings: Settings) -> None:
    assert pointers(settings, "cnn", {"dataset": "digits", "layers": [{"type": "conv2d"}]}) == ["/params/layers/0"]


def test_a_network_that_is_larger_than_a_machine_is_rejected(settings: Settings) -> None:
    layers = [{"type": "conv2d", "filters": 512}, {"type": "flatten"}, {"type": "dense", "units": 4096}]
    assert pointers(settings, "cnn", {"dataset": "digits", "layers": layers}) == ["/params/layers"]


def test_data_that_cannot_be_had_is_rejected_with_what_to_do(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody listens there
    with pytest.raises(DatasetUnavailable) as error:
        admit("cnn", {"dataset": "cifar10"}, Catalogue.of(settings))
    assert "cifar10.npz" in error.value.detail
