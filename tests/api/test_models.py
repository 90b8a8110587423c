"""A finished job opened for use: acceptance row 36."""

from io import BytesIO
from types import SimpleNamespace

import httpx
import numpy as np
import pytest
from PIL import Image

from backend.api.routes.models import models as route
from backend.datasets.images import ImageData
from backend.datasets.npz import save_images
from backend.jobs.engine import JobEngine
from backend.models import store
from backend.models.store import ModelStore
from backend.settings import Settings
from tests.api.conftest import Worker, submit
from tests.api.test_problems import problem_of

JSON = {"Accept": "application/json"}


@pytest.fixture
def image(client: httpx.Client) -> bytes:
    return client.get("/datasets/digits/images/test/0.png").content


def test_a_finished_job_is_a_model(client: httpx.Client, finished: str) -> None:
    model = client.get(f"/models/{finished}").json()

    assert (model["source"], model["kind"], model["dataset"]) == ("job", "cnn", "digits")
    assert model["labels"] == [str(digit) for digit in range(10)]
    assert model["input_shape"] == [8, 8, 1]
    assert model["metrics"]["accuracy"] == pytest.approx(0.9, abs=0.01)
    assert [layer["type"] for layer in model["architecture"]["layers"]] == ["conv2d", "flatten", "dense", "dense"]
    assert finished in [one["id"] for one in client.get("/models").json()]


def test_a_job_that_has_not_succeeded_is_no_model(client: httpx.Client, image: bytes) -> None:
    waiting, cancelled = submit(client), submit(client)
    client.post(f"/jobs/{cancelled}/cancel")
    for job_id, status in ((waiting, "queued"), (cancelled, "cancelled")):
        for answer in (
            client.get(f"/models/{job_id}"),
            client.get(f"/models/{job_id}/layers"),
            client.post(f"/models/{job_id}/predict", files={"image": image}),
        ):
            assert answer.status_code == 409
            assert status in str(problem_of(answer)["detail"])
    assert client.get("/models").json() == [one for one in client.get("/models").json() if one["source"] == "pretrained"]


def test_an_unknown_model_is_404(client: httpx.Client) -> None:
    assert client.get("/models/nothing").status_code == 404


def test_the_layers_add_up(client: httpx.Client, finished: str) -> None:
    table = client.get(f"/models/{finished}/layers").json()

    assert [row["parameters"] for row in table["layers"]] == [40, 0, 144 * 8 + 8, 90]
    assert table["total_parameters"] == 40 + 144 * 8 + 8 + 90 == client.get(f"/models/{finished}").json()["total_parameters"]
    assert table["layers"][0]["output_shape"] == [6, 6, 4]
    assert table["layers"][0]["parameter_formula"] == "(3·3·1 + 1)·4 = 40"


def test_a_prediction_names_the_most_probable_classes(client: httpx.Client, finished: str, image: bytes) -> None:
    answer = client.post(f"/models/{finished}/predict", params={"top": 10}, files={"image": ("x.png", image)})

    assert answer.status_code == 200
    probabilities = [one["probability"] for one in answer.json()["predictions"]]
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) == pytest.approx(1, abs=1e-5)
    assert sorted(one["label"] for one in answer.json()["predictions"]) == [str(digit) for digit in range(10)]
    assert len(client.post(f"/models/{finished}/predict", files={"image": image}).json()["predictions"]) == 3


def test_a_prediction_tells_how_many_milliseconds_it_took(
    client: httpx.Client, finished: str, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(route, "time", SimpleNamespace(perf_counter=iter([10.0, 10.0625]).__next__))
    answer = client.post(f"/models/{finished}/predict", files={"image": image})
    assert answer.json()["duration_ms"] == 62.5


def test_of_the_open_models_those_used_last_stay_open(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "OPEN_MODELS", 2)
    engine = JobEngine(settings)
    opened = ModelStore(engine)
    first, second = (opened.open(f"pretrained-film-{name}", object) for name in ("skip-gram", "cbow"))
    assert opened.open("pretrained-film-skip-gram", object) is first
    opened.open("pretrained-film-glove", object)
    assert opened.open("pretrained-film-skip-gram", object) is first
    assert opened.open("pretrained-film-cbow", object) is not second
    engine.close()


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        (b"<html><script>alert(1)</script></html>", 415),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, 422),
        (b"GIF89a" + b"\0" * 20, 422),
    ],
)
def test_what_is_no_image_is_rejected(client: httpx.Client, finished: str, content: bytes, status: int) -> None:
    for call in ("predict", "activations?layer=conv2d"):
        answer = client.post(f"/models/{finished}/{call}", files={"image": ("cat.png", content, "image/png")})
        assert answer.status_code == status, call
        problem_of(answer)


def test_a_request_without_an_image_is_rejected(client: httpx.Client, finished: str) -> None:
    assert client.post(f"/models/{finished}/predict").status_code == 422
    assert client.post(f"/models/{finished}/predict", data={"image": "no file"}).status_code == 422


def test_a_damaged_model_is_not_opened(client: httpx.Client, worker: Worker, settings: Settings, image: bytes) -> None:
    job_id = submit(client, seed=1)
    worker.run(job_id)
    weights = next((settings.data_dir / "artifacts" / "jobs" / job_id).glob("*/weights.safetensors"))
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)

    answer = client.post(f"/models/{job_id}/predict", files={"image": image})

    assert answer.status_code == 409
    assert problem_of(answer)["type"] == "/problems/artifact-corrupt"


def test_a_damaged_model_does_not_hide_the_others(client: httpx.Client, worker: Worker, settings: Settings, finished: str) -> None:
    job_id = submit(client, seed=2)
    worker.run(job_id)
    next((settings.data_dir / "artifacts" / "jobs" / job_id).glob("*/metrics.json")).write_bytes(b"{}")

    listed = [one["id"] for one in client.get("/models").json()]

    assert finished in listed
    assert job_id not in listed
    assert client.get(f"/models/{job_id}").status_code == 409


def test_the_outputs_of_a_layer_come_as_an_image_or_as_numbers(client: httpx.Client, finished: str, image: bytes) -> None:
    url = f"/models/{finished}/activations"
    sheet = client.post(url, params={"layer": "conv2d"}, files={"image": image})
    numbers = client.post(url, params={"layer": "conv2d"}, files={"image": image}, headers=JSON).json()

    assert sheet.headers["content-type"] == "image/png"
    assert Image.open(BytesIO(sheet.content)).width > 12
    assert (numbers["layer"], numbers["shape"], len(numbers["maps"])) == ("conv2d", [6, 6, 4], 4)
    values = np.array([one["values"] for one in numbers["maps"]])
    assert values.shape == (4, 36)
    assert (values.min(), values.max()) == (pytest.approx(numbers["minimum"], abs=1e-6), pytest.approx(numbers["maximum"], abs=1e-6))


def test_the_outputs_of_all_layers_come_at_once(client: httpx.Client, finished: str, image: bytes) -> None:
    answer = client.post(f"/models/{finished}/activations", params={"maps": 2}, files={"image": image}, headers=JSON)
    layers = answer.json()["layers"]
    assert [(one["layer"], one["shape"], len(one["maps"])) for one in layers] == [
        ("conv2d", [6, 6, 4], 2),
        ("flatten", [144], 1),
        ("dense", [8], 1),
        ("dense_1", [10], 1),
    ]


def test_a_layer_that_is_not_there_is_rejected(client: httpx.Client, finished: str, image: bytes) -> None:
    answer = client.post(f"/models/{finished}/activations", params={"layer": "conv2d_9"}, files={"image": image})
    assert answer.status_code == 422
    assert "conv2d, flatten, dense, dense_1" in str(problem_of(answer)["detail"])


def test_the_cells_of_the_confusion_matrix_hold_its_images(client: httpx.Client, finished: str) -> None:
    confusion = client.get(f"/models/{finished}/confusion").json()
    matrix = np.array(confusion["matrix"])
    assert matrix.sum() == client.get("/datasets/digits").json()["sizes"]["test"]

    for true, predicted in zip(*np.nonzero(matrix), strict=True):
        cell = client.get(f"/models/{finished}/confusion/{true}/{predicted}").json()
        assert len(cell) == matrix[true, predicted]
        assert {(one["label"], one["predicted"]) for one in cell} == {(str(true), str(predicted))}
        confidence = [one["probability"] for one in cell]
        assert confidence == sorted(confidence, reverse=True)
    assert client.get(client.base_url.join(cell[0]["image_url"])).headers["content-type"] == "image/png"
    assert client.get(f"/models/{finished}/confusion/0/10").status_code == 404
    assert client.get(f"/models/{finished}/confusion/0/-1").status_code == 404


def test_a_cell_shows_no_images_of_another_copy_of_the_data(client: httpx.Client, settings: Settings) -> None:
    model, file = "/models/pretrained-cifar10-cnn", settings.datasets / "cifar10.npz"
    random = np.random.default_rng(0)
    images = random.integers(0, 256, (20, 32, 32, 3), np.uint8)
    save_images(file, ImageData(images[:10], np.arange(10), images[10:], np.arange(10), tuple(f"{n}" for n in range(10))))
    try:
        here = client.get("/datasets/cifar10").json()["fingerprint"]
        described, confusion = client.get(model).json(), client.get(f"{model}/confusion").json()
        assert described["dataset_match"] == "different"
        assert "another copy" in confusion["no_images"] and here in confusion["no_images"]
        cell = client.get(f"{model}/confusion/cat/dog").json()
        assert cell and not any(one["image_url"] for one in cell)
    finally:
        file.unlink()


def test_examples_are_test_images_of_the_models_own_data(client: httpx.Client, finished: str) -> None:
    examples = client.get(f"/models/{finished}/examples", params={"count": 5}).json()
    samples = client.get("/datasets/digits/samples", params={"count": 5, "split": "test"}).json()
    assert [(one["label"], one["image_url"]) for one in examples] == [(one["label"], one["image_url"]) for one in samples]


def test_a_deleted_job_is_no_model_any_more(client: httpx.Client, worker: Worker, image: bytes) -> None:
    job_id = submit(client)
    worker.run(job_id)
    assert client.post(f"/models/{job_id}/predict", files={"image": image}).status_code == 200
    client.delete(f"/jobs/{job_id}")
    assert client.post(f"/models/{job_id}/predict", files={"image": image}).status_code == 404


def test_a_model_tells_how_it_was_trained(client: httpx.Client, finished: str) -> None:
    history = client.get(f"/models/{finished}").json()["history"]

    assert history == [{"step": epoch, "epoch": epoch, "loss": pytest.approx(1 / epoch)} for epoch in (1, 2, 3)]


def test_the_shipped_model_tells_its_accuracy_and_the_command_that_makes_it_again(client: httpx.Client) -> None:
    model = client.get("/models/pretrained-cifar10-cnn").json()

    assert model["metrics"]["accuracy"] >= 0.8
    assert model["command"] == "playground train cnn --set dataset=cifar10 --set preset=improved"
    assert model["params"]["preset"] == "improved"
    assert [row["epoch"] for row in model["history"]] == list(range(1, 13))
    assert model["history"][-1].keys() == {"step", "epoch", "loss", "accuracy", "validation_loss", "validation_accuracy"}
    assert max(row["validation_accuracy"] for row in model["history"]) == model["metrics"]["best_validation_accuracy"]


def test_there_are_images_to_try_even_without_the_data_set(client: httpx.Client) -> None:
    examples = client.get("/models/pretrained-cifar10-cnn/examples", params={"count": 3}).json()

    assert [one["title"] for one in examples] == ["cat", "motorcycle", "rocket"]
    assert all(one["label"] is None for one in examples)
    photo = client.get(examples[0]["image_url"].removeprefix("/api/v1"))
    assert Image.open(BytesIO(photo.content)).size == (256, 256)
    answer = client.post("/models/pretrained-cifar10-cnn/predict", files={"image": photo.content}).json()
    assert answer["predictions"][0]["label"] == "cat"


def test_an_unknown_photo_is_404(client: httpx.Client) -> None:
    assert "cat" in str(problem_of(client.get("/photos/nothing.png"))["detail"])


def test_grad_cam_is_an_image_or_numbers(client: httpx.Client) -> None:
    photo = client.get("/photos/cat.png").content
    path = "/models/pretrained-cifar10-cnn/grad-cam"

    image = client.post(path, files={"image": photo})
    assert image.headers["content-type"] == "image/png"
    assert Image.open(BytesIO(image.content)).size == (256, 256)
    heat = client.post(path, files={"image": photo}, headers=JSON).json()
    assert heat["label"] == "cat"
    assert np.shape(heat["values"]) == (heat["height"], heat["width"])
    assert np.max(heat["values"]) == pytest.approx(1)
    rejected = client.post(path, params={"label": "zebra"}, files={"image": photo})
    assert rejected.status_code == 422
    assert "zebra" in str(problem_of(rejected)["detail"])
