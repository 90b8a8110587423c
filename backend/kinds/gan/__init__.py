"""The kind `gan`: a generator and a discriminator, trained against each other (§VI)."""

from backend.kinds.gan.kind import KINDS

__all__ = ["KINDS"]
