"""What a kind of training job is: its parameters, its trainer, the model that it leaves behind, and what a page needs to show a run."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from backend.datasets.dataset import DatasetType
from backend.kinds.parameters import Parameters, Preset
from backend.reporter import Reporter

# The bytes of a model's file, by its name; raises `NotFound` when the model has no such file.
Read = Callable[[str], bytes]


@dataclass(frozen=True)
class Curve:
    """One measured value that a page draws against the progress of a run.

    Attributes:
        metric: its name in the run's `metric` events.
        format: how its values are written; a `share` is in 0..1 and shown in percent.
    """

    metric: str
    title: str
    format: Literal["number", "share"] = "number"


@dataclass(frozen=True)
class Description:
    """What a list of models shows of one.

    Attributes:
        labels: the classes; empty for a model that is no classifier.
        input_shape: of one input, without the batch.
        total_parameters: all stored values.
        architecture: the layers as JSON values, where there are layers.
    """

    labels: tuple[str, ...] = ()
    input_shape: tuple[int, ...] = ()
    total_parameters: int = 0
    architecture: dict[str, Any] | None = None


@dataclass(frozen=True)
class ModelFormat:
    """How the model that a job leaves behind is opened, without TensorFlow.

    Attributes:
        files: the artifacts that make the model; a job without one of them left no model. Their hashes tell one model from another.
            Beside them a run leaves `metrics.json` and `params.json` (`write_origin`), which a list of models reads.
        open: makes the model, which many threads may use at once; raises `ArtifactCorrupt`.
        describe: what a list of models shows, without opening the weights.
    """

    files: tuple[str, ...]
    open: Callable[[Read], Any]
    describe: Callable[[Read], Description]


@dataclass(frozen=True)
class Kind:
    """One kind of training job.

    Attributes:
        section: the tutorial's section, such as `4.3`.
        reference: where the method is described.
        params: the pydantic model of its parameters; its JSON Schema makes the form in the browser.
        dataset_types: types of data set that it accepts.
        presets: named choices of parameters, the default first.
        runner: `module:function` of `run(params, reporter)`; imported in the training process only.
        unit: what a run is counted in.
        length: the parameter that says how many units a run has.
        curves: what is drawn while it runs, the most telling first.
        model: how its result is opened; None for a kind that leaves no model.
        command: what the command line does with the model, `{id}` in place of its id.
    """

    id: str
    title: str
    section: str
    reference: str
    params: type[Parameters]
    dataset_types: tuple[DatasetType, ...]
    presets: tuple[Preset, ...]
    runner: str
    unit: Literal["epoch", "iteration"]
    length: str
    curves: tuple[Curve, ...]
    model: ModelFormat | None = None
    command: str = "export {id} FOLDER"

    def load_runner(self) -> Callable[[Any, Reporter], None]:
        module, _, function = self.runner.partition(":")
        runner: Callable[[Any, Reporter], None] = getattr(importlib.import_module(module), function)
        return runner
