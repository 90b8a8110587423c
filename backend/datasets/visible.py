"""Names that people give, as they are shown."""

import unicodedata

# Zero-width joiner and non-joiner: control characters, but 👩‍🚀 and می‌روم are spelled with them.
JOINERS = "\u200c\u200d"


def visible(name: str) -> str:
    """NFC, without control and bidirectional characters, which could make a list show another text than was sent; may be empty."""
    letters = unicodedata.normalize("NFC", name)
    return "".join(one for one in letters if one in JOINERS or unicodedata.category(one)[0] != "C").strip().strip(JOINERS).strip()


def folded(name: str) -> str:
    """The same for names that look the same, or differ only by case."""
    return name.translate(dict.fromkeys(map(ord, JOINERS))).lower()
