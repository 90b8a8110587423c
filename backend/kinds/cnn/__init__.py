"""The kind `cnn`: a convolutional network that classifies images (§4.3)."""

from backend.kinds.cnn.kind import KINDS

__all__ = ["KINDS"]
