"""The kinds of training job: what each trains, with which parameters, on which data. No TensorFlow here.

To add a kind: its parameters in `kinds/<id>.py`, its runner in `training/<id>.py`, one entry in `KINDS`.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backend.errors import NotFound
from backend.training.events import Reporter
from backend.training.kinds import cnn, gan, glove, word2vec
from backend.training.kinds.parameters import Parameters
from backend.training.kinds.preset import Preset


@dataclass(frozen=True)
class Kind:
    """One kind of training job.

    Attributes:
        section: the tutorial's section, such as `4.3`.
        params: the pydantic model of its parameters; its JSON Schema makes the form in the browser.
        datasets: catalogue types that it accepts (`image`, `text`, ...).
        runner: `module:function` of `run(params, reporter)`; imported in the training process only.
        reference: where the method is described.
        presets: named choices of parameters, the default first.
    """

    id: str
    title: str
    section: str
    params: type[Parameters]
    dataset_types: tuple[str, ...]
    runner: str
    reference: str
    presets: tuple[Preset, ...]

    def load_runner(self) -> Callable[[Any, Reporter], None]:
        module, _, function = self.runner.partition(":")
        runner: Callable[[Any, Reporter], None] = getattr(importlib.import_module(module), function)
        return runner


KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind(
            id="cnn",
            title="Convolutional network",
            section="4.3",
            params=cnn.CnnParams,
            dataset_types=("image",),
            runner="backend.training.cnn:run",
            reference="Tutorial §4.3, CIFAR Classification Demo",
            presets=cnn.PRESETS,
        ),
        Kind(
            id="gan",
            title="Generative adversarial network",
            section="6",
            params=gan.GanParams,
            dataset_types=("image",),
            runner="backend.training.gan:run",
            reference="Tutorial §6.1, Goodfellow et al., arXiv:1406.2661",
            presets=gan.PRESETS,
        ),
        Kind(
            id="word2vec",
            title="Word vectors (word2vec)",
            section="5.1",
            params=word2vec.Word2VecParams,
            dataset_types=("text",),
            runner="backend.training.word2vec:run",
            reference="Tutorial §5.1; Mikolov et al., 2013",
            presets=word2vec.PRESETS,
        ),
        Kind(
            id="glove",
            title="Word vectors (GloVe)",
            section="5.1",
            params=glove.GloveParams,
            dataset_types=("text",),
            runner="backend.training.glove:run",
            reference="Tutorial §5.1; Pennington, Socher and Manning, 2014",
            presets=glove.PRESETS,
        ),
    )
}


def get_kind(kind_id: str) -> Kind:
    try:
        return KINDS[kind_id]
    except KeyError:
        raise NotFound(f"There is no kind of job named {kind_id!r}; there is {', '.join(KINDS)}.") from None


def load_runners() -> str:
    """Imports every runner, so that the first job of a training process starts at once; returns the name of its device."""
    for kind in KINDS.values():
        kind.load_runner()
    name: str = importlib.import_module("backend.training.device").prepare(deterministic=False)
    return name
