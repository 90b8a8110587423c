"""docs/coverage.md names only pages and calls that exist, and every error of the tutorial has its row there."""

import re
from pathlib import Path

import pytest

from backend.api.app import create_app
from backend.settings import Settings

ROOT = Path(__file__).parents[1]
LINES = (ROOT / "docs" / "coverage.md").read_text().splitlines()
CONTENTS = (ROOT / "frontend" / "lib" / "contents.js").read_text()
ADDRESS = re.compile(r"\[`(#/[^`]*)`\]\(http://localhost:8000/(#/[^)]*)\)")
CALL = re.compile(r"`(GET|POST|PUT|PATCH|DELETE) (/[^`?]*)`")
# Pages beside those of the contents: components/page.js.
OTHER_PAGES = {"", "models"}
SECTIONS = ("I Deep learning basics", "II Artificial", "III Back", "IV Convolutional", "V Recurrent", "5.1 Learning", "VI Generative")

# Section, and words of the row: each error that the tutorial is known to have.
ERRORS = (
    ("1.2", "all 3 types"),
    ("2.1.1", "differ *only* in the centre"),
    ("2.1.1", "“the” non-linear"),
    ("2.1.2", "ReLU is called linear"),
    ("2.1.2", "a neuron dies"),
    ("3.1", "plus sign is missing between the logarithms"),
    ("3.1", "sums run to m"),
    ("3.1", "non-convex"),
    ("3.2.2", "superscript (i)"),
    ("3.2.2", "joins l to l + 1"),
    ("3.2.3", "σ is applied twice"),
    ("3.2.3", "99.999 % accuracy"),
    ("4.1", "called a convolution"),
    ("4.1.1", "p_w without its conditions"),
    ("4.3", "asymptote"),
    ("4.3.1", "raw gradient"),
    ("4.3.1", "sum of squares"),
    ("4.3.1", "i is the weight and the iteration"),
    ("V", "plus sign is missing"),
    ("V", "generalization of GRU"),
    ("5.1", "negative sampling"),
    ("VI", "convolutional"),
    ("VI", "frozen before"),
    ("VI", "epochs=5000"),
    ("VI", "zero-sum"),
)


def rows_below(heading: str) -> list[list[str]]:
    """Cells of the tables between a heading and the next one, without their heads."""
    start = next(i for i, line in enumerate(LINES) if line.lstrip("#").strip().startswith(heading)) + 1
    end = next((i for i in range(start, len(LINES)) if LINES[i].startswith("#")), len(LINES))
    rows = [line.strip("|").split("|") for line in LINES[start:end] if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows if row[0].strip() != "§"]


def test_every_address_is_a_page_of_the_contents() -> None:
    pages = set(re.findall(r'page: "(\w+)"', CONTENTS)) | OTHER_PAGES
    addresses = [pair for line in LINES for pair in ADDRESS.findall(line)]
    assert len(addresses) > 100
    for shown, linked in addresses:
        assert shown == linked
        assert re.split(r"[/?]", shown.removeprefix("#/"))[0] in pages, shown


def test_every_call_is_in_the_openapi_document(tmp_path: Path) -> None:
    prefix = "/api/v1"
    paths = create_app(Settings(data_dir=tmp_path)).openapi()["paths"]
    known = {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path.removeprefix(prefix))) for path, operations in paths.items() for method in operations
    }
    named = {(method, re.sub(r"\{\w+\}", "{}", path)) for line in LINES for method, path in CALL.findall(line)}
    assert len(named) > 40
    assert named <= known, named - known


def test_no_path_of_the_api_stands_without_its_method() -> None:
    assert not [line for line in LINES if re.search(r"`/(?!api/v1`)[a-z]", line)]


@pytest.mark.parametrize(("section", "words"), ERRORS)
def test_every_error_of_the_tutorial_has_its_row(section: str, words: str) -> None:
    [row] = [row for row in rows_below("Where the tutorial is wrong") if row[0] == section and words in row[1]]
    _, _, printed, right, where = row
    assert printed and right and printed != right
    assert ADDRESS.search(where) or where.startswith("none yet:")


def test_no_error_has_a_row_that_is_not_known() -> None:
    assert len(rows_below("Where the tutorial is wrong")) == len(ERRORS)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_claim_has_a_counterpart_or_a_reason_why_not(section: str) -> None:
    for _, claim, where, call in rows_below(section):
        assert claim
        has_counterpart = ADDRESS.search(where) or (where.startswith("by API:") and CALL.search(call))
        assert has_counterpart or re.match(r"none(?: yet| for .+?)?: \w", where), claim


def test_every_section_has_claims() -> None:
    assert all(rows_below(section) for section in SECTIONS)
