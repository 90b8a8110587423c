"""What the result of every kind has: JSON files, among them where the model comes from."""

import json
from typing import Any

from backend.kinds.parameters import Parameters
from backend.reporter import Reporter

BYTES = "application/octet-stream"


def write_json(reporter: Reporter, name: str, value: Any) -> None:
    reporter.artifact(name, json.dumps(value).encode(), "application/json")


def write_origin(reporter: Reporter, kind: str, params: Parameters, fingerprint: str | None = None) -> None:
    """`params.json`: kind, data set and parameters of the job, by which a model says how it was trained.

    Args:
        fingerprint: of the data set, by which another copy under the same name is told apart.
    """
    origin = {"kind": kind, "dataset": params.dataset, "dataset_fingerprint": fingerprint, "params": params.model_dump(mode="json")}
    write_json(reporter, "params.json", origin)
