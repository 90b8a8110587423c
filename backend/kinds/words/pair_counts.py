"""The co-occurrence counts that a model keeps, to be compared with its scores: the most frequent pairs, and the sum of every row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from backend.kinds.words.cooccurrence import Pairs

MAX_KEPT = 100_000  # of each two pairs (i, j) and (j, i) one; six bytes each


@dataclass(frozen=True, eq=False)
class PairCounts:
    """X, symmetric, of its most frequent pairs.

    Attributes:
        totals: float64, (|V|,), Σ_j X_ij over all pairs.
        starts: int32, (|V| + 1,): row i has the entries starts[i] to starts[i + 1].
        columns: uint16, (n,), j ≥ i of each entry, ascending within a row.
        x: float32, (n,).
        limit: no pair that is left out has a larger X; 0 when none is.
    """

    totals: NDArray[np.float64]
    starts: NDArray[np.int32]
    columns: NDArray[np.uint16]
    x: NDArray[np.float32]
    limit: float

    @classmethod
    def of(cls, pairs: Pairs, size: int, most: int = MAX_KEPT) -> Self:
        totals = np.bincount(pairs.rows, pairs.x, minlength=size).astype(np.float64)
        upper = np.flatnonzero(pairs.rows <= pairs.columns)
        kept, limit = upper, 0.0
        if len(upper) > most:
            order = upper[np.argsort(-pairs.x[upper], kind="stable")]
            kept, limit = np.sort(order[:most]), float(pairs.x[order[most]])
        starts = np.searchsorted(pairs.rows[kept], np.arange(size + 1)).astype(np.int32)
        return cls(totals, starts, pairs.columns[kept].astype(np.uint16), pairs.x[kept], limit)

    def tensors(self) -> dict[str, NDArray[Any]]:
        limit = np.array([self.limit])
        return {"totals": self.totals, "starts": self.starts, "columns": self.columns, "x": self.x, "limit": limit}

    @classmethod
    def from_tensors(cls, tensors: Mapping[str, NDArray[Any]]) -> Self:
        """Shipped counts are 16-bit numbers.

        Raises:
            KeyError: one is missing.
        """
        x = tensors["x"].astype(np.float32)
        return cls(tensors["totals"], tensors["starts"], tensors["columns"], x, float(tensors["limit"][0]))

    def count(self, i: int, j: int) -> float | None:
        """X_ij; None for a pair that is left out, of which `limit` is all that is known."""
        i, j = min(i, j), max(i, j)
        first, last = int(self.starts[i]), int(self.starts[i + 1])
        place = first + int(np.searchsorted(self.columns[first:last], j))
        if place < last and self.columns[place] == j:
            return float(self.x[place])
        return None if self.limit else 0.0

    def pairs(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
        """Every kept pair in both orders: i, j and X_ij."""
        rows = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        columns, x = self.columns.astype(np.intp), self.x.astype(np.float64)
        other = rows != columns
        return np.concatenate((rows, columns[other])), np.concatenate((columns, rows[other])), np.concatenate((x, x[other]))
