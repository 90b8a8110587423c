"""A trained GAN opened as a model: samples, interpolation, discriminator, animation."""

from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import keras
import numpy as np
import pytest
from PIL import Image

from tests.api.conftest import Worker
from tests.api.test_problems import problem_of

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")

JSON = {"Accept": "application/json"}
PARAMS = {"dataset": "digits", "iterations": 6, "sample_interval": 3, "batch_size": 8}


def submit(client: httpx.Client) -> str:
    answer = client.post("/jobs", json={"kind": "gan", "params": PARAMS})
    assert answer.status_code == 202, answer.text
    job: str = answer.json()["id"]
    return job


@pytest.fixture
def gan(client: httpx.Client, worker: Worker) -> str:
    job = submit(client)
    worker.run(job)
    return job


def image_of(answer: httpx.Response) -> Image.Image:
    assert answer.headers["content-type"] == "image/png", answer.text
    return Image.open(BytesIO(answer.content))


def test_a_run_is_a_model_that_generates_and_discriminates(client: httpx.Client, gan: str, tmp_path: Path) -> None:
    model = client.get(f"/models/{gan}").json()
    assert (model["kind"], model["labels"], model["input_shape"]) == ("gan", [], [8, 8, 1])
    assert model["total_parameters"] == model["metrics"]["generator_parameters"] + model["metrics"]["discriminator_parameters"]
    intervals = [
        e["data"]
        for e in client.get(f"/models/{gan}/events").json()
        if e["data"].get("scope") == "interval" and e["data"]["split"] == "train"
    ]
    assert [(one["epoch"], one["step"]) for one in intervals] == [(None, 3), (None, 6)]
    assert {"discriminator_loss", "generator_loss", "real_accuracy", "fake_accuracy", "diversity"} <= intervals[0]["values"].keys()
    assert gan in [one["id"] for one in client.get("/models").json()]

    check_layers(client, gan, model["metrics"])
    check_samples(client, gan)
    check_interpolation(client, gan)
    check_discriminator(client, gan, tmp_path / "discriminator.keras")
    check_animation(client, gan)
    check_errors(client, gan)


def check_samples(client: httpx.Client, gan: str) -> None:
    url = f"/models/{gan}/samples"
    assert image_of(client.post(url, json={"count": 25, "seed": 4})).size == (40, 40)
    answer = client.post(url, json={"count": 7, "seed": 4, "columns": 7}, headers=JSON).json()
    assert (answer["shape"], answer["columns"], len(answer["z"]), len(answer["probabilities"])) == ([8, 8, 1], 7, 7, 7)
    sheet = np.asarray(image_of(client.post(url, json={"count": 7, "seed": 4, "columns": 7}))) / 255
    np.testing.assert_allclose(sheet[:, 8:16].ravel(), answer["images"][1], atol=0.003)
    again = client.post(url, json={"z": answer["z"][1:3]}, headers=JSON).json()
    np.testing.assert_allclose(again["images"], answer["images"][1:3], atol=2e-4)
    assert client.post(url, json={"count": 7, "seed": 5}, headers=JSON).json()["z"] != answer["z"]


def check_interpolation(client: httpx.Client, gan: str) -> None:
    url = f"/models/{gan}/latent"
    grid = np.asarray(image_of(client.get(f"/jobs/{gan}/artifacts/grid-000006.png"))) / 255
    path = client.post(url, json={"cells": [0, 6], "steps": 5}, headers=JSON).json()
    assert path["columns"] == len(path["images"]) == 5
    np.testing.assert_allclose(path["images"][0], grid[:8, :8].ravel(), atol=0.01)
    np.testing.assert_allclose(path["images"][-1], grid[8:16, 8:16].ravel(), atol=0.01)
    assert image_of(client.post(url, json={"cells": [0, 4, 20, 24], "steps": 3})).size == (24, 24)


def check_discriminator(client: httpx.Client, gan: str, file: Path) -> None:
    file.write_bytes(client.get(f"/jobs/{gan}/artifacts/discriminator.keras").content)
    image = client.get("/datasets/digits/images/test/0.png").content
    answer = client.post(f"/models/{gan}/discriminate", files={"image": image}).json()
    metrics = client.get(f"/models/{gan}").json()["metrics"]
    pixels = np.asarray(Image.open(BytesIO(image)).convert("L"), np.float32).reshape(1, 8, 8, 1) / 255
    expected = keras.ops.sigmoid(keras.saving.load_model(file)(2 * pixels - 1))
    assert answer["probability"] == pytest.approx(float(expected[0, 0]), abs=1e-5)
    assert (answer["real_mean"], answer["fake_mean"]) == (metrics["discriminator_real_mean"], metrics["discriminator_fake_mean"])
    assert client.post(f"/models/{gan}/discriminate", files={"image": b"no image"}).status_code == 415


def check_animation(client: httpx.Client, gan: str) -> None:
    for name in ("webp", "gif"):
        answer = client.get(f"/jobs/{gan}/animation", params={"format": name, "frame_ms": 50})
        animation = Image.open(BytesIO(answer.content))
        assert (answer.headers["content-type"], animation.n_frames, animation.size) == (f"image/{name}", 3, (560, 560))
    assert client.get(f"/jobs/{gan}/animation", params={"format": "mp4"}).status_code == 422


def check_errors(client: httpx.Client, gan: str) -> None:
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("samples", {"count": 0}, "/count"),
        ("samples", {"count": 401}, "/count"),
        ("samples", {"z": [[1.0] * 99]}, "/z"),
        ("samples", {"z": [[1e9] * 100]}, "/z"),
        ("latent", {"cells": [0]}, "/cells"),
        ("latent", {"cells": [0, 1, 2]}, "/cells"),
        ("latent", {"cells": [0, 25]}, "/cells"),
        ("latent", {"cells": [0, 1], "steps": 21}, "/steps"),
    ]
    for path, body, pointer in wrong:
        answer = client.post(f"/models/{gan}/{path}", json=body)
        assert answer.status_code == 422, body
        assert str(problem_of(answer)["errors"][0]["pointer"]).startswith(pointer)  # type: ignore[index]
    image = client.get("/datasets/digits/images/test/0.png").content
    for answer in (
        client.post(f"/models/{gan}/predict", files={"image": image}),
        client.post(f"/models/{gan}/grad-cam", files={"image": image}),
        client.post("/models/pretrained-cifar10-cnn/samples", json={}),
        client.post("/models/pretrained-cifar10-cnn/discriminate", files={"image": image}),
    ):
        assert answer.status_code == 409
        assert "cannot do this" in str(problem_of(answer)["detail"])


def check_layers(client: httpx.Client, gan: str, metrics: dict[str, float]) -> None:
    """Both networks, as they were previewed before the training."""
    answer = client.get(f"/models/{gan}/layers").json()
    assert [table["name"] for table in answer["networks"]] == ["generator", "discriminator"]
    for table in answer["networks"]:
        assert table["total_parameters"] == sum(row["parameters"] for row in table["layers"]) == metrics[f"{table['name']}_parameters"]
    assert client.post("/kinds/gan/layers", json={"params": PARAMS}).json() == answer


def test_networks_that_do_not_fit_are_pointed_at(client: httpx.Client) -> None:
    answer = client.post("/kinds/gan/layers", json={"params": {"dataset": "lee-background"}})
    assert (answer.status_code, problem_of(answer)["errors"][0]["pointer"]) == (422, "/params/dataset")  # type: ignore[index]
    answer = client.post("/kinds/gan/layers", json={"params": {"dataset": "cifar10", "preset": "no such"}})
    assert (answer.status_code, problem_of(answer)["errors"][0]["pointer"]) == (422, "/params/preset")  # type: ignore[index]
    answer = client.post("/kinds/word2vec/layers", json={"params": {"dataset": "lee-background"}})
    assert answer.status_code == 404 and "has no layers" in str(problem_of(answer)["detail"])


def test_a_training_without_grids_has_no_animation(client: httpx.Client, finished: str) -> None:
    answer = client.get(f"/jobs/{finished}/animation")
    assert answer.status_code == 404 and "no image grids" in str(problem_of(answer)["detail"])


def test_too_many_grids_are_rejected(client: httpx.Client) -> None:
    answer = client.post("/jobs", json={"kind": "gan", "params": PARAMS | {"iterations": 5000, "sample_interval": 1}})
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == "/params/sample_interval"  # type: ignore[index]


@pytest.mark.parametrize(("count", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (5, 3, 2), (7, 3, 3), (12, 4, 3), (16, 4, 4)])
def test_a_sheet_is_as_square_as_possible_and_never_higher_than_wide(client: httpx.Client, count: int, columns: int, rows: int) -> None:
    answer = client.post("/models/pretrained-mnist-gan/samples", json={"count": count})
    assert image_of(answer).size == (28 * columns, 28 * rows)
