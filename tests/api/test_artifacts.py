"""The files of a job: acceptance rows 52 and 54, and damaged ones."""

import hashlib

import httpx
import pytest

from backend.settings import Settings
from tests.api.conftest import get_raw, submit
from tests.api.test_problems import problem_of


def test_the_manifest_names_every_file_with_its_hash(client: httpx.Client, finished: str) -> None:
    rows = client.get(f"/jobs/{finished}/artifacts").json()

    assert {"architecture.json", "weights.safetensors", "model.keras", "samples.png"} <= {row["name"] for row in rows}
    for row in rows:
        content = client.get(client.base_url.join(row["url"])).content
        assert (len(content), hashlib.sha256(content).hexdigest()) == (row["size"], row["sha256"])


def test_a_file_is_to_be_saved_and_an_image_to_be_looked_at(client: httpx.Client, finished: str) -> None:
    weights = client.get(f"/jobs/{finished}/artifacts/model.keras")
    assert weights.headers["content-type"] == "application/octet-stream"
    assert weights.headers["content-disposition"] == "attachment; filename=\"model.keras\"; filename*=UTF-8''model.keras"

    image = client.get(f"/jobs/{finished}/artifacts/samples.png")
    assert image.headers["content-type"] == "image/png"
    assert "content-disposition" not in image.headers

    for row in client.get(f"/jobs/{finished}/artifacts").json():
        headers = client.get(f"/jobs/{finished}/artifacts/{row['name']}").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert not headers["content-type"].startswith(("text/html", "image/svg"))


def test_an_unchanged_file_is_304(client: httpx.Client, finished: str) -> None:
    path = f"/jobs/{finished}/artifacts/samples.png"
    tag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": f'"other", W/{tag}'}).status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "../manifest.json",
        "..%2f..%2f..%2findex.html",
        "%2e%2e/%2e%2e/architecture.json",
        "..%5c..%5cmanifest.json",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "architecture.json%23x",
        "architecture.json%00",
        "architecture.json%00.png",
        "manifest.json",
        "n" * 4096,
    ],
)
def test_a_name_is_a_key_of_the_manifest_and_never_a_path(address: str, finished: str, name: str) -> None:
    answer = get_raw(address, f"/api/v1/jobs/{finished}/artifacts/{name}")
    assert answer == (404, "application/problem+json")


def test_a_link_in_the_folder_of_a_job_is_no_file_of_it(client: httpx.Client, finished: str, settings: Settings) -> None:
    folder = next((settings.data_dir / "artifacts" / "jobs" / finished).glob("*/architecture.json")).parent
    (folder / "passwd").symlink_to("/etc/passwd")
    assert client.get(f"/jobs/{finished}/artifacts/passwd").status_code == 404


def test_a_damaged_file_is_rejected(client: httpx.Client, finished: str, settings: Settings) -> None:
    file = next((settings.data_dir / "artifacts" / "jobs" / finished).glob("*/metrics.json"))
    file.write_bytes(file.read_bytes().replace(b"0.5", b"0.1"))
    answer = client.get(f"/jobs/{finished}/artifacts/metrics.json")
    assert answer.status_code == 409
    assert problem_of(answer)["type"] == "/problems/artifact-corrupt"


def test_a_waiting_job_has_no_files(client: httpx.Client) -> None:
    assert client.get(f"/jobs/{submit(client)}/artifacts").json() == []
