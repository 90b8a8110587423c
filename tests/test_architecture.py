"""The house rules that a tool can check: who imports whom, what a process loads, what a clone holds."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from backend.kinds import PACKAGES

ROOT = Path(__file__).parent.parent
HEAVY = {"tensorflow", "keras", "sklearn", "skimage", "mlxtend", "matplotlib", "pandas", "scipy", "cv2"}


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listing.split("\0") if name]


@pytest.mark.parametrize("module", ["backend.api.app", "backend.supervisor", "backend.jobs.queue", "backend.cli"])
def test_a_process_that_does_not_train_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    assert HEAVY.isdisjoint(loaded)


def test_no_lock_names_a_registry() -> None:
    for lock in (*ROOT.glob("requirements*.lock"), ROOT / "frontend/package-lock.json"):
        assert not re.search(r"https?://(?!opencollective|github|www\.|feross|paypal)", _without_funding(lock.read_text())), lock.name


def _without_funding(text: str) -> str:
    return re.sub(r'"funding": (\{[^}]*\}|\[[^\]]*\]|"[^"]*")', "", text)


def test_every_pinned_package_has_a_hash() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        entries = [line for line in lock.read_text().splitlines() if line and not line.startswith((" ", "#"))]
        assert entries, lock.name
        assert all(entry.endswith("\\") for entry in entries), lock.name


def test_no_unsafe_deserialisation() -> None:
    forbidden = re.compile(r"\bimport pickle\b|\bpickle\.loads?\b|allow_pickle=True|safe_mode=False|yaml\.load\(|\beval\(|extractall\(")
    for path in tracked_files():
        if path.suffix == ".py" and path.is_relative_to(ROOT / "backend"):
            assert not forbidden.search(path.read_text()), path


def test_no_third_party_file_is_committed() -> None:
    names = [str(path.relative_to(ROOT)) for path in tracked_files()]
    assert not [name for name in names if re.search(r"(^|/)(vendor|third_party|node_modules)/|\.min\.(js|css)$", name)]


def browser_files(*suffixes: str) -> list[Path]:
    return [path for path in tracked_files() if path.is_relative_to(ROOT / "frontend") and path.suffix in suffixes]


def test_no_line_of_the_browser_code_is_longer_than_140_characters() -> None:
    """Biome breaks the lines of scripts and styles, but neither those of a template nor those of a comment."""
    for path in browser_files(".js", ".css", ".html"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            assert len(line) <= 140, f"{path}:{number}"


def test_any_is_rare_in_the_types_of_the_browser_code_and_says_why() -> None:
    any_type = re.compile(r"(?<![\w\"])any(?=[\[\]{}()<>|,;])")
    found = []
    for path in browser_files(".js"):
        for comment in re.findall(r"/\*\*.*?\*/", path.read_text(), re.DOTALL):
            types = any_type.findall(comment)
            assert not types or "any: " in comment, f"{path}: {comment}"
            found += types
    assert len(found) <= 20


def length_of_function(lines: list[str], first: int) -> int:
    """Lines from its head to the last that is indented more than the head, or closes it."""
    indent = len(lines[first]) - len(lines[first].lstrip())
    for number, line in enumerate(lines[first + 1 :], 1):
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            return number + line.lstrip().startswith(("}", ")", "`"))
    return len(lines) - first


def test_no_function_of_the_browser_code_is_longer_than_60_lines() -> None:
    """Biome's rule takes a template for one line."""
    head = re.compile(r"^(export )?(default )?(async )?function\b|^(export )?const \w+ =.*(=>|`)|^  (async )?\w+\(.*\) \{$")
    for path in browser_files(".js"):
        lines = path.read_text().splitlines()
        for first, line in enumerate(lines):
            if head.search(line):
                assert length_of_function(lines, first) <= 60, f"{path}:{first + 1}"


def test_the_browser_code_writes_no_html() -> None:
    for path in browser_files(".js"):
        text = path.read_text()
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), path


def test_a_kind_knows_no_other_kind() -> None:
    packages = [path.parent for path in (ROOT / "backend/kinds").glob("*/__init__.py")]
    assert {f"backend.kinds.{package.name}" for package in packages} == set(PACKAGES)
    for package in packages:
        imported = {name for path in package.glob("*.py") for name in re.findall(r"^from backend\.kinds\.(\w+)", path.read_text(), re.M)}
        assert imported <= {package.name, "kind", "parameters", "result"}, package.name
