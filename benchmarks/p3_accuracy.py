"""P3: test accuracy after 10 epochs of the tutorial's network on all images, ours and the tutorial's way, three seeds; also `improved`."""

import statistics

from backend.datasets.images import ImageData
from backend.kinds.cnn.params import CnnParams
from backend.kinds.cnn.train import CnnTraining
from backend.reporter import MemoryReporter
from benchmarks.tutorial_cnn import Tutorial, cifar10


def our_accuracy(data: ImageData, params: CnnParams) -> float:
    """Of the last epoch, on the test images."""
    reporter = MemoryReporter(data)
    CnnTraining(params, reporter).train()
    last = [metric for metric in reporter.metrics if metric["split"] == "validation"][-1]
    return float(last["values"]["accuracy"])


def tutorial_accuracy(data: ImageData, seed: int, epochs: int) -> float:
    """Of the last epoch, on the test images."""
    history = Tutorial(data, seed).fit(epochs=epochs, validation_data=(data.x_test / 255.0, data.y_test))
    return history["val_accuracy"][-1]


def main(images: int = 50_000, epochs: int = 10, seeds: int = 3, improved: bool = True) -> None:
    data = cifar10(images)
    ours, peer = [], []
    print(f"P3  test accuracy after {epochs} epochs of {images:,} images, tutorial network, batch 32; peer: Keras fit")
    for seed in range(seeds):
        ours.append(our_accuracy(data, CnnParams(dataset="cifar10", epochs=epochs, seed=seed)))
        peer.append(tutorial_accuracy(data, seed, epochs))
        print(f"  seed {seed}: ours {ours[-1]:.2%}, peer {peer[-1]:.2%}", flush=True)
    difference = 100 * (statistics.mean(ours) - statistics.mean(peer))
    print(f"  mean: ours {statistics.mean(ours):.2%}, peer {statistics.mean(peer):.2%}, difference {difference:+.2f} points")
    if improved:
        print(f"  preset improved: {our_accuracy(data, CnnParams(dataset='cifar10', preset='improved')):.2%}")
