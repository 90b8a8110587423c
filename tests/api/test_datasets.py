"""Data sets over HTTP."""

import zipfile
from concurrent.futures import ThreadPoolExecutor
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


def test_the_same_upload_is_one_entry_and_can_be_deleted(client: httpx.Client) -> None:
    first, second = (client.post("/datasets", files={"file": ("set.zip", zip_of_classes("owl", "elk"))}) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    path = f"/datasets/{first.json()['id']}"
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == client.delete(path).status_code == 404
    assert client.post("/datasets", files={"file": ("set.zip", zip_of_classes("owl", "elk"))}).status_code == 201
    assert client.delete(path).status_code == 204


def test_one_folder_is_enough_for_a_gan_and_a_classifier_says_what_it_needs(client: httpx.Client) -> None:
    uploaded = client.post("/datasets", files={"file": ("set.zip", zip_of_classes("Owl"))}, data={"side": "16"}).json()
    assert uploaded["classes"] == ["Owl"]
    started, rejected = (client.post("/jobs", json={"kind": kind, "params": {"dataset": uploaded["id"]}}) for kind in ("gan", "cnn"))
    assert started.status_code == 202, started.text
    assert rejected.status_code == 422
    problem = problem_of(rejected)
    assert problem["detail"] == "A classifier needs at least two classes; the data set has 1: Owl. A GAN trains on one."
    assert problem["errors"][0]["pointer"] == "/params/dataset"  # type: ignore[index]


@pytest.mark.parametrize("dataset", ["digits", "cifar10", "lee-background"])
def test_what_is_no_upload_cannot_be_deleted(client: httpx.Client, dataset: str) -> None:
    answer = client.delete(f"/datasets/{dataset}")
    assert answer.status_code == 409
    assert "is not an upload" in problem_of(answer)["detail"]


def test_a_data_set_that_a_job_waits_for_is_not_deleted(client: httpx.Client) -> None:
    dataset = client.post("/datasets", files={"file": ("set.zip", zip_of_classes("one"))}).json()["id"]
    answer = client.post("/jobs", json={"kind": "cnn", "params": {"dataset": dataset}})
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == "/params/dataset"
    job = client.post("/jobs", json={"kind": "gan", "params": {"dataset": dataset}}).json()["id"]
    answer = client.delete(f"/datasets/{dataset}")
    assert answer.status_code == 409
    assert job in problem_of(answer)["detail"]
    client.post(f"/jobs/{job}/cancel")


WORDS = "Über schöne Bäume läuft der kühle Morgenwind\nüber grüne Wiesen läuft er weiter\n"


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (WORDS.encode(), None),
        (WORDS.encode("utf-8-sig"), None),
        (WORDS.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "UTF-16"),
        (WORDS.encode("latin-1"), "Windows-1252"),
    ],
)
def test_a_text_of_any_encoding_is_the_same_text(client: httpx.Client, content: bytes, note: str | None) -> None:
    answer = client.post("/datasets", files={"file": ("a.txt", content, "text/plain")})
    assert answer.status_code in {200, 201}, answer.text
    assert answer.json()["shape"] == [13, 11]
    assert (note in answer.json()["notes"][0]) if note else (answer.json()["notes"] == [])


def test_a_damaged_byte_does_not_change_the_other_words(client: httpx.Client) -> None:
    answer = client.post("/datasets", files={"file": ("a.txt", WORDS.encode() * 4 + b"\xff", "text/plain")}).json()
    assert answer["shape"] == [52, 11]
    assert answer["notes"] == ["1 of its characters are damaged, the first at byte 348; the others are read as UTF-8."]


def test_tags_that_count_as_words_are_noted(client: httpx.Client) -> None:
    answer = client.post("/datasets", files={"file": ("a.txt", f"<!DOCTYPE html><p>{WORDS}</p>".encode(), "text/plain")}).json()
    assert "HTML" in answer["notes"][0]


@pytest.mark.parametrize(
    "content",
    [
        b"{\\rtf1 " + WORDS.encode(),
        b"%PDF-1.7 " + b"some words " * 20,
        b"%PDF-1.7 \xff\x00",
        b"\x00\x01\x02",
        WORDS.encode("utf-16-le"),
        b"\xff\xfea",
        b"\xff\x01 word" * 20,
    ],
)
def test_what_is_no_text_is_rejected(client: httpx.Client, content: bytes) -> None:
    answer = client.post("/datasets", files={"file": ("a.txt", content, "text/plain")})
    assert answer.status_code == 422
    assert problem_of(answer)["detail"]


def test_a_file_that_is_sent_as_text_is_asked_for_as_a_file(client: httpx.Client) -> None:
    answer = client.post("/datasets", files={"file": (None, "abc")})
    assert problem_of(answer)["detail"] == "/file: Input should be a file; received 'abc'."


def test_a_zip_is_one_whatever_its_name_says(client: httpx.Client) -> None:
    assert client.post("/datasets", files={"file": ("a.txt", zip_of_classes("cat", "dog"), "text/plain")}).json()["classes"] == [
        "cat",
        "dog",
    ]
    document = client.post("/datasets", files={"file": ("a.txt", b"{\\rtf1 words", "text/plain")})
    assert problem_of(document)["detail"] == "The file is not a text: it is an RTF document."


def test_the_same_set_is_uploaded_and_deleted_by_many_at_once(client: httpx.Client) -> None:
    content = zip_of_classes("bird", "fish")
    dataset = client.post("/datasets", files={"file": ("set.zip", content)}).json()["id"]

    def change(turn: int) -> int:
        if turn % 2:
            return client.delete(f"/datasets/{dataset}").status_code
        return client.post("/datasets", files={"file": ("set.zip", content)}).status_code

    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(change, range(120))) <= {200, 201, 204, 404}
    assert client.post("/datasets", files={"file": ("set.zip", content)}).status_code in {200, 201}
    assert client.get(f"/datasets/{dataset}/grid.png").status_code == 200


def test_mutated_zips_are_read_or_rejected_and_nothing_else(client: httpx.Client) -> None:
    random = np.random.default_rng(0)
    whole = zip_of_classes("cat", "dog")
    for _ in range(150):
        content = bytearray(whole[: int(random.integers(1, len(whole) + 1))])
        tail = content.rfind(b"PK\x01\x02")
        for place in random.integers(max(0, tail - 200), len(content), int(random.integers(0, 6))):
            content[place] = random.integers(256)
        answer = client.post("/datasets", files={"file": ("set.zip", bytes(content))})
        assert answer.status_code in {200, 201, 413, 415, 422}, answer.text


def test_empty_folders_hold_no_images(client: httpx.Client) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(10_000):
            archive.writestr(f"{number}/", b"")
    answer = client.post("/datasets", files={"file": ("set.zip", file.getvalue())})
    assert answer.status_code == 422
    assert "no images" in problem_of(answer)["detail"]
