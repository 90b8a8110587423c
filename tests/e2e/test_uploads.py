"""A person's own files: chosen in the form of a training, read or explained, chosen again, deleted."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import Watched

pytestmark = pytest.mark.e2e


def image(number: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (12, 12), (20 * number, 90, 10)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    """Two classes, a cover beside them, and a photo of a phone."""
    path = tmp_path / "pets.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pets/cover.png", image(11))
        archive.writestr("pets/cat/phone.heic", b"\0\0\0\x18ftypheic" + bytes(16))
        for number in range(8):
            archive.writestr(f"pets/{'50%' if number % 2 else 'cat'}/{number}.png", image(number))
    return path


def test_an_upload_is_chosen_explained_uploaded_again_and_deleted(playground: str, window: Watched, pets: Path) -> None:
    page = window.page
    page.goto(f"{playground}/#/cnn/train")
    upload = page.locator("input[type=file][accept*=zip]")
    report = page.get_by_role("status").filter(has_text="Read:")
    for _ in range(2):
        upload.set_input_files(pets)
        expect(upload).to_have_value("")  # else a browser does not report the same file when it is chosen again
        expect(report).to_contain_text("1 file skipped, in no class folder: pets/cover.png")
        expect(report).to_contain_text("1 file skipped, HEIC is not read: pets/cat/phone.heic")
        expect(page.get_by_role("radio", name="pets")).to_be_checked()
    expect(page.get_by_role("radio", name="pets")).to_have_count(1)
    page.get_by_role("button", name="Delete this upload …").click()
    expect(page.get_by_text("Models that were trained on it go on working.")).to_be_visible()
    page.get_by_role("button", name="Delete the data set").click()
    expect(page.get_by_role("radio", name="pets")).to_have_count(0)
    expect(page.get_by_role("button", name="Delete this upload …")).to_have_count(0)
    expect(report).to_have_count(0)
