import pytest

from backend.concepts.latex import to_latex


@pytest.mark.parametrize(
    ("arithmetic", "latex"),
    [
        ("⌊(32 + 2·0 − 3)/1 + 1⌋ = 30", r"\lfloor (32 + 2 \cdot 0 - 3)/1 + 1\rfloor  = 30"),
        ("⌈28/2⌉ = 14", r"\lceil 28/2\rceil  = 14"),
        ("(3,136 + 1)·64 = 200,768", r"(3{,}136 + 1) \cdot 64 = 200{,}768"),
        ("(4, 4, 64) → 64", r"(4, 4, 64)  \to  64"),
    ],
)
def test_arithmetic_is_typeset(arithmetic: str, latex: str) -> None:
    assert to_latex(arithmetic) == latex
