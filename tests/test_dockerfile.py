"""`Dockerfile.gpu` without a Docker engine: what it copies and installs. `dockerfile_steps.py` runs its install steps."""

import re
from collections.abc import Iterator

import pytest

from tests.dockerfile import ROOT, instructions, stages


def test_every_image_has_a_version() -> None:
    for steps in stages().values():
        image = steps[0][1].split(" AS ")[0]
        assert image in stages() or re.search(r":\d+", image)


def test_what_is_copied_is_there_and_is_sent_to_the_builder() -> None:
    sent = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for source in [*_copied(), "requirements.lock"]:
        assert (ROOT / source).exists(), source
        assert source.split("/")[0] in sent, source


def _copied() -> Iterator[str]:
    for name, rest in instructions():
        words = rest.replace("${LOCK}", "requirements-gpu.lock").split()
        if name == "COPY" and not words[0].startswith("--from"):
            yield from words[:-1]


@pytest.mark.parametrize("lock", ["requirements-api.lock", "requirements-gpu.lock", "requirements.lock"])
def test_every_pinned_package_has_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[\w.\[\]-]+==", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_the_images_agree_on_versions() -> None:
    api, gpu, cpu = (_versions(f"requirements{name}.lock") for name in ("-api", "-gpu", ""))
    assert api.items() <= gpu.items(), "the worker's lock is installed over the API's"
    for lock in (gpu, cpu):
        assert {name: lock[name] for name in api if name in lock} == {name: api[name] for name in api if name in lock}


def _versions(lock: str) -> dict[str, str]:
    """Versions by name and condition."""
    pins = re.findall(r"^([\w.\[\]-]+)==(\S+)( ; .*?)? \\$", (ROOT / lock).read_text(), re.MULTILINE)
    return {name + condition: version for name, version, condition in pins}


def test_the_api_image_has_no_tensorflow() -> None:
    assert not [name for name in _versions("requirements-api.lock") if name.startswith(("tensorflow", "keras"))]
    assert [name for name in _versions("requirements-gpu.lock") if name.startswith("tensorflow")]
