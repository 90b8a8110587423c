"""What "Copy as …" shows runs as it is, and computes what the page shows."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Watched
from tests.e2e.test_labs import labs

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PNG = b"\x89PNG\r\n"


def snippets(page: Page) -> dict[str, str]:
    """All programs of the page, by their titles."""
    page.get_by_role("button", name="Copy as …").first.click()
    dialog = page.get_by_role("dialog", name="Copy as")
    found = {}
    for choice in dialog.locator(".choices button").all():
        choice.click()
        found[choice.inner_text()] = dialog.locator("pre").inner_text()
    dialog.get_by_role("button", name="Close").click()
    return found


def run(title: str, text: str, folder: Path) -> str:
    """What a program prints; it must end well."""
    if "curl" in title:
        command = ["sh", "-ec", text.replace("curl ", "curl --silent --show-error --fail --max-time 30 ")]
    elif title.startswith("Command line"):
        command = ["sh", "-ec", text.replace("playground", f"{sys.executable} -m backend.cli", 1)]
    else:
        command = [sys.executable, "-c", text]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"{title}:\n{text}\n{done.stdout}\n{done.stderr}"
    return done.stdout.strip()


@pytest.fixture
def folder(tmp_path: Path, photo: bytes) -> Path:
    (tmp_path / "image.png").write_bytes(photo)
    return tmp_path


@pytest.fixture
def photo(window: Watched, playground: str) -> bytes:
    return window.page.request.get(f"{playground}/api/v1/photos/cat.png").body()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("name", labs())
def test_every_program_runs(window: Watched, playground: str, folder: Path, name: str) -> None:
    """But those that train for minutes."""
    page = window.page
    page.goto(f"{playground}/#/{name}")
    found = snippets(page)
    assert any("curl" in title for title in found)
    assert any("Python (httpx)" in title for title in found)
    for title, text in found.items():
        assert playground in text or title in {"NumPy", "Keras"}
        if "train cnn" not in text and '"kind"' not in text:
            run(title, text, folder)
    for image in folder.glob("*.png"):
        assert image.read_bytes().startswith(PNG), image.name


FUNCTIONS = ("sigmoid", "gelu", "elu", "selu", "mish", "isru", "leaky_relu", "prelu", "sinc", "softplus", "bent_identity", "hard_tanh")


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_neuron_in_numpy(window: Watched, playground: str, folder: Path, function: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/neuron?f={function}&x=0.5,-2&w=1.5,0.7&b=0.1")
    printed = float(run("NumPy", snippets(page)["NumPy"], folder))
    shown = page.get_by_role("group", name="Formula", exact=True).locator(".formula").last.get_attribute("aria-label") or ""
    assert printed == pytest.approx(float(shown.split("=")[-1].replace("−", "-").strip(" ≈")), abs=6e-4)


@pytest.mark.parametrize("address", ["", "?units=4-3-2-1&pick=1,0,2", "?pick=1,1,b&f=relu", "?steps=3&rate=2&pick=0,2,1&f=sigmoid"])
def test_a_derivative_in_numpy(window: Watched, playground: str, folder: Path, address: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/backpropagation{address}")
    formula = page.get_by_role("group", name="Formula", exact=True).first.locator(".formula").nth(1)
    expect(formula).to_be_visible()
    printed = float(run("NumPy", snippets(page)["NumPy"], folder))
    shown = re.split(r"[=≈]", formula.get_attribute("aria-label") or "")[-1].replace("−", "-")
    assert printed == pytest.approx(float(shown), rel=2e-3, abs=1e-12)


def test_the_network_in_keras_learns_the_data_of_the_page(window: Watched, playground: str, folder: Path) -> None:
    page = window.page
    page.goto(f"{playground}/#/network?shape=circles&hidden=6")
    expect(page.locator(".training-progress")).to_contain_text(re.compile(r"step\s*1,000"))
    printed = run("Keras", snippets(page)["Keras"], folder)
    accuracy = float(re.findall(r"accuracy: ([\d.]+)", printed)[-1])
    assert accuracy > 0.9


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_programs_of_a_model(window: Watched, playground: str, folder: Path) -> None:
    page = window.page
    page.goto(f"{playground}/#/models/pretrained-cifar10-cnn")
    for title, text in snippets(page).items():
        assert re.search("tabby|cat", run(title, text, folder)), title
