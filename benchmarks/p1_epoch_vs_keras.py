"""P1: one epoch of 16,000 CIFAR images through the tutorial's network in batches of 32, against Keras `fit` on NumPy arrays."""

import statistics

from benchmarks.measure import in_turn
from benchmarks.tutorial_cnn import Ours, Tutorial, check_equal_work, cifar10, matrix_product_speed


def main(images: int = 16_000, repeats: int = 5) -> None:
    data = cifar10(images)
    ours, peer = Ours(data), Tutorial(data)
    ours.epoch(), peer.epoch()  # both build their graphs
    comparison = in_turn(ours.epoch, peer.epoch, repeats)
    comparison.print(f"P1  one epoch of {images:,} images, tutorial network, batch 32; peer: Keras fit")
    check_equal_work(ours, peer.updates, peer.losses)
    reached, possible = ours.flops * images / statistics.median(comparison.ours), matrix_product_speed()
    print(
        f"  ours reaches {reached / 1e9:.0f} GFLOP/s; a 2048 × 2048 matrix product reaches {possible / 1e9:.0f}: {reached / possible:.0%}"
    )
