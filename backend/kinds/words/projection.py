"""Word maps: vectors of many dimensions laid out in two (§5.1). t-SNE computes in a process of its own (tsne.py)."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import BoundedSemaphore, Lock
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from backend.errors import TooManyRequests

Array = NDArray[np.floating[Any]]
Method = Literal["pca", "tsne"]

ITERATIONS = 1000  # scikit-learn's default
TIMEOUT_S = 300
PATIENCE_S = 45  # for a map that another request is computing; proxies wait 60 s for an answer
# Threads that wait for each other in a busy loop take the cores from those they wait for when a training runs as well: 22 s for 5 s.
WAIT_ASLEEP = {"OMP_WAIT_POLICY": "passive"}

MAX_WAITING = 4  # each holds a thread of the API
_one_at_a_time = Lock()
_waiting = BoundedSemaphore(MAX_WAITING)


def pca(vectors: Array) -> Array:
    """The two directions of largest variance, (n, 2); the sign of each is such that its largest loading is positive."""
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred.T @ centred)
    axes = directions[:2]
    axes = axes * np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, None]
    return np.asarray(centred @ axes.T)


@contextmanager
def turn() -> Iterator[None]:
    """One map is computed at a time, and few wait. Raises TooManyRequests where another one takes long, or where too many wait."""
    busy = TooManyRequests("Another word map is being computed.", retry_after_s=10)
    if not _waiting.acquire(blocking=False):
        raise busy
    try:
        if not _one_at_a_time.acquire(timeout=PATIENCE_S):
            raise busy
    finally:
        _waiting.release()
    try:
        yield
    finally:
        _one_at_a_time.release()


def tsne(vectors: Array, seed: int, perplexity: float) -> Array:
    """t-SNE (van der Maaten and Hinton, 2008) by cosine distance, (n, 2), begun with the PCA.

    It computes in a process of its own: the API stays small and quick.
    """
    question = BytesIO()
    np.savez(question, vectors=vectors.astype(np.float32), first=pca(vectors), options=_options(seed, perplexity, len(vectors)))
    command = [sys.executable, "-m", "backend.kinds.words.tsne"]
    environment = os.environ | WAIT_ASLEEP
    answer = subprocess.run(command, input=question.getvalue(), capture_output=True, timeout=TIMEOUT_S, check=True, env=environment)  # noqa: S603
    return np.asarray(np.load(BytesIO(answer.stdout)))


def used_perplexity(perplexity: float, count: int) -> float:
    """The perplexity, or for few words a third of the others: t-SNE cannot have more neighbours than there are words."""
    return min(perplexity, max(1.0, (count - 1) / 3))


def _options(seed: int, perplexity: float, count: int) -> NDArray[np.uint8]:
    options = {"seed": seed, "perplexity": used_perplexity(perplexity, count), "iterations": ITERATIONS}
    return np.frombuffer(json.dumps(options).encode(), np.uint8)
