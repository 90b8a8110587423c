"""Makes a shipped model from the artifacts of a finished job.

playground export JOB build/job
python -m backend.models.pretrained.ship build/job ID --title "..." --dataset "..." --command "..."
"""

import argparse
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save

from backend.models.pretrained import FOLDER

MAX_BATCH_METRICS = 200
KEPT = ("metric", "image", "table", "log")


def ship(source: Path, target: Path, title: str, dataset: str, command: str, note: str | None = None) -> None:
    """Copies the model and its training history: weights as 16-bit floats, events thinned out, no Keras file."""
    origin = {"title": title, "dataset": dataset, "command": command} | ({"dataset_note": note} if note else {})
    files = {path.name: shipped(path, target.name, origin) for path in sorted(source.iterdir()) if path.suffix != ".keras"}
    target.mkdir()
    for name, content in files.items():
        (target / name).write_bytes(content)


def shipped(path: Path, model_id: str, origin: dict[str, str]) -> bytes:
    """The bytes of a file as it ships."""
    content = path.read_bytes()
    if path.suffix == ".safetensors":
        return bytes(save({name: halved(tensor) for name, tensor in load(content).items()}))
    if path.name == "history.json":
        return json.dumps(thinned(json.loads(content), model_id), separators=(",", ":")).encode()
    if path.name == "params.json":
        return json.dumps({**json.loads(content), **origin}, indent=1, ensure_ascii=False).encode()
    return content


def halved(tensor: NDArray[Any]) -> NDArray[Any]:
    """32-bit floats as 16-bit floats; others, such as labels, unchanged."""
    if tensor.dtype != np.float32:
        return tensor
    with np.errstate(over="raise"):
        return tensor.astype(np.float16)


def thinned(events: list[dict[str, Any]], model_id: str) -> list[dict[str, Any]]:
    """Metrics, images, tables and logs; of the batch metrics only every n-th. The URLs of images are those of the model."""
    kept = [event for event in events if event["type"] in KEPT]
    within = [event for event in kept if event["data"].get("scope") == "batch"]
    shown = {event["id"] for event in within[:: math.ceil(len(within) / MAX_BATCH_METRICS) or 1]}
    for event in kept:
        if event["type"] == "image":
            event["data"]["url"] = f"/api/v1/models/{model_id}/images/{event['data']['name']}"
    return [event for event in kept if event["data"].get("scope") != "batch" or event["id"] in shown]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="what `playground export` saved")
    parser.add_argument("id", help="of the model, such as pretrained-mnist-gan")
    for name in ("title", "dataset", "command"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--note", help="in which way the data differs from what its name says")
    given = parser.parse_args()
    ship(given.folder, FOLDER / given.id, given.title, given.dataset, given.command, given.note)


if __name__ == "__main__":
    main()
