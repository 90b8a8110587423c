"""How a model was trained: the events, images and animation of a shipped GAN and of a job."""

from io import BytesIO

import httpx
import pytest
from PIL import Image

from tests.api.conftest import Worker
from tests.api.test_gan import PARAMS
from tests.api.test_problems import problem_of

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")

GAN = "pretrained-mnist-gan"


def test_a_shipped_gan_has_its_history_from_noise_to_its_last_grid(client: httpx.Client) -> None:
    events = client.get(f"/models/{GAN}/events").json()
    grids = [one["data"] for one in events if one["type"] == "image"]
    assert [grid["step"] for grid in grids] == list(range(0, 5001, 200))
    losses = [one["data"] for one in events if one["type"] == "metric" and "generator_loss" in one["data"]["values"]]
    assert [one["step"] for one in losses] == sorted(one["step"] for one in losses) and losses[-1]["step"] == 5000
    assert {(one["scope"], one["epoch"]) for one in losses} == {("batch", None), ("interval", None)}
    for grid in (grids[0], grids[-1]):
        answer = client.get(grid["url"].removeprefix("/api/v1"))
        assert Image.open(BytesIO(answer.content)).size == (140, 140)
        assert client.get(grid["url"].removeprefix("/api/v1"), headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    animation = client.get(f"/models/{GAN}/animation", params={"format": "gif"})
    assert Image.open(BytesIO(animation.content)).n_frames == len(grids)


def test_a_jobs_events_are_its_models(client: httpx.Client, worker: Worker) -> None:
    job = client.post("/jobs", json={"kind": "gan", "params": PARAMS}).json()["id"]
    assert client.get(f"/models/{job}/events").status_code == 409
    worker.run(job)
    assert client.get(f"/models/{job}/events").json() == client.get(f"/jobs/{job}/events").json()["items"]
    assert client.get(f"/models/{job}/images/grid-000006.png").content == client.get(f"/jobs/{job}/artifacts/grid-000006.png").content
    assert client.get(f"/models/{job}/animation").content == client.get(f"/jobs/{job}/animation").content


@pytest.mark.parametrize("name", ["params.json", "weights.safetensors", "grid-000001.png", "..%2fparams.json", "%2e%2e"])
def test_only_images_of_the_training_are_images(client: httpx.Client, name: str) -> None:
    answer = client.get(f"/models/{GAN}/images/{name}")
    assert answer.status_code == 404 and problem_of(answer)


def test_a_training_without_grids_has_no_animation(client: httpx.Client) -> None:
    answer = client.get("/models/pretrained-cifar10-cnn/animation")
    assert answer.status_code == 404 and "no image grids" in str(problem_of(answer)["detail"])
    assert client.get("/models/nothing/events").status_code == 404
