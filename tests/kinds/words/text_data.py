"""A text of two topics whose words never meet, so that word vectors must find them."""

import numpy as np

from backend.datasets.texts import Text, read_text

ANIMALS, TOOLS = ["cat", "dog", "cow", "hen", "pig", "fox"], ["saw", "nail", "screw", "drill", "file", "vice"]


def two_topics(sentences: int = 400) -> Text:
    random = np.random.default_rng(3)
    return read_text("\n".join(" ".join(random.choice(ANIMALS if i % 2 else TOOLS, 8)) for i in range(sentences)))
