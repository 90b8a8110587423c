"""The files that a finished `gan` run leaves: both networks, and the noise of its grids."""

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from backend.kinds.gan.params import GanParams
from backend.kinds.result import BYTES, write_json, write_origin
from backend.reporter import Reporter
from backend.training.keras_model import keras_file
from backend.training.network import Network


def write(
    generator: Network,
    discriminator: Network,
    grid: NDArray[np.float32],
    params: GanParams,
    metrics: dict[str, float],
    fingerprint: str,
    reporter: Reporter,
) -> None:
    """Gives the reporter the artifacts of the run.

    Args:
        grid: the noise of the fixed grid, (25, 100).
        metrics: of the networks at the end.
        fingerprint: of the data set.
    """

    tensors = {"grid": grid}
    parameters = {}
    for name, network in (("generator", generator), ("discriminator", discriminator)):
        tensors |= {f"{name}/{key}": np.asarray(variable.numpy()) for key, variable in network.variables.items()}
        parameters[f"{name}_parameters"] = network.architecture.parameter_count()
        reporter.artifact(f"{name}.json", network.architecture.model_dump_json().encode(), "application/json")
        reporter.artifact(f"{name}.keras", keras_file(network), BYTES)
    reporter.artifact("weights.safetensors", bytes(save(tensors)), BYTES)
    write_json(reporter, "metrics.json", {**metrics, "iterations": params.iterations, **parameters})
    write_origin(reporter, "gan", params, fingerprint)
