"""The peer of P2: trains one epoch of the tutorial's network in PyTorch for each line on standard input, and answers in JSON.

Runs without this project: `python torch_peer.py data.npz`, with x (n, 32, 32, 3) uint8 and y (n,) int64.
"""

import json
import sys
import time

import numpy as np
import torch
from torch import nn

BATCH = 32


def network() -> nn.Module:
    """With Keras' initial weights: Glorot uniform kernels, biases 0."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(64, 64, 3),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(1024, 64),
        nn.ReLU(),
        nn.Linear(64, 10),
    )
    for layer in model:
        if isinstance(layer, nn.Conv2d | nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    return model.to(memory_format=torch.channels_last)


def main() -> None:
    torch.manual_seed(0)
    data = np.load(sys.argv[1])
    images = torch.from_numpy(data["x"]).float().div(255)
    labels = torch.from_numpy(data["y"])
    model = network()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7, fused=True)
    loss_function = nn.CrossEntropyLoss()
    for _ in sys.stdin:
        start, total, updates = time.perf_counter(), torch.zeros(()), 0
        for batch in torch.randperm(len(images)).split(BATCH):
            loss = loss_function(model(images[batch].permute(0, 3, 1, 2)), labels[batch])  # permuted, it is channels-last
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            total += loss.detach() * len(batch)
            updates += 1
        answer = {"loss": float(total) / len(images), "updates": updates, "seconds": time.perf_counter() - start}
        print(json.dumps(answer), flush=True)


main()
