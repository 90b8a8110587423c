"""The kinds `word2vec` and `glove`: word embeddings trained on a text (§5.1)."""

from backend.kinds.words.kind import KINDS

__all__ = ["KINDS"]
