"""What the documents say of measured figures."""

import re
from pathlib import Path

DOCUMENTS = Path(__file__).parents[1] / "docs"
DOCUMENT = DOCUMENTS / "benchmarks.md"


def test_accuracies_on_copies_of_cifar_are_said_to_be() -> None:
    lines = [line for document in DOCUMENTS.glob("*.md") for line in document.read_text().splitlines()]
    rows = [line for line in lines if re.search(r"85\.8 %|69\.3 %|67\.7 %", line)]
    assert rows
    for row in rows:
        assert "JPEG copies of CIFAR-10" in row


def test_a_map_is_measured_on_the_shipped_words() -> None:
    """On artificial clusters two programs were as good as each other that were not on real vectors."""
    rows = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("| P12 ")]
    assert rows
    for row in rows:
        assert re.search(r"words of the shipped (skip-gram|CBOW|GloVe)", row) and "KL divergence" in row
