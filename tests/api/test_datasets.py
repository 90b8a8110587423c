"""Data sets over HTTP."""

import zipfile
from io import BytesIO

import httpx
import numpy as np
import pytest
from PIL import Image

from backend.datasets.catalogue import Catalogue
from backend.datasets.images import ImageData
from backend.settings import Settings
from tests.api.test_problems import problem_of


def zip_of_classes(*classes: str, images: int = 5) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for label, name in enumerate(classes):
            for number in range(images):
                image = BytesIO()
                Image.new("RGB", (10, 10), (40 * label, 10 * number, 0)).save(image, "PNG")
                archive.writestr(f"{name}/{number}.png", image.getvalue())
    return file.getvalue()


def test_the_catalogue_says_what_is_here(client: httpx.Client) -> None:
    rows = {row["id"]: row for row in client.get("/datasets").json()}

    assert {"photo-patches", "mnist-5k", "digits", "cifar10", "mnist"} <= rows.keys()
    assert rows["digits"]["availability"] == "bundled"
    assert rows["cifar10"]["availability"] == "download"
    assert rows["cifar10"]["shape"] == [32, 32, 3]
    assert all(row["licence"] and row["source"] for row in rows.values())
    assert client.get("/datasets/digits").json() | {"fingerprint": None} == rows["digits"]


def test_samples_name_their_images(client: httpx.Client, settings: Settings) -> None:
    samples = client.get("/datasets/digits/samples", params={"count": 3, "split": "test"}).json()
    data = Catalogue.of(settings).load("digits", ImageData)

    assert [sample["label"] for sample in samples] == [data.labels[label] for label in data.y_test[:3]]
    answer = client.get(client.base_url.join(samples[2]["image_url"]))
    assert answer.headers["content-type"] == "image/png"
    assert np.array_equal(np.asarray(Image.open(BytesIO(answer.content))), data.x_test[2, ..., 0])


def test_the_grid_is_an_image(client: httpx.Client) -> None:
    answer = client.get("/datasets/photo-patches/grid.png", params={"count": 9})
    image = Image.open(BytesIO(answer.content))
    assert (image.format, answer.headers["content-type"]) == ("PNG", "image/png")
    assert image.width > 3 * 32


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/datasets/nothing", 404),
        ("/datasets/nothing/samples", 404),
        ("/datasets/digits/samples?count=101", 422),
        ("/datasets/digits/samples?split=validation", 422),
        ("/datasets/digits/grid.png?count=0", 422),
        ("/datasets/digits/images/test/99999.png", 404),
        ("/datasets/digits/images/test/-1.png", 404),
        ("/datasets/digits/images/test/x.png", 422),
        ("/datasets/digits/images/test/99999999999999999999999999.png", 404),
        ("/datasets/..%2f..%2fetc/samples", 404),
    ],
)
def test_what_is_not_there_is_rejected(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    problem_of(answer)


def test_looking_at_a_set_that_is_not_here_does_not_download_it(client: httpx.Client) -> None:
    answer = client.get("/datasets/cifar10/grid.png")
    assert answer.status_code == 409
    assert problem_of(answer)["type"] == "/problems/dataset-unavailable"


def test_an_uploaded_zip_becomes_a_data_set(client: httpx.Client) -> None:
    title = "<img src=x onerror=alert(1)>\u202e" + "x" * 10_000
    answer = client.post("/datasets", files={"file": ("../../x<b>.zip", zip_of_classes("cat", "dog"))}, data={"title": title, "side": "16"})

    assert answer.status_code == 201, answer.text
    dataset = answer.json()
    assert (dataset["classes"], dataset["shape"], dataset["availability"]) == (["cat", "dog"], [16, 16, 3], "uploaded")
    assert (dataset["title"][:30], len(dataset["title"])) == ("<img src=x onerror=alert(1)>xx", 100)
    assert client.get(client.base_url.join(answer.headers["location"])).json() == dataset
    assert dataset["id"] in client.get("/kinds").json()[0]["datasets"]
    assert client.get(f"/datasets/{dataset['id']}/grid.png").status_code == 200


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"no zip", 415),
        (zip_of_classes("cat", "dog", images=1), 422),
        (b"\x93NUMPY\x01\x00", 415),
    ],
)
def test_an_upload_that_is_no_data_set_is_rejected(client: httpx.Client, content: bytes, status: int) -> None:
    before = client.get("/datasets").json()
    answer = client.post("/datasets", files={"file": ("set.zip", content, "application/zip")})
    assert answer.status_code == status
    assert answer.json()["detail"]
    assert client.get("/datasets").json() == before
