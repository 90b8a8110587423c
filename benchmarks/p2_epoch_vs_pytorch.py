"""P2: the epoch of P1, against PyTorch: eager, channels-last, fused Adam, the images on the device.

The peer runs in a process of its own (`torch_peer.py`), and sleeps while we train.
Its Python is `build/peers/bin/python`, or what PLAYGROUND_PEERS_PYTHON names.
"""

import os
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from backend.datasets.images import ImageData
from benchmarks.measure import in_turn
from benchmarks.tutorial_cnn import Ours, check_equal_work, cifar10, parse


class PyTorch:
    """The other process: one line in, one epoch, one line out."""

    def __init__(self, data: ImageData) -> None:
        python = os.environ.get("PLAYGROUND_PEERS_PYTHON", "build/peers/bin/python")
        self.folder = tempfile.TemporaryDirectory()
        np.savez(Path(self.folder.name) / "data.npz", x=data.x_train, y=data.y_train)
        command = [python, str(Path(__file__).with_name("torch_peer.py")), str(Path(self.folder.name) / "data.npz")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.losses: list[float] = []
        self.updates = 0

    def epoch(self) -> float:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write("epoch\n")
        answer = parse(self.process.stdout.readline())
        self.losses.append(answer["loss"])
        self.updates += answer["updates"]
        return float(answer["seconds"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


def main(images: int = 16_000, repeats: int = 5) -> None:
    data = cifar10(images)
    ours = Ours(data)
    with PyTorch(data) as peer:
        ours.epoch(), peer.epoch()  # both warm up
        comparison = in_turn(ours.epoch, peer.epoch, repeats)
    comparison.print(f"P2  one epoch of {images:,} images, tutorial network, batch 32; peer: PyTorch eager, channels-last, fused Adam")
    check_equal_work(ours, peer.updates, peer.losses)
