"""The equations of a recurrent cell in LaTeX, and the question that each gate answers (§V)."""

from collections.abc import Mapping

from backend.concepts.recurrent.gru import Convention
from backend.concepts.recurrent.layer import CellName

# Of the tutorial's table, which is a lost image; from the cheat sheet that it was taken from (Stanford CS 230).
QUESTIONS: Mapping[str, str] = {
    "update": "How much should the past matter now?",
    "relevance": "Drop previous information?",
    "forget": "Erase a cell or not?",
    "output": "How much of a cell to reveal?",
}
SYMBOLS: Mapping[str, str] = {
    "update": r"\Gamma_u",
    "relevance": r"\Gamma_r",
    "forget": r"\Gamma_f",
    "output": r"\Gamma_o",
    "candidate": r"\tilde c^{\langle t \rangle}",
    "cell": r"c^{\langle t \rangle}",
    "state": r"a^{\langle t \rangle}",
}
NOW, BEFORE = r"^{\langle t \rangle}", r"^{\langle t-1 \rangle}"


def equations(cell: CellName, convention: Convention, reset_after: bool = False) -> list[str]:
    """One line for each quantity, in the order in which they are computed; ⋆ is the product element by element."""
    if cell == "rnn":
        return [rf"a{NOW} = \tanh(W_{{aa}} a{BEFORE} + W_{{ax}} x{NOW} + b_a)"]
    gates = rf"\Gamma = \sigma(W x{NOW} + U a{BEFORE} + b{' + b' + chr(39) if reset_after else ''})"
    if cell == "lstm":
        seen = rf"\Gamma_r \star a{BEFORE}" if convention == "tutorial" else f"a{BEFORE}"
        revealed = f"c{NOW}" if convention == "tutorial" else rf"\tanh c{NOW}"
        return [
            gates,
            rf"\tilde c{NOW} = \tanh(W_c [{seen}, x{NOW}] + b_c)",
            rf"c{NOW} = \Gamma_u \star \tilde c{NOW} + \Gamma_f \star c{BEFORE}",
            rf"a{NOW} = \Gamma_o \star {revealed}",
        ]
    candidate = rf"\tilde c{NOW} = \tanh(W_c [\Gamma_r \star a{BEFORE}, x{NOW}] + b_c)"
    if reset_after:
        candidate = rf"\tilde c{NOW} = \tanh(W_c x{NOW} + b_c + \Gamma_r \star (U_c a{BEFORE} + b'_c))"
    if convention == "keras":
        return [gates, candidate, rf"a{NOW} = c{NOW} = \Gamma_u \star c{BEFORE} + (1 - \Gamma_u) \star \tilde c{NOW}"]
    return [gates, candidate, rf"a{NOW} = c{NOW} = \Gamma_u \star \tilde c{NOW} + (1 - \Gamma_u) \star c{BEFORE}"]
