"""The wheel: what it holds, and that a virtual environment with nothing else in it serves every page and trains."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import httpx
import pytest

from backend import __version__
from backend.api.modules import Modules
from tests.page_files import walk
from tests.running import Running, alive, clean_environment

# Two gigabytes are installed.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

ROOT = Path(__file__).parents[1]
FRONTEND = ROOT / "frontend"
VERSION = re.compile(r"at-[0-9a-f]{12}/")
LIBRARIES = json.loads((FRONTEND / "package.json").read_text())["dependencies"]


def page_files() -> list[Path]:
    """The files of the front end that a browser may ask for, relative to `frontend/`."""
    found = [path.relative_to(FRONTEND) for suffix in ("html", "js", "css", "svg") for path in FRONTEND.rglob(f"*.{suffix}")]
    return [path for path in found if path.parts[0] not in {"node_modules", "tests"}]


def copy_tree(target: Path) -> Path:
    """What is built from. Building leaves files behind, so it is done in a copy."""
    ignore = shutil.ignore_patterns("node_modules", "__pycache__")
    for folder in ("backend", "frontend"):
        shutil.copytree(ROOT / folder, target / folder, ignore=ignore)
    for file in ("pyproject.toml", "setup.py", "README.md"):
        shutil.copy(ROOT / file, target)
    (target / "frontend" / "node_modules").symlink_to(FRONTEND / "node_modules")
    return target


def environment(**variables: str) -> dict[str, str]:
    """This process's environment without what leads to this clone."""
    return {
        name: value for name, value in clean_environment().items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "XDG_"))
    } | variables


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True, check=False)


def build(tree: Path) -> subprocess.CompletedProcess[str]:
    """Build a wheel from `tree` into its `dist/`."""
    return run(sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--wheel-dir", "dist", cwd=tree)


def wheel_of(tree: Path) -> Path:
    done = build(tree)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = (tree / "dist").glob("*.whl")
    return wheel


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (FRONTEND / "node_modules").is_dir():
        pytest.skip("the libraries are not installed: run `npm ci` in frontend/")
    tree = copy_tree(tmp_path_factory.mktemp("tree"))
    left_behind = tree / "build" / "lib" / "backend" / "renamed.py"
    left_behind.parent.mkdir(parents=True)
    left_behind.touch()
    return wheel_of(tree)


def test_it_holds_the_back_end_the_pages_and_nothing_else(wheel: Path) -> None:
    names = names_in(wheel)
    metadata = {name for name in names if name.startswith(f"deep_learning_playground-{__version__}.dist-info/")}
    libraries = {name for name in names if name.startswith("backend/frontend/node_modules/")}
    backend = {path.relative_to(ROOT).as_posix() for path in (ROOT / "backend").rglob("*") if path.is_file() and path.suffix != ".pyc"}
    pages = {f"backend/frontend/{path.as_posix()}" for path in page_files()}
    assert names - metadata - libraries == backend | pages | {"backend/frontend/package.json"}


def test_it_holds_the_libraries_of_the_pages_with_their_licences(wheel: Path) -> None:
    names = {name.removeprefix("backend/frontend/node_modules/") for name in names_in(wheel) if "/node_modules/" in name}
    for library in LIBRARIES:
        assert f"{library}/LICENSE" in names
    assert all(any(name.startswith(f"{library}/") for library in LIBRARIES) for name in names)
    assert not [name for name in names if name.endswith((".map", ".ts"))]


def test_a_source_distribution_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    done = run(sys.executable, "-c", "from setuptools.build_meta import build_sdist; build_sdist('dist')", cwd=tree)
    assert done.returncode == 0, done.stdout + done.stderr
    (archive,) = (tree / "dist").glob("*.tar.gz")
    with tarfile.open(archive) as source:
        source.extractall(tmp_path, filter="data")
    assert names_in(wheel_of(tmp_path / archive.name.removesuffix(".tar.gz"))) == names_in(wheel)


def test_libraries_that_are_not_installed_are_asked_for(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    (tree / "frontend" / "node_modules").unlink()
    failed = build(tree)
    assert failed.returncode != 0
    assert "is missing: run `make install`" in failed.stdout + failed.stderr


@pytest.mark.parametrize(("library", "complaint"), [("typescript", "an entry in LIBRARY_FILES"), ("nowhere", "is missing")])
def test_a_new_library_must_say_its_files(tmp_path: Path, library: str, complaint: str) -> None:
    tree = copy_tree(tmp_path / "tree")
    (tree / "frontend" / "package.json").write_text(json.dumps({"dependencies": LIBRARIES | {library: "1.0.0"}}))
    failed = build(tree)
    assert failed.returncode != 0
    assert complaint in failed.stdout + failed.stderr


@pytest.fixture(scope="module")
def venv(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new virtual environment with the pinned packages and the wheel."""
    folder = tmp_path_factory.mktemp("venv")
    python = folder / "bin" / "python"
    # The pinned packages must be all that the wheel asks for: with --no-index, pip fetches no other.
    steps: list[list[str | Path]] = [
        [sys.executable, "-m", "venv", folder],
        [python, "-m", "pip", "install", "--require-hashes", "-r", ROOT / "requirements.lock"],
        [python, "-m", "pip", "install", "--no-index", f"{wheel}[cpu]"],
    ]
    try:
        for step in steps:
            done = run(*step, cwd=folder)
            assert done.returncode == 0, done.stdout + done.stderr
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def installed(venv: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`playground up` for a user who has nothing yet, in the folder of another project."""
    home, elsewhere = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "backend").mkdir()
    (elsewhere / "backend" / "__init__.py").write_text("raise ImportError('this is the backend of another project')")
    user = environment(HOME=str(home), PATH=os.pathsep.join([str(venv / "bin"), "/usr/bin", "/bin"]))
    running = Running(home / "data", ready=False, program=["playground"], environment=user, cwd=elsewhere)
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.close()


@pytest.fixture
def client(installed: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=installed.url, timeout=30, trust_env=False) as client:
        yield client


def test_all_that_the_pages_load_is_served_as_it_is_here(client: httpx.Client) -> None:
    served = walk(client, {"/", "/docs", *(f"/{path.as_posix()}" for path in page_files())})
    first_page = VERSION.sub("at-/", Modules(FRONTEND).index())
    for address, content in served.items():
        path = PurePosixPath(VERSION.sub("", address.lstrip("/")))
        here = FRONTEND / "node_modules" / path.relative_to("vendor") if path.parts[:1] == ("vendor",) else FRONTEND / path
        if address in {"/", "/index.html"}:
            assert VERSION.sub("at-/", content.decode()) == first_page
        elif address != "/docs":
            assert content == here.read_bytes(), address
    assert {"/vendor/katex/dist/fonts/KaTeX_Main-Regular.woff2", "/vendor/swagger-ui-dist/swagger-ui-bundle.js"} <= served.keys()


def test_the_shipped_models_open(client: httpx.Client) -> None:
    shipped = {path.parent.name for path in (ROOT / "backend").glob("*/pretrained/*/params.json")}
    assert shipped
    assert {model["id"] for model in client.get("/api/v1/models").json()} == shipped
    for model in shipped:
        assert client.get(f"/api/v1/models/{model}").status_code == 200


def test_it_trains_and_ctrl_c_ends_it(installed: Running) -> None:
    job = installed.submit()
    installed.wait_for_job(job, "succeeded")
    processes = installed.children()
    installed.interrupt()
    assert installed.process.wait(60) == 0
    assert not alive(processes)
