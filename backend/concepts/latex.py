"""Arithmetic written with Unicode signs, typeset: `⌊(32 + 2·0 − 3)/1 + 1⌋ = 30` as LaTeX."""

import re

SIGNS = {"⌊": r"\lfloor ", "⌋": r"\rfloor ", "⌈": r"\lceil ", "⌉": r"\rceil ", "·": r" \cdot ", "×": r" \times ", "−": "-", "→": r" \to "}


def to_latex(arithmetic: str) -> str:
    """The same arithmetic in LaTeX's mathematics mode; a comma between digits groups them and leaves no gap."""
    for sign, command in SIGNS.items():
        arithmetic = arithmetic.replace(sign, command)
    return re.sub(r"(?<=\d),(?=\d)", "{,}", arithmetic)
